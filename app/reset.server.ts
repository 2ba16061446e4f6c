import { lstat, readdir, realpath, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { embeddedUrl, stopLeftBehind } from '#db/embedded'
import type { Env } from './env.server'

/**
 * What Firme itself puts into its data folder; nothing else is touched. The database comes last: while it exists, what
 * an interrupted reset left behind is known to be Firme's.
 */
const ours = [
  'keyring.json',
  'outbox',
  'uploads',
  'postgres.password',
  'postgres',
  'postgres.new',
  'restore.new',
  'database.json.new',
  'database.json',
]
const ofDatabase = ['postgres', 'postgres.new', 'database.json']

/** What would be deleted, or why nothing is. */
export type ResetPlan =
  | Planned
  | { outcome: 'production' | 'other-database' }
  | { outcome: 'no-database' | 'empty'; folder: string }

interface Planned {
  outcome: 'planned'
  folder: string
  entries: { name: string; bytes: number }[]
  /** Where files of documents are that are not in the folder, and stay: a folder or a bucket. */
  elsewhere: string | null
}

/**
 * Lists what a reset of the local data folder would delete. Deletes nothing.
 *
 * @throws EmbeddedPostgresError while Firme is running on the folder
 */
export async function planReset(
  env: Pick<Env, 'isProduction' | 'databaseUrl' | 'dataDir' | 'documents'>,
): Promise<ResetPlan> {
  if (env.isProduction) return { outcome: 'production' }
  if (env.databaseUrl && env.databaseUrl !== (await embeddedUrl(env.dataDir))) return { outcome: 'other-database' }
  const folder = await realpath(env.dataDir).catch(() => null)
  if (!folder) return { outcome: 'empty', folder: env.dataDir }
  const { bucket, dir } = env.documents
  const documents = nameIn(env.dataDir, dir)
  const names: string[] = []
  for (const name of documents ? [documents, ...ours] : ours)
    if (await isThere(path.join(folder, name))) names.push(name)
  if (names.length === 0) return { outcome: 'empty', folder }
  if (!names.some((name) => ofDatabase.includes(name))) return { outcome: 'no-database', folder }
  await stopLeftBehind(folder)
  const entries = await Promise.all(names.map(async (name) => ({ name, bytes: await sizeOf(path.join(folder, name)) })))
  return { outcome: 'planned', folder, entries, elsewhere: bucket?.bucket ?? (documents ? null : dir) }
}

/** The name under which one folder lies in another; null when it is elsewhere. */
function nameIn(folder: string, other: string): string | null {
  const name = path.relative(folder, other)
  return name === '' || name.startsWith('..') || path.isAbsolute(name) ? null : name
}

/**
 * Deletes what was planned. A symbolic link is deleted, its target is not.
 *
 * @throws EmbeddedPostgresError when Firme was started in the meantime
 */
export async function deleteData({ folder, entries }: Planned): Promise<void> {
  await stopLeftBehind(folder)
  for (const { name } of entries) {
    const draft = path.join(folder, name === 'postgres' ? 'postgres.new' : name)
    // A half-deleted cluster must not be mistaken for a whole one; the next start removes anything with this name.
    if (name === 'postgres') {
      await rm(draft, { recursive: true, force: true })
      await rename(path.join(folder, name), draft)
    }
    await rm(draft, { recursive: true, force: true })
  }
}

/** Also true of a symbolic link whose target is gone. */
function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}

/** Size in bytes; of a symbolic link, the link's own. */
async function sizeOf(file: string): Promise<number> {
  const found = await lstat(file)
  if (!found.isDirectory()) return found.size
  const sizes = await Promise.all((await readdir(file)).map((name) => sizeOf(path.join(file, name))))
  return sizes.reduce((sum, one) => sum + one, 0)
}
