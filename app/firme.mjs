#!/usr/bin/env node
// Builds what has changed, then runs the command line. Plain JavaScript, because it runs before anything is built.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)

if (Number(process.versions.node.split('.')[0]) < 24) {
  const node = existsSync(bin('node')) ? bin('node') : fail('Run `npm ci` first: Firme brings the Node it needs.')
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // Ctrl-C reaches both; what is sent to this process alone is passed on, or everything would go on running without it.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  await new Promise((resolve) => child.once('exit', (status, signal) => resolve(process.exit(signal ? 1 : status))))
}

buildIfChanged(
  'site',
  ['app', 'public', 'remix.config.js', 'package-lock.json'],
  [
    [bin('remix'), 'vite:build', '-c', 'remix.config.js', '--logLevel', 'error'],
    [
      bin('esbuild'),
      'app/office/frame/office-script.ts',
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=es2020',
      '--outfile=build/client/office.js',
      '--log-level=warning',
    ],
    [
      bin('esbuild'),
      'app/office/texts/count-script.ts',
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=es2022',
      '--alias:~=./app',
      '--outfile=build/client/count.js',
      '--log-level=warning',
    ],
    [
      bin('esbuild'),
      'app/actions/petitions/kiosk/kiosk-script.ts',
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=es2022',
      '--alias:~=./app',
      '--outfile=build/client/kiosk.js',
      '--log-level=warning',
    ],
  ],
)
buildIfChanged(
  'roles',
  ['app', 'db', 'emails', 'package-lock.json'],
  [
    [
      bin('esbuild'),
      'app/main.ts',
      'app/cli.ts',
      'app/parse-file.ts',
      '--bundle',
      '--splitting',
      '--platform=node',
      '--target=node24',
      '--format=esm',
      '--packages=external',
      '--jsx=automatic',
      '--sourcemap',
      '--outdir=build/roles',
      '--log-level=warning',
      '--alias:~=./app',
      '--alias:#db=./db',
      '--alias:#emails=./emails',
    ],
  ],
)
const { cli } = await import(pathToFileURL(path.join(root, 'build', 'roles', 'cli.js')).href)
await cli(process.argv.slice(2))

/** Runs a build when its sources differ from those of the last one that ended well. */
function buildIfChanged(name, sources, commands) {
  const stamp = path.join(root, 'build', `${name}.built`)
  const now = fingerprint(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  process.stderr.write(`Building the ${name} …\n`)
  rmSync(stamp, { force: true })
  for (const [command, ...args] of commands) {
    const { status } = spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (status !== 0) fail(`Building the ${name} failed; the lines above say why.`)
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
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
