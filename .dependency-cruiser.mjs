// The law of the house: arrows only run down this list. `npm test` checks it, `npm run picture` draws it.

/** From the top down. A folder may import from its own row and from rows below it, never from a row above. */
export const wings = [
  ['app/main.ts', 'app/cli.ts', 'app/doctor.server.ts', 'app/root.tsx', 'app/entry.server.tsx', 'app/routes.ts', 'app/routes/'],
  ['app/worker/'],
  ['app/office/'],
  ['app/web/'],
  ['app/messages/'],
  ['app/actions/'],
  ['app/people/', 'app/officials/', 'app/campaigns/', 'emails/'],
  ['app/channels/'],
  ['app/queue/'],
  ['app/ui/'],
  ['app/vault/'],
  ['app/paths.ts', 'app/env.server.ts'],
  ['db/', 'app/geography/', 'app/i18n/'],
]

const pattern = (places) => `^(${places.map((place) => place.replaceAll('.', '\\.').replace(/ts$/, 'ts$').replace(/tsx$/, 'tsx$')).join('|')})`

const climbing = wings.slice(1).map((row, index) => ({
  name: `nothing-climbs-from-${row[0].replace(/^app\/|\/$|\.ts$/g, '')}`,
  comment: `${row.join(', ')} may import only from its own row and from the rows below it in .dependency-cruiser.mjs.`,
  severity: 'error',
  from: { path: pattern(row) },
  to: { path: pattern(wings.slice(0, index + 1).flat()) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...climbing,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|node_modules|tests)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
