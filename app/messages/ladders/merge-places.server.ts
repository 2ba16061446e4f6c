import { sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Hands what one person got and where they stand over to another in their campaign. In a ladder that both are in, the one who
 * stays goes on from the higher rung of the two, and gets nothing again that either has got.
 */
export async function mergePlaces(trx: Trx, { stays, goes }: { stays: string; goes: string }): Promise<void> {
  await sql`
    update ladder_done as moved set person_id = ${stays} where person_id = ${goes} and not exists (
      select from ladder_done as own where own.person_id = ${stays} and (own.ladder_id, own.entry, own.step) = (moved.ladder_id, moved.entry, moved.step))
  `.execute(trx)
  await sql`
    update ladder_task as moved set person_id = ${stays} where person_id = ${goes} and not exists (
      select from ladder_task as own where own.person_id = ${stays} and (own.ladder_id, own.entry, own.step) = (moved.ladder_id, moved.entry, moved.step))
  `.execute(trx)
  await sql`
    update ladder_place as own set rung = other.rung, place = other.place, step = other.step, has_waited = other.has_waited, due_at = other.due_at,
      left_at = other.left_at, left_why = other.left_why, thing_id = other.thing_id
    from ladder_place as other where own.person_id = ${stays} and other.person_id = ${goes} and other.ladder_id = own.ladder_id and other.place > own.place
  `.execute(trx)
  await sql`
    update ladder_place as moved set person_id = ${stays} where person_id = ${goes}
      and not exists (select from ladder_place as own where own.person_id = ${stays} and own.ladder_id = moved.ladder_id)
  `.execute(trx)
  await sql`update ladder_act set person_id = ${stays} where person_id = ${goes}`.execute(trx)
}
