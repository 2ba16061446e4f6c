import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { type Ladder, ladderOf, rungsOf } from './ladder'
import type { LadderContent, StepOf } from './ladder-content'

/** A ladder by its id and campaign. */
export interface LadderId {
  id: string
  campaignId: string
}

/** Triggers that can be bound to one petition or action. */
const ofThings: readonly string[] = ['signed', 'confirmed', 'called', 'wrote', 'texted', 'goal-reached']
/** A page that is gone: nobody does anything with it. */
const nothing = '00000000-0000-0000-0000-000000000000'

/**
 * Notes what a published ladder listens for: what begins its rungs, and what ends it. What it has listened for so far it goes on
 * listening for since then.
 */
export async function listenFor(
  trx: Trx,
  { id, campaignId }: LadderId,
  content: LadderContent,
  now: Date,
): Promise<void> {
  const listens = [
    ...rungsOf({ steps: content.steps }).map((rung, place) => ({ ...heardOf(rung), rung: rung.key, place })),
    ...(content.leaves
      ? [{ rung: '', place: -1, act: content.leaves, thing: content.leavesThing, tag: null, days: null }]
      : []),
  ]
  const column = <T>(value: (one: (typeof listens)[number]) => T) => listens.map(value)
  await sql`delete from ladder_listens where ladder_id = ${id} and rung <> all(${column(({ rung }) => rung)}::text[])`.execute(
    trx,
  )
  await sql`
    insert into ladder_listens as heard (ladder_id, rung, place, act, thing_id, tag, days, since)
    select ${id}::uuid, rung, place, act, case when slug <> '' then coalesce(
        (select petition.id from petition where campaign_id = ${campaignId} and petition.slug = one.slug),
        (select advocacy_campaign.id from advocacy_campaign where campaign_id = ${campaignId} and advocacy_campaign.slug = one.slug), ${nothing}::uuid) end, tag, days, ${now}
    from unnest(${column(({ rung }) => rung)}::text[], ${column(({ place }) => place)}::smallint[], ${column(({ act }) => act)}::text[],
      ${column(({ thing }) => thing)}::text[], ${column(({ tag }) => tag)}::text[], ${column(({ days }) => days)}::integer[]) as one (rung, place, act, slug, tag, days)
    on conflict (ladder_id, rung) do update set place = excluded.place, act = excluded.act, thing_id = excluded.thing_id, tag = excluded.tag, days = excluded.days,
      since = case when (heard.act, heard.thing_id, heard.tag, heard.days) is not distinct from (excluded.act, excluded.thing_id, excluded.tag, excluded.days) then heard.since else excluded.since end
  `.execute(trx)
}

function heardOf({ when, thing, tag, days }: StepOf<'rung'>) {
  return {
    act: when,
    thing: ofThings.includes(when) ? thing : '',
    tag: when === 'tagged' ? tag : null,
    days: when === 'before-meeting' || when === 'after-last-act' ? days : null,
  }
}

/**
 * Moves people from steps that a new version no longer has: to the next one that stood below and is still there, or out. Whoever
 * waits at a step that stays goes on waiting as long as they were told. What anybody has passed is not done again (`ladder_done`).
 */
export async function moveFromRemoved(
  trx: Trx,
  ladderId: string,
  { before, after }: { before: LadderContent; after: LadderContent },
  now: Date,
): Promise<void> {
  const [was, is] = [ladderOf(before.steps), ladderOf(after.steps)]
  const places = new Map(rungsOf(is).map(({ key }, place) => [key, place]))
  const moves = before.steps.map(({ key }) => {
    const to = is.step(key) ? key : standsBelow(was, is, key)
    const rung = to === null ? null : (is.rungOf(to)?.key ?? null)
    return { key, to, rung, place: rung === null ? null : (places.get(rung) ?? null) }
  })
  const column = <T>(value: (one: (typeof moves)[number]) => T) => moves.map(value)
  await sql`
    update ladder_place set step = coalesce(moved.to_step, ladder_place.step), rung = coalesce(moved.rung, ladder_place.rung), place = coalesce(moved.place, ladder_place.place),
      has_waited = ladder_place.has_waited and moved.step = moved.to_step, due_at = case when moved.step = moved.to_step then ladder_place.due_at else greatest(ladder_place.due_at, ${now}) end,
      left_at = case when moved.to_step is null then ${now}::timestamptz end, left_why = case when moved.to_step is null then 'end' end
    from unnest(${column(({ key }) => key)}::text[], ${column(({ to }) => to)}::text[], ${column(({ rung }) => rung)}::text[], ${column(({ place }) => place)}::smallint[])
      as moved (step, to_step, rung, place)
    where ladder_place.ladder_id = ${ladderId} and ladder_place.left_at is null and ladder_place.step = moved.step
  `.execute(trx)
}

function standsBelow(was: Ladder, is: Ladder, from: string): string | null {
  for (let key = was.next(from); key !== null; key = was.next(key)) if (is.step(key)) return key
  return null
}
