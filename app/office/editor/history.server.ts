import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import type { Difference } from './conflict-table'
import type { Version } from './history-page'
import { whatDiffers } from './what-differs'
import type { Writable, Written } from './writable.server'

const mostShown = 100

type Stored = Pick<Writable<Written, unknown>, 'tables'>

/** A stored version. */
export interface Kept {
  revision: number
  content: unknown
  publishedBy: string | null
  publishedAt: Date
}

/** Stored versions, newest first. */
export async function readKept(db: Db, { tables }: Stored, thing: Written, most = mostShown): Promise<Kept[]> {
  const { revision: table, key } = tables
  const { rows } = await sql<Kept>`
    select revision, content, published_by as "publishedBy", published_at as "publishedAt" from ${sql.table(table)} where ${sql.ref(key)} = ${thing.id} order by revision desc limit ${most}
  `.execute(db)
  return rows
}

/** One stored version, or null. */
export async function findKept(db: Db, { tables }: Stored, thing: Written, revision: number): Promise<Kept | null> {
  if (!Number.isSafeInteger(revision) || Math.abs(revision) > 1_000_000_000) return null
  const { revision: table, key } = tables
  const { rows } = await sql<Kept>`
    select revision, content, published_by as "publishedBy", published_at as "publishedAt" from ${sql.table(table)} where ${sql.ref(key)} = ${thing.id} and revision = ${revision}
  `.execute(db)
  return rows[0] ?? null
}

/** Stores a version. @param by who published it; null: it is from before the first edit in the office */
export async function keepVersion(
  trx: Trx,
  { tables }: Stored,
  thing: Written,
  revision: number,
  content: unknown,
  by: string | null,
  at: Date,
): Promise<void> {
  const { revision: table, key } = tables
  await sql`
    insert into ${sql.table(table)} (${sql.ref(key)}, revision, content, state, published_by, published_at)
    values (${thing.id}, ${revision}, ${JSON.stringify(content)}::jsonb, ${thing.state}, ${by}, ${at})
  `.execute(trx)
}

/**
 * Before the first change, stores what is published now, so that it can be restored. Its row is locked: of two first
 * changes, one waits for the other.
 *
 * @param content as the history stores it; called only when needed
 */
export async function keepFirst(
  trx: Trx,
  { tables }: Stored,
  thing: Written,
  content: () => Promise<unknown>,
): Promise<void> {
  const { revision: table, key, thing: owner } = tables
  const { rows } = await sql<{
    revision: number
    updatedAt: Date
  }>`select revision, updated_at as "updatedAt" from ${sql.table(owner)} where id = ${thing.id}`.execute(trx)
  const { rows: known } =
    await sql`select from ${sql.table(table)} where ${sql.ref(key)} = ${thing.id} limit 1`.execute(trx)
  if (rows[0] && known.length === 0)
    await keepVersion(trx, { tables }, thing, rows[0].revision, await content(), null, rows[0].updatedAt)
}

/** The history as its page shows it: who, when, and what each version changed. */
export async function readHistory<Thing extends Written, Content>(
  office: Office,
  kind: Writable<Thing, Content>,
  thing: Thing,
): Promise<Version[]> {
  const kept = await readKept(office.db, kind, thing)
  const names = await organizerNames(
    office.db,
    office.vault,
    kept.map((version) => version.publishedBy),
  )
  return kept.map((version, index) => {
    const before = kept[index + 1]
    return {
      revision: version.revision,
      by: (version.publishedBy && names.get(version.publishedBy)) ?? '',
      at: version.publishedAt.toISOString(),
      differences: before ? differences(office, kind, thing, before.content, version.content) : [],
    }
  })
}

/** Differences between two versions, by labeled field. */
export function differences<Thing extends Written, Content>(
  office: Office,
  kind: Writable<Thing, Content>,
  thing: Thing,
  before: unknown,
  after: unknown,
): Difference[] {
  const [one, two] = [kind.compared(office, thing, before), kind.compared(office, thing, after)]
  return Object.keys(two)
    .filter((field) => (one[field] ?? '') !== two[field])
    .map((field) => ({
      field,
      name: kind.fieldName(office, thing, field),
      ...whatDiffers(one[field] ?? '', two[field] ?? ''),
    }))
}
