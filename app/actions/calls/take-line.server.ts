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
 * Takes a line of an office, if it has one free: a lock on the office is held while its calls are counted, so that all web
 * processes together keep its limits. A line that this call holds already is taken once.
 *
 * @returns whether it was taken
 */
export async function takeLine(db: Db, line: WantedLine, limits: CallLimits, now: Date): Promise<boolean> {
  const { callSid, position, actionId, postId, contactDetailId, until, reservedMicros } = line
  return db.transaction().execute(async (trx) => {
    // Not a lock of the office's row: that would take the right to change it, which the web process must not have.
    await sql`select web_turn('line ' || organization_id) from post where id = ${postId}`.execute(trx)
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
