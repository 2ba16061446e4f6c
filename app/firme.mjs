#!/usr/bin/env node
// Builds what has changed, then runs the command line. Plain JavaScript, because it runs before anything is built.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)

// Node keeps what it has compiled, for this process and those it starts, so that the next start takes a fifth less work.
const compiled = path.join(root, 'build', 'compiled')
process.env.NODE_COMPILE_CACHE ??= compiled
module.enableCompileCache?.()

// npm passes SIGTERM to its shell alone. When that has ended, nobody waits for us anymore.
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 500).unref()
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  const node = existsSync(bin('node')) ? bin('node') : fail('Run `npm ci` first: Firme brings the Node it needs.')
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // Ctrl-C reaches both; other signals reach only this process and are forwarded, or the child would keep running.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  await new Promise((resolve) => child.once('exit', (status, signal) => resolve(process.exit(signal ? 1 : status))))
}

if (process.argv[2] === 'dev') {
  const { dev } = await import('./dev.mjs')
  await dev()
} else {
  const program = path.join(root, 'build', 'roles', 'cli.js')
  // A mail server waits for its pipe, and its user may not be allowed to build: what was built last, and runs, takes it.
  if (process.argv[2] !== 'take-bounce' || !existsSync(program))
    await buildAll(['start', 'build'].includes(process.argv[2]))
  const { cli } = await import(pathToFileURL(program).href)
  await cli(process.argv.slice(2))
}

/** @param withPages the other commands leave the pages of a site that is running alone */
async function buildAll(withPages) {
  const { build } = await import('esbuild')
  const { compressFiles, roles, scripts } = await import('./builds.mjs')
  const { namesByContent } = await import('./web/http/names-by-content.mjs')
  if (withPages)
    await buildIfChanged(
      'site',
      ['app', 'db', 'emails', 'public', 'remix.config.js', 'tsconfig.json', 'package-lock.json'],
      async () => {
        const [built, client] = [path.join(root, 'build', 'scripts'), path.join(root, 'build', 'site', 'client')]
        rmSync(built, { recursive: true, force: true })
        await build(scripts(built))
        buildPages({ ...namesByContent(built), ...namesByContent(path.join(root, 'public')) })
        cpSync(built, client, { recursive: true })
        compressFiles(client)
      },
    )
  await buildIfChanged('roles', ['app', 'db', 'emails', 'tsconfig.json', 'package-lock.json'], () => {
    rmSync(compiled, { recursive: true, force: true })
    return build(roles('build/roles'))
  })
}

/** Runs a build unless its sources are the same as those of the last successful one. */
async function buildIfChanged(name, sources, build) {
  const stamp = path.join(root, 'build', `${name}.built`)
  const now = fingerprint(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  process.stderr.write(`Building the ${name} …\n`)
  rmSync(stamp, { force: true })
  try {
    await build()
  } catch {
    fail(`Building the ${name} failed; the lines above say why.`)
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

function buildPages(scriptNames) {
  const { status } = spawnSync(bin('remix'), ['vite:build', '-c', 'remix.config.js', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', SCRIPT_NAMES: JSON.stringify(scriptNames) },
  })
  if (status !== 0) throw new Error('the pages could not be built')
}

function fingerprint(sources) {
  const hash = createHash('sha256')
  const read = (file) => hash.update(path.relative(root, file)).update(readFileSync(file))
  for (const source of sources) {
    const full = path.join(root, source)
    if (!existsSync(full)) continue
    const entries = source.includes('.') ? [] : readdirSync(full, { recursive: true, withFileTypes: true })
    if (source.includes('.')) read(full)
    for (const file of entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .sort())
      read(file)
  }
  return hash.digest('hex')
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
