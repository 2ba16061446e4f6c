import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { countedDay } from '#db/counted-day'
import { reportContact } from '~/officials/posts/report-contact.server'
import type { RecordSubmissions } from '~/queue/intake/opened-submission'
import type { Outreach } from '~/queue/intake/outreach'
import { undoOutreach } from './undo-outreach.server'

const tenMinutes = 600_000

/**
 * Records the outcomes that people reported for their own calls. Times are rounded to ten minutes, so that a row cannot
 * be matched to a call in a phone company's records. In order of arrival: what was taken back may be told again.
 */
export const recordOutreach: RecordSubmissions<'outreach'> = async ({ trx }, arrivals) => {
  let told: Outreach[] = []
  for (const { submission, at } of arrivals) {
    if ('undone' in submission) {
      await addOutreach(trx, told)
      told = []
      await undoOutreach(trx, submission.undone, at)
    } else {
      const { outreachId, ...came } = submission
      told.push({ ...came, id: outreachId, personId: null, doneAt: toTenMinutes(at) })
    }
  }
  await addOutreach(trx, told)
}

/** Rounds a time down to ten minutes. */
export function toTenMinutes(at: Date): Date {
  return new Date(Math.floor(at.getTime() / tenMinutes) * tenMinutes)
}

/**
 * Inserts outreach and its tally in the caller's transaction. Idempotent by id; drops outreach to unknown actions or
 * posts. Reports wrong numbers and full mailboxes to the queue of stale contacts.
 *
 * @returns how many were new
 */
export async function addOutreach(trx: Trx, made: Outreach[]): Promise<number> {
  if (made.length === 0) return 0
  const column = <T>(value: (one: Outreach) => T) => made.map(value)
  // Tally rows are written in a fixed order, so that two workers cannot deadlock.
  const { rows } = await sql<{ id: string; advocacyId: string }>`
    with added as (
      insert into outreach (id, advocacy_campaign_id, post_id, contact_detail_id, channel, via, outcome, language, area, source, duration_seconds, person_id, done_at, day)
      select one.id, one.advocacy_campaign_id, one.post_id, contact_detail.id, channel, via, outcome, language, area, source, duration_seconds, person_id, done_at, site_day(done_at)
      from unnest(
        ${column((one) => one.id)}::uuid[], ${column((one) => one.advocacyId)}::uuid[], ${column((one) => one.postId)}::uuid[], ${column((one) => one.contactDetailId)}::uuid[],
        ${column((one) => one.channel)}::text[], ${column((one) => one.via)}::text[], ${column((one) => one.outcome)}::text[], ${column((one) => one.language)}::text[],
        ${column((one) => one.area)}::text[], ${column((one) => one.source)}::text[], ${column((one) => one.durationSeconds)}::integer[], ${column((one) => one.personId)}::uuid[],
        ${column((one) => one.doneAt)}::timestamptz[]
      ) as one (id, advocacy_campaign_id, post_id, contact_detail_id, channel, via, outcome, language, area, source, duration_seconds, person_id, done_at)
      join advocacy_campaign on advocacy_campaign.id = one.advocacy_campaign_id
      join post on post.id = one.post_id
      left join contact_detail on contact_detail.id = one.contact_detail_id
      on conflict (id) do nothing
      returning id, advocacy_campaign_id, post_id, channel, outcome, language, day
    ), counted as (
      insert into outreach_tally (advocacy_campaign_id, post_id, day, channel, outcome, language, count)
      select advocacy_campaign_id, post_id, day, channel, outcome, language, count(*)
      from added group by advocacy_campaign_id, post_id, day, channel, outcome, language
      order by advocacy_campaign_id, post_id, day, channel, outcome, language
      on conflict (advocacy_campaign_id, post_id, day, channel, outcome, language) do update set count = outreach_tally.count + excluded.count
    )
    select id, advocacy_campaign_id as "advocacyId" from added
  `.execute(trx)
  const added = new Set(rows.map((row) => row.id))
  for (const one of made) if (added.has(one.id)) await reportIfUnreachable(trx, one)
  await announce(trx, [...new Set(rows.map((row) => `action:${row.advocacyId}`))])
  return rows.length
}

/** Updates the outcome and duration of recorded outreach when more is known, and moves its tally. */
export async function correctOutreach(trx: Trx, one: Outreach): Promise<void> {
  const { rows } = await sql<{ outcome: string }>`
    with before as (
      select id, outcome from outreach where id = ${one.id} and (outcome <> ${one.outcome} or duration_seconds is distinct from ${one.durationSeconds}::integer) for update
    ), changed as (
      update outreach set outcome = ${one.outcome}, duration_seconds = ${one.durationSeconds}::integer from before where outreach.id = before.id
      returning advocacy_campaign_id, post_id, ${countedDay('outreach', 'done_at')} as day, channel, language, before.outcome as was
    ), less as (
      update outreach_tally set count = count - 1 from changed
      where (outreach_tally.advocacy_campaign_id, outreach_tally.post_id, outreach_tally.day, outreach_tally.channel, outreach_tally.outcome, outreach_tally.language)
        = (changed.advocacy_campaign_id, changed.post_id, changed.day, changed.channel, was, changed.language) and was <> ${one.outcome}
    ), more as (
      insert into outreach_tally (advocacy_campaign_id, post_id, day, channel, outcome, language, count)
      select advocacy_campaign_id, post_id, day, channel, ${one.outcome}, language, 1 from changed where was <> ${one.outcome}
      on conflict (advocacy_campaign_id, post_id, day, channel, outcome, language) do update set count = outreach_tally.count + 1
    )
    select was as outcome from changed where was <> ${one.outcome}
  `.execute(trx)
  if (rows.length === 0) return
  await sql`delete from outreach_tally where advocacy_campaign_id = ${one.advocacyId} and post_id = ${one.postId} and count = 0`.execute(
    trx,
  )
  await reportIfUnreachable(trx, one)
  await announce(trx, [`action:${one.advocacyId}`])
}

async function reportIfUnreachable(
  trx: Trx,
  { id, postId, contactDetailId, outcome, doneAt }: Outreach,
): Promise<void> {
  if (outcome !== 'wrong-number' && outcome !== 'voicemail-full') return
  await reportContact(trx, { id, postId, contactDetailId, what: outcome, origin: 'outreach' }, doneAt)
}
