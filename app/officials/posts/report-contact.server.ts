import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ContactStatus, ReportKind, ReportOrigin } from '#db/schema-officials'
import { announcePosts } from './announce-posts.server'

/** A report, by a person or the system, that an official cannot be reached the way our data says. */
export interface ContactReport {
  postId: string
  /** The contact it is about; null for the post as a whole. */
  contactDetailId: string | null
  what: ReportKind
  origin: ReportOrigin
  /** Idempotency key for callers that may retry: a second report with the same id does nothing. */
  id?: string
  /** The visitor's note, sealed with the site's key under `sealedAs('contact_report', id)`; requires `id`. */
  sealedNote?: Buffer | null
}

/** Whether the report was new, and the contact's status now (null when it was not about a contact). */
export interface Reported {
  outcome: 'recorded' | 'again' | 'not-there'
  status: ContactStatus | null
}

/** This many reports within 24 hours make a contact doubtful. */
const enough = 3

/**
 * Adds a report to the stale queue, and lowers the contact's status where the reports are proof enough. An office that
 * texts STOP: the number is dead. A bounced mail or an undeliverable text: doubtful, a second one dead. Three full
 * voicemails or three wrong numbers within 24 hours: doubtful. Anything that people only write waits for an organizer.
 *
 * @param report stored with its hour, not its minute, so that it cannot show who called when
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

/** Takes back a caller's report. A contact that it made doubtful, with others that are too few now, is fine again. */
export async function takeBackReport(trx: Db, id: string, now: Date): Promise<void> {
  const { rows } = await sql<{ postId: string; contactDetailId: string | null; what: ReportKind }>`
    update contact_report set handled_at = ${now} where id = ${id} and origin = 'outreach' and handled_at is null
    returning post_id as "postId", contact_detail_id as "contactDetailId", what
  `.execute(trx)
  const [report] = rows
  if (!report?.contactDetailId) return
  if ((await openReports(trx, report.contactDetailId, report.what, now)) >= enough) return
  const { numAffectedRows } = await sql`
    update contact_detail set status = 'fine', status_reason = null, status_at = null
    where id = ${report.contactDetailId} and status = 'doubtful' and status_reason = ${report.what}
  `.execute(trx)
  if (numAffectedRows === 1n) await announcePosts(trx, [report.postId])
}

/**
 * Queues what a visitor tells about a place: who an official is where we have none, or that a policy is wrong. Changes
 * nothing; an organizer does that.
 */
export async function reportAboutPlace(
  trx: Db,
  {
    id,
    divisionId,
    what,
    sealedNote,
  }: { id: string; divisionId: string; what: 'unknown-official' | 'wrong-policy'; sealedNote: Buffer },
  now: Date,
): Promise<void> {
  await sql`
    insert into contact_report (id, division_id, what, origin, sealed_note, reported_at)
    select ${id}, division.id, ${what}, 'public', ${sealedNote}, date_trunc('hour', ${now}::timestamptz) from division where division.id = ${divisionId} on conflict (id) do nothing
  `.execute(trx)
}

/**
 * The status that this report, with the open ones of its kind, proves for the contact; null when they prove nothing.
 */
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

/** @param within if given, counts only reports from the 24 hours before it */
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
