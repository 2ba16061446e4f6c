import { sql } from 'kysely'
import type { Trx } from '#db/client'

/** A bulk action at work. */
export interface Act {
  id: string
  kind: 'tag' | 'untag' | 'erase'
  tag: string | null
  askedBy: string
}

export interface Person {
  id: string
  /** Of those who are changed back: the list whose tag it was. */
  importId: string | null
}

/**
 * Tags the next people of a bulk action, or removes the tag, and records it for their timelines. Keeps whom it changed, so
 * that an undo changes only them.
 *
 * @returns how many people it changed
 */
export async function tagMany(trx: Trx, act: Act, people: readonly Person[], now: Date): Promise<number> {
  const name = act.tag ?? ''
  const ids = people.map(({ id }) => id)
  await dropEarlierTagUndo(trx, ids, name)
  const original = takenBackBy(act.id)
  if (original) await giveBackToLists(trx, act, people)
  if (act.kind === 'tag' && !original) await takeFromLists(trx, act, ids)
  const lists = people.map(({ importId }) => importId)
  // A list that was undone since has taken its tags off everybody, and has nothing to get back.
  const changed =
    act.kind === 'tag'
      ? sql`insert into person_tag (person_id, tag, import_id)
          select person.id, ${name}, given.import_id from unnest(${ids}::uuid[], ${lists}::uuid[]) as given (id, import_id) join person using (id)
          where given.import_id is null or exists (select from import_batch where import_batch.id = given.import_id and state <> 'undone')
          on conflict (person_id, tag) do nothing returning person_id, import_id`
      : sql`delete from person_tag using unnest(${ids}::uuid[], ${lists}::uuid[]) as given (id, import_id)
          where person_tag.person_id = given.id and tag = ${name} and (given.import_id is null or person_tag.import_id is distinct from given.import_id)
          returning person_tag.person_id, person_tag.import_id`
  const { rows } = await sql<{ people: number }>`
    with changed as (${changed}), told as (
      insert into tag_change (person_id, tag, is_on, changed_by, changed_at, bulk_id)
      select person_id, ${name}, ${act.kind === 'tag'}, ${act.askedBy}::uuid, ${now}, ${original ?? act.id}::uuid from changed
    ), kept as (
      insert into bulk_person (bulk_id, person_id, import_id)
      select bulk_act.id, person_id, changed.import_id from changed, bulk_act where bulk_act.id = ${takingBack(act.id)}::uuid
    ) select count(*)::integer as people from changed
  `.execute(trx)
  return rows[0]!.people
}

/** People who have the tag from a list now have it from this action too, and keep it when the list is undone. */
async function takeFromLists(trx: Trx, act: Act, ids: readonly string[]): Promise<void> {
  await sql`
    with taken as (
      update person_tag set import_id = null from person_tag as before
      where before.person_id = person_tag.person_id and before.tag = person_tag.tag
        and person_tag.person_id = any(${ids}::uuid[]) and person_tag.tag = ${act.tag} and person_tag.import_id is not null
      returning person_tag.person_id, before.import_id
    )
    insert into bulk_person (bulk_id, person_id, import_id)
    select bulk_act.id, person_id, taken.import_id from taken, bulk_act where bulk_act.id = ${takingBack(act.id)}::uuid
  `.execute(trx)
}

/** Undoing a bulk tag: people who had the tag from a list get it from that list again, unless the list was undone. */
async function giveBackToLists(trx: Trx, act: Act, people: readonly Person[]): Promise<void> {
  if (act.kind !== 'untag') return
  await sql`
    update person_tag set import_id = import_batch.id
    from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ importId }) => importId)}::uuid[]) as given (id, import_id)
      join import_batch on import_batch.id = given.import_id and import_batch.state <> 'undone'
    where person_tag.person_id = given.id and person_tag.tag = ${act.tag} and person_tag.import_id is null
  `.execute(trx)
}

/**
 * People who are erased at the moment are still to be changed back, in case their erasure is undone. They wait under the
 * bulk action that was undone, which has nobody left of its own.
 */
export async function keepForErased(trx: Trx, backId: string, people: readonly Person[]): Promise<void> {
  const original = takenBackBy(backId)
  if (!original) return
  await sql`
    insert into bulk_person (bulk_id, person_id, import_id)
    select ${original}::uuid, given.id, given.import_id
    from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ importId }) => importId)}::uuid[]) as given (id, import_id)
    where not exists (select from person where person.id = given.id)
      and exists (select from erasure where state = 'held' and given.id = any(person_ids))
    on conflict do nothing
  `.execute(trx)
}

/** Changes back people whose erasure was undone, as everybody else was while they were erased. */
export async function changeBackReturned(trx: Trx, people: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<Act & { person: string; importId: string | null }>`
    delete from bulk_person using bulk_act as act join bulk_act as back on back.id = overlay(act.id::text placing '8' from 15)::uuid
    where bulk_person.bulk_id = act.id and person_id = any(${people}::uuid[]) and act.kind <> 'erase' and back.people_all > 0
    returning back.id, back.kind, back.tag, back.asked_by as "askedBy", person_id as person, import_id as "importId"
  `.execute(trx)
  for (const { person: id, importId, ...act } of rows) await tagMany(trx, act, [{ id, importId }], now)
}

/**
 * The bulk action that takes back another: it waits from the start, of nobody, and gathers the people whom the other
 * really changes. Its id is that of the other in version 8 of UUIDs, which is left to applications.
 *
 * @returns null if this one is itself an undo
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
export function takingBack(id: string): string | null {
  return id[14] === '4' ? withVersion(id, '8') : null
}

/** The bulk action that another takes back, or null. */
export function takenBackBy(id: string): string | null {
  return id[14] === '8' ? withVersion(id, '4') : null
}

function withVersion(id: string, version: '4' | '8'): string {
  return `${id.slice(0, 14)}${version}${id.slice(15)}`
}

/** A newer decision about a tag of these people: the undo of an earlier bulk action no longer touches them. */
export async function dropEarlierTagUndo(trx: Trx, people: readonly string[], tag: string): Promise<void> {
  await sql`
    delete from bulk_person using bulk_act
    where bulk_act.id = bulk_id and people_all = 0 and bulk_act.tag = ${tag} and person_id = any(${people}::uuid[])
  `.execute(trx)
}
