// What is built, and how: for `npm start` by firme.mjs, while it is worked on by dev.mjs. Needs no build itself.
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

/** The public site and the office are two programs: what opens people is not in the first. */
export const siteOf = (routeId) => (routeId.startsWith('routes/office') ? 'office' : 'public')

/** What Remix is told to do as its next version will. */
export const future = {
  v3_fetcherPersist: true,
  v3_lazyRouteDiscovery: true,
  v3_relativeSplatPath: true,
  v3_routeConfig: true,
  v3_singleFetch: true,
  v3_throwAbortReason: true,
}

const common = { absWorkingDir: root, bundle: true, logLevel: 'warning' }
const alias = { '~': './app', '#db': './db', '#emails': './emails' }

/** What runs on the server: bundled sources, and packages as they are. */
export const onServer = {
  ...common,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  sourcemap: true,
  alias,
}

/** The roles and the command line. @param more further entries */
export const roles = (outdir, more = []) => ({
  ...onServer,
  entryPoints: ['app/main.ts', 'app/cli.ts', 'app/parse-file.ts', ...more],
  splitting: true,
  outdir,
})

/** The scripts that pages ask for. */
export const scripts = (outdir) => ({
  ...common,
  entryPoints: {
    office: 'app/office/frame/office-script.ts',
    count: 'app/office/texts/count-script.ts',
    kiosk: 'app/actions/petitions/kiosk/kiosk-script.ts',
  },
  minify: true,
  format: 'iife',
  target: 'es2020',
  alias,
  outdir,
})
