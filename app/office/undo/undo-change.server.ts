import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import { isUuid } from '#db/uuid'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { type Right, rights } from '~/office/guard/rights'
import { rosterTurn, undoRoster } from '~/office/officials/rosters/undo-roster.server'
import { readUndoableBulk, undoBulk } from '~/office/people/undo-bulk.server'
import { paths } from '~/paths'
import { type JustDone, type UndoableChange, whatBecame } from './just-done'
import { type KeptRows, matching, readRows } from './keep-change.server'
import type { UndoableAct } from './undoable-acts'

const undoableHours = 24

/** What was changed in the last day where this organizer has the right to it, the newest first. */
export async function listUndoable(office: Office): Promise<UndoableChange[]> {
  return readUndoable(office, null)
}

async function findUndoable(office: Office, id: string): Promise<UndoableChange | null> {
  const [found] = isUuid(id) ? await readUndoable(office, id) : []
  return found ?? null
}

/** What the address of a page says that was just done, or null. */
export async function readJustDone(office: Office): Promise<JustDone | null> {
  const said = office.url.searchParams.get('undo')
  const became = whatBecame.find((one) => one === said)
  if (became) return { is: became }
  const change = said ? await findUndoable(office, said) : null
  return change && { is: 'changed', change }
}

async function readUndoable(office: Office, id: string | null): Promise<UndoableChange[]> {
  const kept = await sql<Named>`
    select id, act, name, changed_by as by, changed_at as at from undoable_change
    where ${isMine(office)} and (${id}::uuid is null or id = ${id}::uuid) order by changed_at desc, id limit 100
  `.execute(office.db)
  const bulk = (await readUndoableBulk(office, id)).map(
    ({ kind, tag, people, ...one }): Named => ({
      ...one,
      act: kind === 'tag' ? 'tagged-people' : 'untagged-people',
      name: { en: tag, es: tag },
      count: people,
    }),
  )
  const rows = [...kept.rows, ...bulk].toSorted((one, two) => two.at.getTime() - one.at.getTime())
  const names = await organizerNames(
    office.db,
    office.vault,
    rows.map(({ by }) => by),
  )
  return rows.map(({ by, at, ...row }) => ({
    ...row,
    by: names.get(by) ?? '',
    at: at.toISOString(),
    until: new Date(at.getTime() + undoableHours * 3_600_000).toISOString(),
  }))
}

interface Named {
  id: string
  act: UndoableAct
  name: Bilingual
  count?: number
  by: string
  at: Date
}

/** Changes that are not too old, where this organizer has the right that each takes. The directory is one for all groups. */
function isMine({ groups, groupsWith, now }: Pick<Office, 'groups' | 'groupsWith' | 'now'>) {
  const groupsOf = (right: Right) =>
    right === 'edit-directory' && groupsWith(right).length > 0 ? [...groups.keys()] : groupsWith(right)
  const places = rights.flatMap((right: Right) => groupsOf(right).map((group) => `${right} ${group}`))
  return sql<boolean>`changed_at > ${now}::timestamptz - make_interval(hours => ${undoableHours}) and needs || ' ' || group_id = any(${places}::text[])`
}

export type Undone =
  | { outcome: 'undone'; path: string }
  /** Somebody has changed the same since, or something has taken its place. */
  | { outcome: 'changed-since'; path: string }
  /** An import that is still at work, or of which nothing could be taken back. */
  | { outcome: 'running' | 'nothing'; path: string }
  /** Too old, undone already, or not theirs. */
  | { outcome: 'gone' }

/** Puts rows back as they were before a change, all or none. */
export async function undoChange(office: Office, id: string): Promise<Undone> {
  if (!isUuid(id)) return { outcome: 'gone' }
  if ((await undoBulk(office, id)) > 0) return { outcome: 'undone', path: paths.office.bulk() }
  let path = ''
  try {
    return await office.db.transaction().execute(async (trx): Promise<Undone> => {
      // The import's own page locks in this order too.
      if (await isOfOfficials(trx, id)) await rosterTurn(trx)
      const { rows: changes } = await sql<{
        act: UndoableAct
        groupId: string
        path: string
        tags: string[]
        rows: KeptRows[]
        at: Date
      }>`
        delete from undoable_change where id = ${id} and ${isMine(office)}
        returning act, group_id as "groupId", path, tags, rows, changed_at as at
      `.execute(trx)
      const [change] = changes
      if (!change) return { outcome: 'gone' }
      path = change.path
      if (change.act === 'imported-officials') {
        const { outcome } = await undoRoster(trx, office, change.rows[0]?.where.id ?? '')
        if (outcome === 'running' || outcome === 'nothing') throw new StillThere(outcome)
        return outcome === 'undone' ? { outcome, path } : { outcome }
      }
      for (const kept of change.rows) if (await isOvertaken(trx, kept, change.at)) throw new ChangedSince()
      // What others refer to was listed first: it is put back first, and taken away last.
      for (const kept of change.rows) if (kept.before.length > 0) await putBack(trx, kept)
      for (const kept of change.rows.toReversed()) if (kept.before.length === 0) await takeAway(trx, kept)
      await announce(trx, change.tags)
      const subject = change.rows[0]?.where.id ?? ''
      await office.audit(
        { groupId: change.groupId, act: 'undid-change', subject: `${change.act} ${subject}`.trim() },
        trx,
      )
      return { outcome: 'undone', path }
    })
  } catch (error) {
    if (error instanceof StillThere) return { outcome: error.why, path }
    if (error instanceof ChangedSince || isTaken(error)) return { outcome: 'changed-since', path }
    throw error
  }
}

class ChangedSince extends Error {}
/** Rolls back, so that the change is still there to be undone. */
class StillThere extends Error {
  constructor(readonly why: 'running' | 'nothing') {
    super(why)
  }
}

async function isOfOfficials(trx: Trx, id: string): Promise<boolean> {
  const change = await trx.selectFrom('undoable_change').select('act').where('id', '=', id).executeTakeFirst()
  return change?.act === 'imported-officials'
}

/**
 * Whether a later change did something to the same columns of the same rows, even if they have the same values again:
 * who closed a petition a second time meant it.
 */
async function isOvertaken(trx: Trx, kept: KeptRows, at: Date): Promise<boolean> {
  await readRows(trx, kept)
  const columns = Object.keys(kept.before[0] ?? kept.after[0] ?? {}).filter((column) => column !== 'updated_at')
  const { rows } = await sql`
    select from undoable_change, jsonb_array_elements(rows) as later
    where changed_at > ${at} and later ->> 'table' = ${kept.table} and later -> 'where' = ${JSON.stringify(kept.where)}::jsonb
      and jsonb_exists_any(coalesce(later -> 'before' -> 0, later -> 'after' -> 0), ${columns}::text[]) limit 1
  `.execute(trx)
  return rows.length > 0
}

async function putBack(trx: Trx, { table, where, before, after }: KeptRows): Promise<void> {
  if (after.length === 0) {
    for (const row of before) {
      // By name: an update of Firme may have added columns since, which get their defaults.
      const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
      await sql`
        insert into ${sql.table(table)} (${columns})
        select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)
      `.execute(trx)
    }
    return
  }
  const columns = Object.keys(before[0]!)
  if (columns.length === 0) return
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} as one set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = was.${sql.ref(column)}`))}
    from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(before[0])}::jsonb) as was
    where ${matching(where)} and to_jsonb(one) @> ${JSON.stringify(after[0])}::jsonb
  `.execute(trx)
  if (numAffectedRows !== 1n) throw new ChangedSince()
}

/** What was added is taken away again, unless somebody has changed it since. */
async function takeAway(trx: Trx, { table, where, after }: KeptRows): Promise<void> {
  for (const row of after) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} as one where ${matching(where)} and to_jsonb(one) @> ${JSON.stringify(row)}::jsonb
    `.execute(trx)
    if (numAffectedRows !== 1n) throw new ChangedSince()
  }
}

/** Whether something else has the name, or what it belongs to is gone: a unique or foreign key refused the row. */
export function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === '23505' || code === '23503'
}

/** Forgets how things were, when it cannot be undone anymore. @returns how many changes */
export async function forgetChanges(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from undoable_change where changed_at < ${now}::timestamptz - make_interval(hours => ${undoableHours})
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}
