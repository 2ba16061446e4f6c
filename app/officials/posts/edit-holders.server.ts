import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { readFields } from '~/ui/forms/form-state'
import { announcePosts } from './announce-posts.server'
import type { ContactSaved } from './edit-contacts.server'
import { nameKey } from './name-key'
import { openDay, sourceFields, wanted } from './source.schema'

const termFields = (today: string) =>
  z.object({
    name: wanted(150, 'officialNameMissing'),
    started_on: openDay.refine((day) => day === null || day <= today, 'startedOnLater'),
    term_ends_on: openDay,
    ...sourceFields(today),
  })

/** Appoints somebody to a post. The previous holder's term ends when the new one starts, or on the check date. */
export async function appoint(
  trx: Db,
  postId: string,
  fields: Record<string, string>,
  now: Date,
): Promise<ContactSaved> {
  const read = readFields(termFields(await readSiteDay(trx, now)), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { name, started_on, term_ends_on, source_url, checked_on } = read.value
  if (started_on && term_ends_on && started_on > term_ends_on)
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'term_ends_on', message: 'dayWrong' }] } }
  await trx
    .updateTable('membership')
    .set({ ended_on: sql<string>`greatest(started_on, ${started_on ?? checked_on}::date)`, source_url, checked_on })
    .where('post_id', '=', postId)
    .where('ended_on', 'is', null)
    .execute()
  // A previous holder of this post with the same name is the same person.
  const before = await trx
    .selectFrom('official')
    .innerJoin('membership', 'official_id', 'official.id')
    .select('official.id')
    .where('post_id', '=', postId)
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  const official =
    before ??
    (await trx
      .insertInto('official')
      .values({ name, name_key: nameKey(name), external_id: null, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow())
  await sql`
    insert into membership (post_id, official_id, started_on, term_ends_on, source_url, checked_on) values (${postId}, ${official.id}, ${started_on}, ${term_ends_on}, ${source_url}, ${checked_on})
    on conflict (post_id, official_id, coalesce(started_on, ended_on, 'infinity'::date)) do update set ended_on = null, term_ends_on = excluded.term_ends_on, source_url = excluded.source_url, checked_on = excluded.checked_on
  `.execute(trx)
  await forgetVacancies(trx, [postId])
  await announcePosts(trx, [postId])
  return { outcome: 'saved' }
}

/** Corrects the name or the term of the current holder. */
export async function correctHolder(
  trx: Db,
  postId: string,
  fields: Record<string, string>,
  now: Date,
): Promise<ContactSaved> {
  const read = readFields(termFields(await readSiteDay(trx, now)), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { name, started_on, term_ends_on, source_url, checked_on } = read.value
  if (started_on && term_ends_on && started_on > term_ends_on)
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'term_ends_on', message: 'dayWrong' }] } }
  const held = await trx
    .updateTable('membership')
    .set({ started_on, term_ends_on, source_url, checked_on })
    .where('post_id', '=', postId)
    .where('ended_on', 'is', null)
    .returning('official_id')
    .executeTakeFirst()
  if (held)
    await trx
      .updateTable('official')
      .set({ name, name_key: nameKey(name) })
      .where('id', '=', held.official_id)
      .execute()
  await announcePosts(trx, [postId])
  return { outcome: 'saved' }
}

/** Ends the current term; the post is vacant from that day on. */
export async function endTerm(
  trx: Db,
  postId: string,
  fields: Record<string, string>,
  now: Date,
): Promise<ContactSaved> {
  const today = await readSiteDay(trx, now)
  const read = readFields(
    z.object({ ended_on: openDay.refine((day) => day === null || day <= today, 'dayWrong'), ...sourceFields(today) }),
    fields,
  )
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { ended_on, source_url, checked_on } = read.value
  await trx
    .updateTable('membership')
    .set({ ended_on: sql<string>`greatest(started_on, ${ended_on ?? checked_on}::date)`, source_url, checked_on })
    .where('post_id', '=', postId)
    .where('ended_on', 'is', null)
    .execute()
  await announcePosts(trx, [postId])
  return { outcome: 'saved' }
}

/** Undoes `endTerm`; does nothing when the post has a new holder. */
export async function undoEndTerm(trx: Db, postId: string, membershipId: string): Promise<void> {
  await sql`
    update membership set ended_on = null where id = ${membershipId} and post_id = ${postId} and not exists (select from membership as other where other.post_id = ${postId} and other.ended_on is null)
  `.execute(trx)
  await forgetVacancies(trx, [postId])
  await announcePosts(trx, [postId])
}

/** Of posts that somebody holds again, forgets when they were found vacant: once vacant again, they are asked about. */
export async function forgetVacancies(trx: Db, postIds: readonly string[]): Promise<void> {
  await sql`
    update post set vacant_checked_on = null where id = any(${postIds}::uuid[]) and vacant_checked_on is not null
      and exists (select from membership where membership.post_id = post.id and ended_on is null)
  `.execute(trx)
}
