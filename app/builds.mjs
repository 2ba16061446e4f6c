// What is built, and how: used by firme.mjs for `npm start` and by dev.mjs during development. Needs no build itself.
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

/** The public site and the office are two programs: the public one contains no code that decrypts people's data. */
export const siteOf = (routeId) => (routeId.startsWith('routes/office') ? 'office' : 'public')

/** Opts into the behavior of Remix's next version. */
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

/** For the server: sources are bundled, packages are not. */
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

/**
 * The roles and the command line.
 *
 * @param more additional entry points
 */
export const roles = (outdir, more = []) => ({
  ...onServer,
  entryPoints: ['app/main.ts', 'app/cli.ts', 'app/parse-file.ts', ...more],
  splitting: true,
  outdir,
})

/** The scripts that pages load. */
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
