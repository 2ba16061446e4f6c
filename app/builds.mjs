// What is built, and how: used by firme.mjs for `npm start` and by dev.mjs during development. Needs no build itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { transform } from 'esbuild'

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

/** Vite's `?inline`, for the roles: a style sheet as text, anything else as a data URL. */
const inline = {
  name: 'inline',
  setup(build) {
    build.onResolve({ filter: /\?inline$/ }, async ({ path: file, ...from }) => {
      const { path: found } = await build.resolve(file.replace('?inline', ''), { ...from, pluginData: undefined })
      return { path: found, namespace: 'inline' }
    })
    build.onLoad({ filter: /.*/, namespace: 'inline' }, async ({ path: file }) =>
      file.endsWith('.css')
        ? {
            contents: (await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true })).code,
            loader: 'text',
          }
        : { contents: readFileSync(file), loader: 'dataurl' },
    )
  },
}

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
  plugins: [inline],
}

/**
 * The roles and the command line.
 *
 * @param more additional entry points
 */
export const roles = (outdir, more = []) => ({
  ...onServer,
  entryPoints: ['app/cli.ts', 'app/role.ts', 'app/parse-file.ts', ...more],
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
    'kiosk-worker': 'app/actions/petitions/kiosk/kiosk-worker-script.ts',
    points: 'app/actions/letters/points-script.ts',
  },
  minify: true,
  format: 'iife',
  target: 'es2020',
  alias,
  outdir,
})

/** Leaves a compressed copy beside each script and picture that is text, for browsers that take one. */
export function compressFiles(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/^(?!assets\b).*\.(js|svg|txt|webmanifest)$/.test(name)) continue
    const file = path.join(folder, name)
    const whole = readFileSync(file)
    for (const [ending, compress] of [
      ['br', brotliCompressSync],
      ['gz', gzipSync],
    ]) {
      const smaller = compress(whole)
      if (smaller.length < whole.length) writeFileSync(`${file}.${ending}`, smaller)
    }
  }
}
