import { type RawBuilder, sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { doNextOfBulk } from './bulk.server'
import { personInScopes } from './reach.server'
import { scopesOf } from './scope'
import { takingBack } from './tag-many.server'

/** Hours in which tags of many people can be taken back. */
const undoHours = 24

/** Tags that were put on many people or taken off, and can be taken back. */
export interface UndoableBulk {
  id: string
  kind: 'tag' | 'untag'
  tag: string
  /** People whom it changed, and who are changed back. */
  people: number
  by: string
  at: Date
}

/**
 * Tags of many people of the last day that this organizer may take back: they may change all whom it changed.
 *
 * @param id one of them, or null for all, newest first
 */
export async function readUndoableBulk(office: Office, id: string | null): Promise<UndoableBulk[]> {
  const { rows } = await sql<UndoableBulk>`
    select act.id, act.kind, act.tag, act.asked_by as by, act.asked_at as at, ${changedBack}::integer as people
    from bulk_act as act join bulk_act as back on ${isBackOf} join bulk_person on bulk_person.bulk_id = back.id
    where ${isMine(office)} and (${id}::uuid is null or act.id = ${id}::uuid)
    group by act.id having ${changedBack} > 0 order by act.asked_at desc, act.id limit 100
  `.execute(office.db)
  return rows
}

/**
 * Takes back tags of many people, of those whom it changed and about whom nobody has decided since. One that still runs
 * is stopped first. Up to 500 people are done at once, more by the worker.
 *
 * @returns how many people; zero when there is nothing to take back
 */
export async function undoBulk(office: Office, id: string): Promise<number> {
  const back = takingBack(id)
  if (!back) return 0
  const people = await office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string; kind: string }>`
      select act.id, act.kind from bulk_act as act join bulk_act as back on ${isBackOf} where act.id = ${id}::uuid and ${isMine(office)} for update of act, back
    `.execute(trx)
    const [act] = rows
    if (!act) return 0
    await trx.deleteFrom('bulk_person').where('bulk_id', '=', id).execute()
    await sql`update bulk_act set people_done = people_all where id = ${id}`.execute(trx)
    const { rows: started } = await sql<{ people: number }>`
      update bulk_act set people_all = (select count(*) from bulk_person where bulk_id = ${back}), asked_by = ${office.organizer.id}, asked_at = ${office.now}
      where id = ${back} returning people_all as people
    `.execute(trx)
    const howMany = started[0]!.people
    if (howMany > 0)
      await office.audit({ groupId: null, act: 'undid-change', subject: `${act.kind} ${id}`, howMany }, trx)
    return howMany
  })
  if (people > 0) await doNextOfBulk(office.db, office.keyring, office.now, back)
  return people
}

/** How many get a tag back or lose it; people who had it from a list before keep it. */
const changedBack = sql`count(*) filter (where act.kind = 'untag' or bulk_person.import_id is null)`

/** That `back` takes back `act`; as `takingBack`. */
const isBackOf = sql`back.people_all = 0 and back.id <> act.id and back.id = overlay(act.id::text placing '8' from 15)::uuid`

function isMine(office: Office): RawBuilder<boolean> {
  const reach = personInScopes(scopesOf(office, 'change-people'))
  return sql<boolean>`act.kind in ('tag', 'untag') and act.asked_at > ${office.now}::timestamptz - make_interval(hours => ${undoHours})
    and ${office.groupsWith('change-people').length > 0} and not exists (
      select from bulk_person as one join person on person.id = one.person_id where one.bulk_id = back.id and not ${reach})`
}
