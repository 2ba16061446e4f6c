import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { Readable } from 'node:stream'
import { build } from 'esbuild'
import { type FileParser, openFileParser } from '~/channels/uploads/file-parser.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'

const root = path.resolve(import.meta.dirname, '..', '..')
// A folder for each worker: one that builds empties files that another one's parser is loading.
const entry = path.join(root, 'node_modules', '.cache', 'firme', `tests-${process.env.VITEST_POOL_ID}`, 'parse-file.js')

let built: Promise<unknown> | null = null

/** Command lines of the parsers that this process has at work. */
export const parsersAtWork = () =>
  execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('parse-file.js'))

/** Parses files in separate processes, like the office. Their code is built once per test worker. */
export const testParser: FileParser = {
  async *parse(kind, work) {
    await (built ??= buildEntry())
    yield* openFileParser(entry).parse(kind, work)
  },
}

/** Path of the built process. @returns the entry file */
export async function builtEntry(): Promise<string> {
  await (built ??= buildEntry())
  return entry
}

function buildEntry(): Promise<unknown> {
  return build({
    absWorkingDir: root,
    entryPoints: ['app/parse-file.ts'],
    outdir: path.dirname(entry),
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    alias: { '~': './app', '#db': './db', '#emails': './emails' },
    logLevel: 'error',
  })
}

/** The files of a form, as the office's HTTP server passes them to a route. */
export async function uploadsOf(form: FormData): Promise<UploadedFile[]> {
  const uploads: UploadedFile[] = []
  for (const [field, value] of form) {
    if (typeof value === 'string') continue
    const bytes = Buffer.from(await value.arrayBuffer())
    uploads.push({ field, name: value.name, size: bytes.length, stream: () => Readable.from([bytes]) })
  }
  return uploads
}

/** A form without its files, which the HTTP server removes. */
export function textOf(form: FormData): FormData {
  const text = new FormData()
  for (const [name, value] of form) if (typeof value === 'string') text.append(name, value)
  return text
}
