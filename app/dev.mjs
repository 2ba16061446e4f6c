// `npm run dev`: builds, starts everything, and on each save rebuilds and passes on what has changed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { flatRoutes } from '@remix-run/dev/dist/config/flat-routes.js'
import chokidar from 'chokidar'
import { context } from 'esbuild'
import { future, onServer, roles, root, scripts, siteOf } from './builds.mjs'

const out = path.join(root, 'build', 'dev')
const sources = ['app', 'db', 'emails', 'public']

/** Entry point of each role. */
const beginnings = {
  web: 'app/web/site/web.server.ts',
  office: 'app/office/frame/office.server.ts',
  worker: 'app/worker/worker.server.ts',
  simulator: 'app/channels/simulator/simulator.server.ts',
}
/** The role that serves each site's pages. */
const shownBy = { public: 'web', office: 'office' }

/** Used only at startup: when one of these changes, everything restarts. */
const forStart =
  /^(db\/(migrations\/|migrate\.ts|embedded\.ts)|app\/(main|explain\.server|keeper|dev-start\.server|env\.server)\.ts)/

/** Runs until stopped. Running processes reload their pages; a process is replaced when its own code changes. */
export async function dev() {
  // The processes check again, with the settings from `.env`.
  if (process.env.NODE_ENV === 'production') {
    process.stderr.write('npm run dev is not for production: run npm start.\n')
    process.exit(1)
  }
  const builds = await openBuilds()
  const firme = openFirme()

  async function take(saved) {
    const startedAt = performance.now()
    const problems = new Set()
    const pages = await builds.pages(saved, problems)
    if (pages.length > 0) firme.tell({ pages, code: [] })
    // After a save, the developer looks at a page first; restarting processes at once would slow it down.
    if (pages.length > 0 && firme.isRunning()) await sleep(300)
    const code = await builds.code(saved, problems)
    for (const problem of problems) process.stderr.write(`${problem}\n`)
    if (problems.size > 0)
      process.stderr.write(
        firme.isRunning()
          ? 'What was built before goes on until this is mended.\n'
          : 'Firme starts once this is mended.\n',
      )
    else if (!firme.isRunning()) return firme.start()
    else if (saved.some((file) => forStart.test(file))) return firme.restart()
    if (code.length > 0) firme.tell({ pages: [], code })
    const what = [...pages.map((role) => `pages of ${role}`), ...code.map((role) => `${role} starts again`)]
    if (what.length > 0)
      process.stdout.write(`Built in ${Math.round(performance.now() - startedAt)} ms: ${what.join(', ')}\n`)
  }

  await watchSources(take)
}

/** Calls `take` at once with nothing, then with the files that were saved, one call at a time. */
async function watchSources(take) {
  const saved = new Set()
  let isTaking = true
  let timer
  const next = async () => {
    if (isTaking) return
    isTaking = true
    while (saved.size > 0) {
      const files = [...saved]
      saved.clear()
      await take(files)
    }
    isTaking = false
  }
  const watcher = chokidar.watch(sources, { cwd: root, ignoreInitial: true }).on('all', (_, file) => {
    saved.add(file.replaceAll(path.sep, '/'))
    clearTimeout(timer)
    timer = setTimeout(next, 20)
  })
  // Before the first build, so that what is saved during it is built after it.
  await once(watcher, 'ready')
  await take([])
  isTaking = false
  await next()
}

/** Runs Firme in a child process, so that it can be restarted from the latest build. */
function openFirme() {
  let child = null
  let isAgain = false
  let hasRun = false

  function start() {
    child = spawn(process.execPath, [path.join(out, 'roles', 'dev-start.server.js')], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { NODE_COMPILE_CACHE: path.join(out, 'compiled'), ...process.env, FIRME_DEV: '1' },
    })
    child.once('message', () => (hasRun = true))
    child.once('exit', (code) => {
      child = null
      if (isAgain) {
        isAgain = false
        return start()
      }
      if (code === 0 || !hasRun) process.exit(code ?? 1)
      process.stderr.write('Firme has ended; it starts again at the next save. Ctrl-C ends this too.\n')
    })
  }

  const end = (signal) => {
    isAgain = false
    if (!child) process.exit(0)
    // Ctrl-C reaches both; other signals reach only this process and are forwarded.
    if (signal !== 'SIGINT') child.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  return {
    start,
    isRunning: () => child !== null,
    tell: (built) => child?.connected && child.send(built),
    restart() {
      if (isAgain) return
      isAgain = true
      child.kill('SIGTERM')
    },
  }
}

/** All builds. */
async function openBuilds() {
  const pages = {}
  for (const site of Object.keys(shownBy)) pages[site] = await openBuild(pagesOf(site))
  const code = await openBuild(roles(path.join(out, 'roles'), ['app/dev-start.server.ts']))
  const forBrowsers = await openBuild(scripts(path.join(out, 'client')))
  const all = [...Object.values(pages), code, forBrowsers]
  const entries = new Map()

  /** A source that nothing uses is new, and may be a route or a file that another one imports. */
  const isNew = (file) => !file.startsWith('public/') && !all.some((build) => build.uses(file))
  const concerns = (saved) => (build) => build.hasFailed() || saved.some((file) => build.uses(file) || isNew(file))

  /** @returns roles whose code has changed; an output file's name is a hash of its content and all its imports */
  function differingRoles(outputs) {
    return Object.keys(beginnings).filter((role) => {
      const [file] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === beginnings[role])
      const before = entries.get(role)
      entries.set(role, file)
      return before !== undefined && before !== file
    })
  }

  return {
    /** @returns the roles whose pages have changed */
    async pages(saved, problems) {
      const sites = Object.keys(shownBy).filter((site) => concerns(saved)(pages[site]))
      const differ = await Promise.all(sites.map(async (site) => (await pages[site].run(problems))?.differs))
      return sites.filter((_, at) => differ[at]).map((site) => shownBy[site])
    },
    /**
     * Builds roles and scripts.
     *
     * @returns the roles whose code has changed
     */
    async code(saved, problems) {
      cpSync(path.join(root, 'public'), path.join(out, 'client'), { recursive: true })
      const [built] = await Promise.all(
        [code, forBrowsers].map((build) => (concerns(saved)(build) ? build.run(problems) : null)),
      )
      if (!built) return []
      if (entries.size === 0) sweep(built.outputs)
      return differingRoles(built.outputs)
    },
  }
}

/** Removes role files built by earlier runs. */
function sweep(outputs) {
  const current = new Set(Object.keys(outputs).map((file) => path.basename(file)))
  for (const name of readdirSync(path.join(out, 'roles'))) if (!current.has(name)) rmSync(path.join(out, 'roles', name))
}

/** Builds in memory and writes only what has changed; a failed build leaves existing files alone. */
async function openBuild(options) {
  const build = await context({ ...options, write: false, metafile: true, logLevel: 'silent' })
  const hashes = new Map()
  let inputs = new Set()
  let hasFailed = true

  function write({ path: file, hash, contents }) {
    hashes.set(file, hash)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, contents)
    renameSync(`${file}.new`, file)
  }

  return {
    uses: (file) => inputs.has(file),
    hasFailed: () => hasFailed,
    /** @returns null when the sources have errors, which are added to `problems` */
    async run(problems) {
      const result = await build.rebuild().catch((error) => error)
      if (!Array.isArray(result.errors)) throw result
      for (const { text, location } of result.errors)
        problems.add(location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text)
      hasFailed = result.errors.length > 0
      if (hasFailed) return null
      inputs = new Set(Object.keys(result.metafile.inputs).map((name) => name.replace(`inline:${root}/`, '')))
      const differing = result.outputFiles.filter(({ path: file, hash }) => hashes.get(file) !== hash)
      for (const file of differing) write(file)
      return { outputs: result.metafile.outputs, differs: differing.length > 0 }
    },
  }
}

/** One site's routes as the module that Remix's own compiler would produce, without anything for browsers. */
function pagesOf(site) {
  return {
    ...onServer,
    entryPoints: { index: 'firme:pages' },
    outdir: path.join(out, 'server', site),
    plugins: [
      {
        name: 'pages',
        setup(build) {
          build.onResolve({ filter: /^firme:pages$/ }, () => ({ path: site, namespace: 'pages' }))
          build.onLoad({ filter: /.*/, namespace: 'pages' }, () => ({ contents: serverBuild(site), resolveDir: root }))
        },
      },
      ...onServer.plugins,
    ],
  }
}

function serverBuild(site) {
  const found = Object.values(flatRoutes(path.join(root, 'app'), [], 'routes'))
  const shown = [{ id: 'root', path: '', file: 'root.tsx' }, ...found.filter(({ id }) => siteOf(id) === site)]
  return `
    import * as entry from './app/entry.server.tsx'
    ${shown.map(({ file }, at) => `import * as route${at} from ${JSON.stringify(`./app/${file}`)}`).join('\n')}
    const modules = [${shown.map((_, at) => `route${at}`).join(', ')}]
    const shown = ${JSON.stringify(shown.map(({ id, parentId, path, index }) => ({ id, parentId, path, index })))}
    const byId = (describe) => Object.fromEntries(shown.map((route, at) => [route.id, { ...route, ...describe(modules[at]) }]))
    const described = (module) => ({
      hasAction: 'action' in module,
      hasLoader: 'loader' in module,
      hasErrorBoundary: 'ErrorBoundary' in module,
      module: '',
      imports: [],
    })
    const entryModule = { module: entry }
    export { entryModule as entry }
    export const routes = byId((module) => ({ module }))
    export const assets = { entry: { module: '', imports: [] }, routes: byId(described), url: '', version: 'dev' }
    export const future = ${JSON.stringify(future)}
    export const assetsBuildDirectory = 'build/dev/client'
    export const basename = '/'
    export const isSpaMode = false
    export const mode = 'development'
    export const publicPath = '/'
  `
}
