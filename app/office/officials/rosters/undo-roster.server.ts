import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { oneListAtATime } from '~/office/lists/work-on-lists.server'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import { isBuiltOn } from './built-on.server'
import { idType, type KeptRow, readKeptRows, type WrittenTable, writtenColumns } from './kept-rows.server'
import type { UndoneRoster } from './lines/understood-row'

/** How long an import of officials can be undone. */
export const undoableHours = 24

export type RosterUndone = { outcome: 'undone' | 'running' | 'gone' | 'nothing' }

/**
 * Undoes an import of officials: removes what it added, and puts back what it changed. A row that somebody has changed
 * since is kept as it is, and so is what others have built on: a post that is a target, was written to or called, or was
 * given a holder or a contact, with whatever the list knew about it.
 *
 * One undo at a time: a second press waits, and reports what the first one did.
 *
 * @returns `gone` when it was not imported in the last day; `running` while it is; `nothing` when nothing could be taken
 *   back: it can still be undone, once what is in the way has gone
 */
export async function undoRoster(trx: Trx, office: Pick<Office, 'now' | 'audit'>, id: string): Promise<RosterUndone> {
  await rosterTurn(trx)
  const { rows: lists } = await sql<{ isRunning: boolean }>`
    select state = 'running' and failed_at is null as "isRunning" from roster_import
    where id = ${id} and (state = 'running' or (state = 'done' and done_at > ${office.now}::timestamptz - make_interval(hours => ${undoableHours})))
      and jsonb_typeof(options->'undone') is distinct from 'object' for update
  `.execute(trx)
  const [list] = lists
  if (!list) return { outcome: 'gone' }
  if (list.isRunning) return { outcome: 'running' }
  const rows = await readKeptRows(trx, id)
  const undone = await putBack(trx, rows)
  if (rows.length > 0 && undone.removed + undone.restored === 0) return { outcome: 'nothing' }
  await sql`
    update roster_import set state = 'done', failed_at = null, done_at = coalesce(done_at, ${office.now}::timestamptz), options = (options - 'kept') || ${JSON.stringify({ undone })}::jsonb where id = ${id}
  `.execute(trx)
  await sql`update roster_import_row set understood = understood - 'kept', outcome = case when outcome = 'good' then 'unchanged' else outcome end where import_id = ${id} and line > 0`.execute(
    trx,
  )
  await sql`delete from undoable_change where act = 'imported-officials' and rows @> ${JSON.stringify([{ where: { id } }])}::jsonb`.execute(
    trx,
  )
  await office.audit(
    { groupId: null, act: 'undid-officials', subject: id, howMany: undone.removed + undone.restored },
    trx,
  )
  return { outcome: 'undone' }
}

/** Waits for other imports of officials, and other undos of them: before anything else is locked that these need. */
export async function rosterTurn(trx: Trx): Promise<void> {
  await oneListAtATime(trx, 'roster')
}

/** Ids of rows, by table. */
type Ids = Record<WrittenTable, Set<string>>

async function putBack(trx: Trx, rows: readonly KeptRow[]): Promise<UndoneRoster> {
  const of = (table: WrittenTable) => rows.filter((row) => row.table === table)
  const same = new Set<string>()
  for (const table of ['organization', 'post', 'official', 'membership', 'contact_detail', 'division'] as const)
    for (const id of await lockSame(trx, table, of(table))) same.add(id)
  await announcePosts(trx, await postsOf(trx, rows))
  const added = rows.filter(({ before }) => before === null)
  const kept = await keptOf(trx, added, same)
  const gone = (table: WrittenTable) =>
    added.filter((row) => row.table === table && !kept[table].has(row.id)).map(({ id }) => id)
  const changed = rows.filter(({ before, id }) => before !== null && same.has(id))
  let removed = 0
  let restored = 0
  // A post has one holder at a time: whoever the list brought goes before whoever was there comes back.
  for (const table of ['contact_detail', 'membership'] as const) removed += await remove(trx, table, gone(table))
  for (const table of ['post', 'official', 'contact_detail'] as const)
    restored += await restore(
      trx,
      table,
      changed.filter((row) => row.table === table),
    )
  const terms = changed.filter(({ table }) => table === 'membership')
  const isHeld = ({ before }: KeptRow) => before !== null && 'ended_on' in before && before.ended_on === null
  for (const part of [terms.filter((row) => !isHeld(row)), terms.filter(isHeld)])
    restored += await restore(trx, 'membership', part)
  for (const table of ['post', 'official', 'organization', 'division'] as const)
    removed += await remove(trx, table, await notBuiltOn(trx, table, gone(table)))
  const changedSince = rows.filter(({ id }) => !same.has(id)).length
  return { removed, restored, changedSince, builtOn: rows.length - removed - restored - changedSince }
}

/** Locks rows. @returns the ids of those that are as the list left them */
async function lockSame(trx: Trx, table: WrittenTable, rows: readonly KeptRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  const list = JSON.stringify(rows.map(({ id, before, after }) => ({ id, after, isAdded: before === null })))
  const { rows: found } = await sql<{ id: string; isSame: boolean }>`
    select one.id::text as id, case when "isAdded" then to_jsonb(one) = after else to_jsonb(one) @> after end as "isSame"
    from jsonb_to_recordset(${list}::jsonb) as kept (id ${idType(table)}, after jsonb, "isAdded" boolean) join ${sql.table(table)} as one on one.id = kept.id order by one.id for update of one
  `.execute(trx)
  return found.filter(({ isSame }) => isSame).map(({ id }) => id)
}

/** What the list added that stays: what was changed since, what others have built on, and what belongs to it. */
async function keptOf(trx: Trx, added: readonly KeptRow[], same: ReadonlySet<string>): Promise<Ids> {
  const of = (table: WrittenTable) => added.filter((row) => row.table === table)
  const ids = (list: readonly KeptRow[]) => list.map(({ id }) => id)
  const own = ids(added)
  const builtOn = async (table: WrittenTable) => new Set(await isBuiltOn(trx, table, { ids: ids(of(table)), own }))
  const isOther = ({ id }: KeptRow) => !same.has(id)
  const otherOfficials = new Set(ids(of('official').filter(isOther)))
  const busyContacts = await builtOn('contact_detail')
  const contacts = of('contact_detail').filter((row) => isOther(row) || busyContacts.has(row.id))
  const terms = of('membership').filter((row) => isOther(row) || otherOfficials.has(String(row.after.official_id)))
  /** Rows that the list added too, to which these belong. */
  const isOwn = new Set(own)
  const said = (list: readonly KeptRow[], column: string) =>
    list.map(({ after }) => String(after[column])).filter((id) => isOwn.has(id))
  const posts = new Set([
    ...(await builtOn('post')),
    ...ids(of('post').filter(isOther)),
    ...said(contacts, 'post_id'),
    ...said(terms, 'post_id'),
  ])
  const membership = new Set([
    ...ids(terms),
    ...ids(of('membership').filter(({ after }) => posts.has(String(after.post_id)))),
  ])
  const official = new Set([
    ...(await builtOn('official')),
    ...otherOfficials,
    ...said(contacts, 'official_id'),
    ...said(
      of('membership').filter(({ id }) => membership.has(id)),
      'official_id',
    ),
  ])
  const organization = new Set([
    ...(await builtOn('organization')),
    ...ids(of('organization').filter(isOther)),
    ...said(contacts, 'organization_id'),
    ...said(
      of('post').filter(({ id }) => posts.has(id)),
      'organization_id',
    ),
  ])
  const contact_detail = new Set([
    ...ids(contacts),
    ...ids(
      of('contact_detail').filter(
        ({ after }) =>
          posts.has(String(after.post_id)) ||
          official.has(String(after.official_id)) ||
          organization.has(String(after.organization_id)),
      ),
    ),
  ])
  return {
    division: new Set(ids(of('division').filter(isOther))),
    organization,
    post: posts,
    official,
    membership,
    contact_detail,
  }
}

async function notBuiltOn(trx: Trx, table: WrittenTable, ids: string[]): Promise<string[]> {
  const busy = new Set(await isBuiltOn(trx, table, { ids, own: [] }))
  return ids.filter((id) => !busy.has(id))
}

async function remove(trx: Trx, table: WrittenTable, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where id = any(${ids}::${idType(table)}[])
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Whoever held a post comes back only if nobody else holds it now. */
async function restore(trx: Trx, table: WrittenTable, rows: readonly KeptRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const written: readonly string[] = writtenColumns[table]
  const columns = sql.join(written.map((column) => sql`${sql.ref(column)} = was.${sql.ref(column)}`))
  const isFree =
    table === 'membership'
      ? sql`(was.ended_on is not null or not exists (select from membership as other where other.post_id = cur.post_id and other.id <> cur.id and other.ended_on is null))`
      : sql`true`
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} as one set ${columns}
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ id, before }) => ({ id, before })))}::jsonb) as kept (id ${idType(table)}, before jsonb)
      join ${sql.table(table)} as cur on cur.id = kept.id cross join lateral jsonb_populate_record(cur, kept.before) as was
    where one.id = cur.id and ${isFree}
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** The posts whose pages change. */
async function postsOf(trx: Trx, rows: readonly KeptRow[]): Promise<string[]> {
  const ids = rows.map(({ id }) => id)
  const { rows: posts } = await sql<{ id: string }>`
    select post.id from post where post.id::text = any(${ids}::text[]) or organization_id::text = any(${ids}::text[])
      or exists (select from membership where membership.post_id = post.id and (membership.id::text = any(${ids}::text[]) or official_id::text = any(${ids}::text[])))
      or exists (select from contact_detail left join membership on membership.official_id = contact_detail.official_id
        where contact_detail.id::text = any(${ids}::text[]) and (contact_detail.post_id = post.id or contact_detail.organization_id = post.organization_id or membership.post_id = post.id))
  `.execute(trx)
  return posts.map(({ id }) => id)
}
