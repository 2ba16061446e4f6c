import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Where public data lies beside the project, or where FIRME_SHARED_DATA says; null when it is not there. */
const folder = [process.env.FIRME_SHARED_DATA, path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')].find((one) => one !== undefined && existsSync(one)) ?? null

/** To be given to `test.skipIf`; says so once. */
export const hasNoSharedData = folder === null
if (hasNoSharedData) process.stdout.write('skipped: no shared data\n')

/** Bytes of a file of the shared data; `.gz` comes unzipped. */
export function sharedData(name: string): Buffer {
  const bytes = readFileSync(path.join(folder!, name))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/** Names of the files of a folder of the shared data. */
export function sharedFolder(name: string): string[] {
  return readdirSync(path.join(folder!, name)).sort().map((file) => `${name}/${file}`)
}
