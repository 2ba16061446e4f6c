import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type CallLimits, readCallLoads } from './call-loads.server'

/** An office about to be dialed in a bridge or incoming call. */
export interface WantedLine {
  callSid: string
  /** Position of the office in the call, from 0. */
  position: number
  actionId: string
  postId: string
  contactDetailId: string | null
  /** Latest end of the conversation. */
  until: Date
  /** Maximum cost until then, in millionths of a dollar. */
  reservedMicros: number
}

/**
 * Takes a line of an office if one is free. Locks the office's row while counting its calls, so that the limits hold
 * across processes. Idempotent for a line that this call already holds.
 *
 * @returns whether it was taken
 */
export async function takeLine(db: Db, line: WantedLine, limits: CallLimits, now: Date): Promise<boolean> {
  const { callSid, position, actionId, postId, contactDetailId, until, reservedMicros } = line
  return db.transaction().execute(async (trx) => {
    await sql`select from organization where id = (select organization_id from post where id = ${postId}) for no key update`.execute(
      trx,
    )
    const mine = await trx
      .selectFrom('call_leg')
      .select('post_id')
      .where('call_sid', '=', callSid)
      .where('position', '=', position)
      .executeTakeFirst()
    if (mine) return true
    const desk = (await readCallLoads(trx, [postId], limits, now)).get(postId)
    if (!desk || desk.freeAt !== null) return false
    await sql`
      insert into call_leg (call_sid, position, advocacy_campaign_id, post_id, organization_id, contact_detail_id, begun_at, free_at, reserved_micros)
      select ${callSid}, ${position}, ${actionId}, post.id, post.organization_id, ${contactDetailId}, ${now}, ${until}, ${reservedMicros} from post where post.id = ${postId}
    `.execute(trx)
    return true
  })
}

/** Releases the line of a finished leg. Only its actual cost stays reserved, until the call is booked. */
export async function giveBackLine(
  db: Db,
  callSid: string,
  position: number,
  usedMicros: number,
  now: Date,
): Promise<void> {
  await sql`
    update call_leg set free_at = ${now}, reserved_micros = least(reserved_micros, ${usedMicros}) where call_sid = ${callSid} and position = ${position} and free_at > ${now}
  `.execute(db)
}

/** Releases all lines a call still holds, after the caller hung up. */
export async function giveBackLines(db: Db, callSid: string, now: Date): Promise<void> {
  await db
    .updateTable('call_leg')
    .set({ free_at: now })
    .where('call_sid', '=', callSid)
    .where('free_at', '>', now)
    .execute()
}
