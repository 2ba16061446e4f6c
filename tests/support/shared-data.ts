import { existsSync } from 'node:fs'
import path from 'node:path'

const folder = process.env.FIRME_SHARED_DATA ?? path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')

/** Path of a file of real public data, which lies beside the project and is never part of it; null, and said so, when it is absent. */
export function sharedData(name: string): string | null {
  const file = path.join(folder, name)
  if (existsSync(file)) return file
  process.stdout.write(`skipped: no shared data (${name})\n`)
  return null
}
