import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const folder = process.env.FIRME_SHARED_DATA ?? path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')

/** Path of a file of real public data, kept next to the project, never part of it; null, with a notice, if missing. */
export function sharedData(name: string): string | null {
  const file = path.join(folder, name)
  if (existsSync(file)) return file
  process.stdout.write(`skipped: no shared data (${name})\n`)
  return null
}

/** Whether that data is missing; for `test.skipIf`. */
export const hasNoSharedData = sharedData('README.md') === null

/** Bytes of a file of that data; `.gz` is unzipped. @throws when it is missing */
export function sharedBytes(name: string): Buffer {
  const bytes = readFileSync(path.join(folder, name))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/** Names of the files in one of its folders. */
export function sharedFolder(name: string): string[] {
  return readdirSync(path.join(folder, name))
    .sort()
    .map((file) => `${name}/${file}`)
}
