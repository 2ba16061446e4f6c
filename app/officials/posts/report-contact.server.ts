import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ContactStatus, ReportKind, ReportOrigin } from '#db/schema-officials'
import { announcePosts } from './announce-posts.server'

/** Somebody or something says that an official cannot be reached as we have written. */
export interface ContactReport {
  postId: string
  /** Which way of reaching them; null when it is about the post as a whole. */
  contactDetailId: string | null
  what: ReportKind
  origin: ReportOrigin
  /** Given by who may be asked to record the same thing twice; the second time nothing happens. */
  id?: string
  /** What a visitor wrote, sealed with the site's key under `sealedAs('contact_report', id)`; `id` is then needed. */
  sealedNote?: Buffer | null
}

/** What became of it: whether it was new, and how the contact stands now (null when it was about none). */
export interface Reported {
  outcome: 'recorded' | 'again' | 'not-there'
  status: ContactStatus | null
}

/** Unreachable so many times within a day: doubtful. */
const enough = 3

/**
 * Puts a report into the queue of stale contacts, and lowers the contact's status where the report is proof enough:
 * an office that texts STOP has no such number any more; a bounced mail or an undeliverable text makes an address or a
 * number doubtful and a second one dead; three full voicemails, or three wrong numbers,
 * within 24 hours make a number doubtful. Whatever people merely write waits for an organizer.
 *
 * @param report its hour is kept, never its minute: a report must not tell who called when
 */
export async function reportContact(trx: Db, report: ContactReport, now: Date): Promise<Reported> {
  const { postId, contactDetailId, what, origin, id = randomUUID(), sealedNote = null } = report
  const added = await sql`
    insert into contact_report (id, post_id, contact_detail_id, what, origin, sealed_note, reported_at)
    select ${id}, post.id, (select contact_detail.id from contact_detail where contact_detail.id = ${contactDetailId}), ${what}, ${origin}, ${sealedNote}, date_trunc('hour', ${now}::timestamptz)
    from post where post.id = ${postId}
    on conflict (id) do nothing returning id
  `.execute(trx)
  if (added.rows.length === 0) {
    const known = await trx.selectFrom('contact_report').select('id').where('id', '=', id).executeTakeFirst()
    return { outcome: known ? 'again' : 'not-there', status: await statusOf(trx, contactDetailId) }
  }
  const worse = contactDetailId === null ? null : await provenStatus(trx, contactDetailId, report, now)
  if (worse) {
    const { rows } = await sql`
      update contact_detail set status = ${worse}, status_reason = ${what}, status_at = ${now}
      where id = ${contactDetailId} and status <> 'dead' and status <> ${worse} returning id
    `.execute(trx)
    if (rows.length > 0) await announcePosts(trx, [postId])
  }
  return { outcome: 'recorded', status: await statusOf(trx, contactDetailId) }
}

/** Puts into the same queue that somebody knows who holds an office of a place where we know nobody. It makes no post: an organizer does. */
export async function reportUnknownOfficial(
  trx: Db,
  { id, divisionId, sealedNote }: { id: string; divisionId: string; sealedNote: Buffer },
  now: Date,
): Promise<void> {
  await sql`
    insert into contact_report (id, division_id, what, origin, sealed_note, reported_at)
    select ${id}, division.id, 'unknown-official', 'public', ${sealedNote}, date_trunc('hour', ${now}::timestamptz) from division where division.id = ${divisionId} on conflict (id) do nothing
  `.execute(trx)
}

/** What open reports of this kind prove about a contact, or null. */
async function provenStatus(
  trx: Db,
  contactDetailId: string,
  { what, origin }: ContactReport,
  now: Date,
): Promise<'doubtful' | 'dead' | null> {
  if (what === 'opted-out' && origin === 'text') return 'dead'
  if ((what === 'bounced' && origin === 'mail') || (what === 'no-texts' && origin === 'text')) {
    const count = await openReports(trx, contactDetailId, what, null)
    return count > 1 ? 'dead' : 'doubtful'
  }
  if (what !== 'voicemail-full' && what !== 'wrong-number') return null
  return (await openReports(trx, contactDetailId, what, now)) >= enough ? 'doubtful' : null
}

/** @param within when given, only those of the last 24 hours */
async function openReports(trx: Db, contactDetailId: string, what: ReportKind, within: Date | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from contact_report
    where contact_detail_id = ${contactDetailId} and what = ${what} and handled_at is null and (${what} <> 'bounced' or origin = 'mail')
      and (${within}::timestamptz is null or reported_at >= date_trunc('hour', ${within}::timestamptz - interval '24 hours'))
  `.execute(trx)
  return rows[0]!.count
}

async function statusOf(trx: Db, contactDetailId: string | null): Promise<ContactStatus | null> {
  if (contactDetailId === null) return null
  return (
    (await trx.selectFrom('contact_detail').select('status').where('id', '=', contactDetailId).executeTakeFirst())
      ?.status ?? null
  )
}
