import { execFile } from 'node:child_process'
import {
  access,
  constants,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..', '..', '..')
const fixture = path.join(import.meta.dirname, 'new-kind')
/** What types were checked last time, so that only what has changed is checked again. */
const known = path.join(tmpdir(), `firme-new-kind-${userInfo().uid}.tsbuildinfo`)
let copy: string

/** The checkout, and a kind of action in the four places that CONTRIBUTING names. */
beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'firme-new-kind-'))
  for (const part of [
    'app',
    'db',
    'emails',
    'tests/support',
    'tests/vitest.config.ts',
    'package.json',
    'package-lock.json',
  ])
    await cp(path.join(root, part), path.join(copy, part), { recursive: true })
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  const { compilerOptions } = JSON.parse(await readFile(path.join(root, 'tsconfig.json'), 'utf8')) as object & {
    compilerOptions: object
  }
  await writeFile(
    path.join(copy, 'tsconfig.json'),
    JSON.stringify({ include: ['app', 'db', 'emails', 'tests'], compilerOptions }),
  )
  for (const file of await added()) {
    const to = path.join(copy, file.replace(/^tests\//, 'tests/actions/faxes/'))
    await mkdir(path.dirname(to), { recursive: true })
    await copyFile(path.join(fixture, file), to, constants.COPYFILE_EXCL)
  }
  await register()
})

afterAll(() => rm(copy, { recursive: true, force: true }))

/** What the kind adds; nothing that was there is changed. */
async function added(): Promise<string[]> {
  const entries = await readdir(fixture, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(fixture, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}

/** Its line in the registry, with the import that it takes. */
async function register(): Promise<void> {
  const registry = path.join(copy, 'app/actions/registry.server.ts')
  const before = await readFile(registry, 'utf8')
  const after = before
    .replace(/^import /m, "import { faxKind } from '~/actions/faxes/fax-kind.server'\nimport ")
    .replace(/= \[\s*petitionKind,/, '$& faxKind,')
  expect(after.split('faxKind').length - 1).toBe(2)
  await writeFile(registry, after)
}

test('a new kind of action is one folder, one line, one route and one mail', async () => {
  const files = await added()
  const inFolder = (folder: string) => files.filter((file) => path.dirname(file) === folder).length
  expect(inFolder('app/routes')).toBe(1)
  expect(inFolder('emails')).toBe(1)
  expect(new Set(files.map((file) => path.dirname(file)))).toEqual(
    new Set(['app/actions/faxes', 'app/routes', 'emails', 'tests']),
  )
})

test('with it everything type-checks, and it can be written, published, done and recorded', async () => {
  const inCopy = path.join(copy, 'types.tsbuildinfo')
  await copyFile(known, inCopy).catch(() => {})
  const types = inTheCopy('@typescript/native-preview/bin/tsgo', [
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    inCopy,
  ])
  const story = inTheCopy('vitest/vitest.mjs', ['run', '--config', 'tests/vitest.config.ts', 'tests/actions/faxes'])
  const [typed, told] = await Promise.all([types, story])
  expect(typed).toBe('')
  expect(told).toMatch(/Tests\s+1 passed/)
  await copyFile(inCopy, known)
})

/** Runs a tool over the copy. @returns what it printed, whether it was content or not */
async function inTheCopy(tool: string, args: string[]): Promise<string> {
  const file = path.join(copy, 'node_modules', tool)
  await access(file)
  return run(process.execPath, [file, ...args], {
    cwd: copy,
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout }) => stdout,
    (failed: { stdout: string; stderr: string }) => failed.stdout + failed.stderr,
  )
}
