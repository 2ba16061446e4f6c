import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'

const atOnce = 1_000

interface Acted {
  personId: string
  act: string
  thingId: string | null
  tag: string | null
}

/**
 * Lets people climb onto the rungs that begin with what they just did, and leave where that ends a ladder for them. Once for
 * each person and ladder: again only onto a higher rung, or, where the ladder allows it, some days after they have left.
 *
 * @returns how many acts were looked at; zero when none wait
 */
export async function climbByActs(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows: acts } = await sql<Acted>`
      delete from ladder_act where seq in (select seq from ladder_act order by seq limit ${atOnce} for update skip locked)
      returning person_id as "personId", act, thing_id as "thingId", tag
    `.execute(trx)
    if (acts.length === 0) return 0
    const column = <T>(value: (one: Acted) => T) => acts.map(value)
    const heard = sql`
      unnest(${column((one) => one.personId)}::uuid[], ${column((one) => one.act)}::text[], ${column((one) => one.thingId)}::uuid[], ${column((one) => one.tag)}::text[]) as acted (person_id, act, thing_id, tag)
      join person on person.id = acted.person_id
      join ladder_listens as heard on heard.act = acted.act and (heard.thing_id is null or heard.thing_id = acted.thing_id) and (heard.tag is null or lower(heard.tag) = lower(acted.tag))
      join ladder on ladder.id = heard.ladder_id and ladder.state = 'open' and ladder.campaign_id = person.campaign_id`
    await leaveAtGoal(trx, heard, now)
    await climb(
      trx,
      sql`
        select distinct on (heard.ladder_id, acted.person_id) heard.ladder_id, acted.person_id, heard.rung, heard.place, acted.thing_id
        from ${heard} where heard.rung <> '' order by heard.ladder_id, acted.person_id, heard.place desc`,
      now,
    )
    return acts.length
  })
}

async function leaveAtGoal(trx: Trx, heard: RawBuilder<unknown>, now: Date): Promise<void> {
  const { rows } = await sql<Stands>`
    with done as (select distinct heard.ladder_id, acted.person_id from ${heard} where heard.rung = ''),
    leaving as (
      select ladder_place.ladder_id, ladder_place.person_id from ladder_place join done using (ladder_id, person_id)
      where left_at is null order by ladder_id, person_id for update of ladder_place
    )
    update ladder_place set left_at = ${now}, left_why = 'goal' from leaving
    where ladder_place.ladder_id = leaving.ladder_id and ladder_place.person_id = leaving.person_id
    returning ladder_place.ladder_id as "ladderId", ladder_place.person_id as "personId"
  `.execute(trx)
  await takeBackQueued(trx, rows)
}

/** Somebody in a ladder. */
interface Stands {
  ladderId: string
  personId: string
}

/**
 * Lets people climb: those who are new begin, those who stand on a lower rung leave its steps, and those who have left begin
 * again once the ladder allows it. Nobody else moves.
 *
 * @param climbers `ladder_id, person_id, rung, place, thing_id`, one row for each person and ladder, in that order
 */
export async function climb(trx: Trx, climbers: RawBuilder<unknown>, now: Date): Promise<void> {
  const returns = sql<boolean>`(stands.left_at is not null and stands.left_at + (select return_days from ladder where ladder.id = excluded.ladder_id) * interval '1 day' <= ${now}::timestamptz)`
  const { rows } = await sql<Stands>`
    insert into ladder_place as stands (ladder_id, person_id, rung, place, step, due_at, entered_at, thing_id)
    select ladder_id, person_id, rung, place, rung, ${now}::timestamptz, ${now}::timestamptz, thing_id from (${climbers}) as climbing
    on conflict (ladder_id, person_id) do update set
      entry = stands.entry + case when ${returns} then 1 else 0 end, entered_at = case when ${returns} then excluded.entered_at else stands.entered_at end,
      rung = excluded.rung, place = excluded.place, step = excluded.step, has_waited = false, due_at = excluded.due_at, thing_id = excluded.thing_id,
      left_at = null, left_why = null
    where excluded.place > stands.place or ${returns}
    returning ladder_id as "ladderId", person_id as "personId"
  `.execute(trx)
  await takeBackQueued(trx, rows)
}

/** What is queued from the steps that people leave is not sent any more: who has called is not asked to call. */
export async function takeBackQueued(db: Db, people: readonly Stands[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    update message set state = 'suppressed', failure = 'no-longer-needed'
    from ladder_done join unnest(${people.map(({ ladderId }) => ladderId)}::uuid[], ${people.map(({ personId }) => personId)}::uuid[]) as gone (ladder_id, person_id) using (ladder_id, person_id)
    where message.id = ladder_done.message_id and message.state = 'queued'
  `.execute(db)
}
