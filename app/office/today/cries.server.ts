import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'

/** Cries for help by text that nobody has dealt with. Times are ISO 8601. */
export interface Cries {
  /** Phones. */
  count: number
  /** The conversation that has waited longest, and since when; null for none. */
  first: { thread: string; since: string } | null
}

/** Reads them, for who may read texts. */
export async function readCries({ db, groups, may }: Pick<Office, 'db' | 'groups' | 'may'>): Promise<Cries> {
  const mayRead = [...groups.values()].some((group) => group.kind === 'network' && may('see-people', group.id))
  if (!mayRead) return { count: 0, first: null }
  const { rows } = await sql<{ thread: string; since: Date; count: number }>`
    select conversation_id as thread, min(arrived_at) as since, (count(*) over ())::integer as count
    from text_to_read where handled_at is null and reason = 'cry-for-help' group by 1 order by since, thread limit 1
  `.execute(db)
  const [first] = rows
  return first
    ? { count: first.count, first: { thread: first.thread, since: first.since.toISOString() } }
    : { count: 0, first: null }
}
