import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { type ContactStatus, contactKinds } from '#db/schema-officials'
import { readSiteDay, siteDay } from '#db/site-day'
import type { Translate } from '~/i18n/translator'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { announcePosts } from './announce-posts.server'
import { readContact } from './contact-value'
import { sourceFields, spare } from './source.schema'

export type ContactSaved = { outcome: 'saved' } | { outcome: 'refused'; form: FormState }

const saved: ContactSaved = { outcome: 'saved' }

/** Who or what a contact belongs to. */
export interface ContactOwner {
  owner: 'post' | 'organization' | 'official'
  ownerId: string
}

const fieldsOf = (today: string) =>
  z.object({
    kind: z.enum(contactKinds, 'choiceWrong'),
    value: z
      .string()
      .default('')
      .transform((text) => text.trim()),
    extension: spare(7),
    note: spare(150),
    ...sourceFields(today),
  })

/**
 * Adds a contact, with its source and the day it was checked. If it exists already, it is confirmed instead, and
 * brought back if it was retired. Emergency lines are refused with an explanation.
 */
export async function addContact(
  trx: Db,
  t: Translate,
  postId: string,
  { owner, ownerId }: ContactOwner,
  fields: Record<string, string>,
  now: Date,
): Promise<ContactSaved> {
  const read = readFields(fieldsOf(await readSiteDay(trx, now)), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { kind, source_url, checked_on, note } = read.value
  const contact = readContact(kind, read.value.value, read.value.extension, note)
  if (contact.outcome === 'invalid') return refused(t, fields, contact.problem)
  await sql`
    insert into contact_detail (post_id, organization_id, official_id, kind, value, extension, note, source_url, checked_on)
    values (${owner === 'post' ? ownerId : null}, ${owner === 'organization' ? ownerId : null}, ${owner === 'official' ? ownerId : null}, ${kind}, ${contact.contact.value}, ${contact.contact.extension}, ${note}, ${source_url}, ${checked_on})
    on conflict (coalesce(post_id, organization_id, official_id), kind, lower(value), extension)
    do update set note = excluded.note, source_url = excluded.source_url, checked_on = excluded.checked_on, status = 'fine', status_reason = null, status_at = null, before_confirmed = null
  `.execute(trx)
  await announcePosts(trx, [postId])
  return saved
}

/**
 * Corrects a contact, with its source and the day it was checked, and closes its open reports.
 *
 * @param by id of the organizer
 */
export async function correctContact(
  trx: Db,
  t: Translate,
  id: string,
  fields: Record<string, string>,
  by: string,
  now: Date,
): Promise<ContactSaved | { outcome: 'not-there' }> {
  const known = await trx
    .selectFrom('contact_detail')
    .select(['kind', 'value', 'extension', 'note'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!known) return { outcome: 'not-there' }
  const read = readFields(fieldsOf(await readSiteDay(trx, now)), {
    ...fields,
    kind: known.kind,
    note: fields.note ?? known.note,
  })
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const contact = readContact(known.kind, read.value.value, read.value.extension, read.value.note)
  if (contact.outcome === 'invalid') return refused(t, fields, contact.problem)
  const { rows } = await sql<{ id: string }>`
    update contact_detail set value = ${contact.contact.value}, extension = ${contact.contact.extension}, note = ${read.value.note}, source_url = ${read.value.source_url}, checked_on = ${read.value.checked_on},
      status = 'fine', status_reason = null, status_at = null, before_confirmed = null
    where id = ${id} and not exists (select from contact_detail as other where other.id <> ${id} and coalesce(other.post_id, other.organization_id, other.official_id) = coalesce(contact_detail.post_id, contact_detail.organization_id, contact_detail.official_id)
      and other.kind = contact_detail.kind and lower(other.value) = lower(${contact.contact.value}) and other.extension = ${contact.contact.extension}) returning id
  `.execute(trx)
  if (rows.length === 0)
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'value', message: 'alreadyThere' }] } }
  await seeToReports(trx, id, by, now)
  await announceContact(trx, id)
  return saved
}

/** Marks a contact as checked today against the same source. Can be undone for an hour (`undoConfirm`). */
export async function confirmContact(trx: Db, id: string, by: string, now: Date): Promise<void> {
  await sql`
    update contact_detail set checked_on = ${siteDay(now)}, status = 'fine', status_reason = null, status_at = null,
      before_confirmed = case when ${isPressedTwice(by, now)} then before_confirmed else jsonb_build_object('by', ${by}::uuid, 'at', ${now}::timestamptz, 'checkedOn', checked_on, 'status', status, 'statusReason', status_reason, 'statusAt', status_at) end
    where id = ${id}
  `.execute(trx)
  await seeToReports(trx, id, by, now)
  await announceContact(trx, id)
}

/** Whether this organizer has confirmed it a moment ago: what it was before that is what an undo gives back. */
function isPressedTwice(by: string, now: Date) {
  return sql`coalesce(before_confirmed->>'by' = ${by} and (before_confirmed->>'at')::timestamptz > ${now}::timestamptz - interval '1 minute', false)`
}

/**
 * Undoes a confirmation this organizer made within the last hour, unless the contact has changed since: date and status
 * are restored and the reports are reopened. The text of those reports was deleted and does not come back.
 *
 * @returns whether there was a confirmation to undo
 */
export async function undoConfirm(trx: Db, id: string, by: string, now: Date): Promise<boolean> {
  const known = await confirmedJustNow(trx, id, by, now)
  if (!known) return false
  await sql`
    update contact_detail set checked_on = (before_confirmed->>'checkedOn')::date, status = before_confirmed->>'status', status_reason = before_confirmed->>'statusReason',
      status_at = (before_confirmed->>'statusAt')::timestamptz, before_confirmed = null where id = ${id}
  `.execute(trx)
  await trx
    .updateTable('contact_report')
    .set({ handled_at: null, handled_by: null })
    .where('contact_detail_id', '=', id)
    .where('handled_by', '=', by)
    .where('handled_at', '=', known.at)
    .execute()
  await announceContact(trx, id)
  return true
}

/** A contact that this organizer confirmed within the last hour; null when they did not, or it has changed since. */
export async function confirmedJustNow(
  db: Db,
  id: string,
  by: string,
  now: Date,
): Promise<{ id: string; value: string; at: Date } | null> {
  const { rows } = await sql<{ id: string; value: string; at: Date }>`
    select id, value, (before_confirmed->>'at')::timestamptz as at from contact_detail
    where id = ${id} and before_confirmed->>'by' = ${by} and (before_confirmed->>'at')::timestamptz > ${now}::timestamptz - interval '1 hour'
  `.execute(db)
  return rows[0] ?? null
}

/** Retires a contact or brings it back; it is never deleted. */
export async function setContactStatus(
  trx: Db,
  id: string,
  status: Extract<ContactStatus, 'dead' | 'fine'>,
  by: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('contact_detail')
    .set({
      status,
      status_reason: status === 'dead' ? 'retired' : null,
      status_at: status === 'dead' ? now : null,
      before_confirmed: null,
    })
    .where('id', '=', id)
    .execute()
  if (status === 'dead') await seeToReports(trx, id, by, now)
  await announceContact(trx, id)
}

/** Closes the open reports about a contact and deletes the text that people wrote in them. */
async function seeToReports(trx: Db, contactDetailId: string, by: string, now: Date): Promise<void> {
  await trx
    .updateTable('contact_report')
    .set({ handled_at: now, handled_by: by, sealed_note: null })
    .where('contact_detail_id', '=', contactDetailId)
    .where('handled_at', 'is', null)
    .execute()
}

async function announceContact(trx: Db, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join contact_detail on contact_detail.id = ${id} and (contact_detail.post_id = post.id or contact_detail.organization_id = post.organization_id
      or exists (select from membership where membership.post_id = post.id and membership.official_id = contact_detail.official_id and ended_on is null))
  `.execute(trx)
  await announcePosts(
    trx,
    rows.map((row) => row.id),
  )
}

function refused(
  t: Translate,
  values: Record<string, string>,
  problem: 'phone' | 'email' | 'url' | 'address' | 'emergency',
): ContactSaved {
  return {
    outcome: 'refused',
    form: { values, errors: [{ field: 'value', message: 'choiceWrong', said: t(`officials.problems.${problem}`) }] },
  }
}
