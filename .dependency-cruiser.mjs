// The law of the house: arrows only run down this list. `npm test` checks it; `npm run picture` draws it.

/**
 * From the top down: a file imports from its own row and from the rows below, never from a row above.
 * A new folder under `app/` needs a place here, or the test says so.
 */
export const wings = [
  {
    name: 'start',
    holds: [
      'app/firme.mjs',
      'app/dev.mjs',
      'app/builds.mjs',
      'app/main.ts',
      'app/role.ts',
      'app/explain.server.ts',
      'app/child-environment.ts',
      'app/dev-start.server.ts',
      'app/keeper.ts',
      'app/cli.ts',
      'app/commands/',
      'app/parse-file.ts',
      'app/doctor.server.ts',
      'app/doctor/',
      'app/reset.server.ts',
    ],
  },
  { name: 'routes', holds: ['app/routes/', 'app/routes.ts', 'app/root.tsx', 'app/entry.server.tsx'] },
  { name: 'worker', holds: ['app/worker/'] },
  { name: 'office', holds: ['app/office/'] },
  { name: 'web', holds: ['app/web/'] },
  { name: 'messages', holds: ['app/messages/'] },
  { name: 'actions', holds: ['app/actions/'] },
  { name: 'people', holds: ['app/people/', 'app/officials/', 'app/campaigns/', 'emails/'] },
  { name: 'channels', holds: ['app/channels/'] },
  { name: 'queue', holds: ['app/queue/'] },
  { name: 'ui', holds: ['app/ui/'] },
  { name: 'vault', holds: ['app/vault/'] },
  { name: 'settings', holds: ['app/paths.ts', 'app/env.server.ts', 'app/channel-states.ts'] },
  { name: 'ground', holds: ['db/', 'app/geography/', 'app/i18n/'] },
]

const anyOf = (rows) =>
  `^(${rows
    .flatMap((row) => row.holds)
    .map((place) => (place.endsWith('/') ? place : `${place}$`))
    .join('|')
    .replaceAll('.', '\\.')})`

const climbing = wings.slice(1).map((row, above) => ({
  name: `${row.name} imports only from its own wing and the wings below it`,
  severity: 'error',
  from: { path: anyOf([row]) },
  to: { path: anyOf(wings.slice(0, above + 1)) },
}))

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  ...climbing,
  {
    name: 'every file has a row in .dependency-cruiser.mjs',
    severity: 'error',
    from: { path: '^app/', pathNot: anyOf(wings) },
    to: {},
  },
  { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'nobody imports routes', severity: 'error', from: { pathNot: '^app/routes/' }, to: { path: '^app/routes/' } },
  {
    name: 'only channels/ imports a provider’s library',
    severity: 'error',
    from: { pathNot: '^app/channels/' },
    to: { path: '^node_modules/(nodemailer|twilio)/' },
  },
  {
    name: 'only the worker starts a channel',
    severity: 'error',
    from: { pathNot: '^app/(channels/|worker/|doctor\\.server\\.ts$)' },
    to: {
      path: '^app/channels/(mail/mailer|sms/sms|voice/voice|sms/twilio-client)\\.server\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'only the vault handles ciphers',
    severity: 'error',
    from: { pathNot: '^app/vault/' },
    to: { path: '^app/vault/(box|epoch)\\.server\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'pure files import no server file',
    severity: 'error',
    from: {
      path: '^app/.+\\.ts$',
      pathNot: '\\.server\\.ts$|^app/(main|role|cli|parse-file|routes)\\.ts$|^app/(routes|worker)/',
    },
    to: { path: '\\.server\\.tsx?$', dependencyTypesNot: ['type-only'] },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(app|db|emails|node_modules/(nodemailer|twilio))/',
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
