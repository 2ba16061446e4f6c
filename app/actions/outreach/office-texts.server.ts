import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { officeName } from '~/actions/kind/target-words'
import type { Bilingual } from '~/i18n/language'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import { reportContact } from '~/officials/posts/report-contact.server'
import { readTargets } from '~/officials/posts/targets.server'
import { changeOutcomes } from './change-outcomes.server'

/** The offices that have these text numbers or addresses, each named by its first post. @param contacts E.164, or addresses */
export async function officesAt(db: Db, contacts: string[]): Promise<Map<string, Bilingual>> {
  const rows = await db
    .selectFrom('contact_detail')
    .select(['id', 'value'])
    .where('kind', 'in', ['text', 'email'])
    .where('value', 'in', ['', ...contacts])
    .orderBy('id')
    .execute()
  const found = await Promise.all(
    rows.map(async ({ id, value }) => ({
      value,
      target: (await readTargets(db, (await postsOf(db, id)).slice(0, 1)))[0],
    })),
  )
  return new Map(found.flatMap(({ value, target }) => (target ? [[value, officeName(target)]] : [])))
}

/**
 * Marks an office's number dead after its STOP, reports it to organizers, and suppresses queued texts to it, which then
 * count as failed. Visitors and the text relay then use the next contact.
 */
export async function recordOfficeStop(trx: Trx, phone: string, now: Date): Promise<void> {
  for (const contactId of await contactsAt(trx, phone)) await reportTextContact(trx, contactId, 'opted-out', now)
}

/** Revives the contacts that an office's STOP had marked dead. */
export async function recordOfficeStart(trx: Trx, phone: string, now: Date): Promise<void> {
  for (const contactId of await contactsAt(trx, phone)) {
    const revived = await trx
      .updateTable('contact_detail')
      .set({ status: 'fine', status_reason: null, status_at: null })
      .where('id', '=', contactId)
      .where('status_reason', '=', 'opted-out')
      .executeTakeFirst()
    if (revived.numUpdatedRows === 0n) continue
    await trx
      .updateTable('contact_report')
      .set({ handled_at: now })
      .where('contact_detail_id', '=', contactId)
      .where('what', '=', 'opted-out')
      .where('handled_at', 'is', null)
      .execute()
    await announcePosts(trx, await postsOf(trx, contactId))
  }
}

/**
 * Reports that a number takes no texts, once, even if it serves several posts.
 *
 * @param what `no-texts`: texts do not arrive there
 */
export async function reportTextContact(
  trx: Trx,
  contactDetailId: string,
  what: 'opted-out' | 'no-texts',
  now: Date,
): Promise<void> {
  const posts = await postsOf(trx, contactDetailId)
  const [postId] = posts
  if (!postId) return
  const { status } = await reportContact(trx, { id: randomUUID(), postId, contactDetailId, what, origin: 'text' }, now)
  await announcePosts(trx, posts)
  if (status === 'dead') await putAside(trx, contactDetailId)
}

async function putAside(trx: Trx, contactDetailId: string): Promise<void> {
  const rows = await trx
    .updateTable('message')
    .set({ state: 'suppressed', failure: 'contact-dead' })
    .where('contact_detail_id', '=', contactDetailId)
    .where('channel', '=', 'sms')
    .where('state', '=', 'queued')
    .returning('id')
    .execute()
  await changeOutcomes(
    trx,
    rows.map((row) => row.id),
    'failed',
  )
}

async function contactsAt(trx: Trx, phone: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('contact_detail')
    .select('id')
    .where('kind', '=', 'text')
    .where('value', '=', phone)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

async function postsOf(trx: Db, contactDetailId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join contact_detail on contact_detail.id = ${contactDetailId} and (contact_detail.post_id = post.id or contact_detail.organization_id = post.organization_id
      or exists (select from membership where membership.post_id = post.id and membership.official_id = contact_detail.official_id and ended_on is null))
    where post.retired_on is null order by post.slug
  `.execute(trx)
  return rows.map((row) => row.id)
}
