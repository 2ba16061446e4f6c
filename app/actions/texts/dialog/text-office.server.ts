import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { dripOf } from '~/actions/letters/delivery/schedule-letters.server'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import { areaOf } from '~/geography/area'
import type { Language } from '~/i18n/language'
import { nextStretch, type Stretch } from '~/officials/posts/office-hours'
import type { Target, TargetContact } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { linkHash, linkToken } from '~/vault/links.server'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** One person's message to one official. */
export interface OneMessage {
  actionId: string
  postId: string
  personId: string
}

/** One per person and official, by any channel. */
const onceKeyOf = ({ actionId, postId, personId }: OneMessage) => `text-to-official ${actionId} ${postId} ${personId}`

/** Whether the message was sent or is queued. Failed and returned messages do not count. */
export async function carriedBefore(trx: Trx, one: OneMessage): Promise<boolean> {
  const { rows } = await sql<{ was: boolean }>`
    select exists (select from message where once_key = ${onceKeyOf(one)} and state in ('queued', 'sending', 'sent', 'delivered', 'unknown'))
      or exists (select from letter where advocacy_campaign_id = ${one.actionId} and post_id = ${one.postId} and person_id = ${one.personId} and state not in ('failed', 'unconfirmed')) as was
  `.execute(trx)
  return rows[0]!.was
}

/**
 * The contact at which an office takes texts. Never a number that has texted us STOP, even if somebody entered it again
 * since, or one where this very message has failed.
 */
export async function textLine(
  { trx, keyring }: RecordContext,
  one: OneMessage,
  target: Target,
): Promise<TargetContact | null> {
  const phone = target.contacts.find((contact) => contact.kind === 'text' && contact.status === 'fine')
  if (!phone) return null
  const stopped = await trx
    .selectFrom('suppression')
    .select('since')
    .where('blind_index', '=', indexContact(keyring, 'sms', phone.value).contactIndex)
    .executeTakeFirst()
  const failed = await trx.selectFrom('message').select('id').where('once_key', '=', onceKeyOf(one)).executeTakeFirst()
  return stopped || failed ? null : phone
}

/**
 * Queues a text to an official within office hours, and counts it.
 *
 * @param stretch the office hours to send it in; null when unknown
 */
export async function textOffice(
  { trx, vault, keyring }: RecordContext,
  {
    contactId,
    body,
    language,
    zip,
    stretch,
    at,
    ...one
  }: OneMessage & {
    contactId: string
    body: string
    language: Language
    zip: string
    stretch: Stretch | null
    at: Date
  },
): Promise<void> {
  const id = randomUUID()
  const added = await trx
    .insertInto('message')
    .values({
      id,
      channel: 'sms',
      template: 'text-to-official',
      language: 'en',
      contact_detail_id: contactId,
      person_id: one.personId,
      campaign_id: sql<string>`coalesce((select campaign_id from person where id = ${one.personId}), (select campaign_id from advocacy_campaign where id = ${one.actionId}))`,
      sealed_body: sealText(vault.site(), sealedAs('message', id, 'body'), body),
      once_key: onceKeyOf(one),
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: stretch && stretch.from > at ? stretch.from : at,
      due_until: stretch?.to ?? null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return
  await addOutreach(trx, [
    {
      id,
      advocacyId: one.actionId,
      postId: one.postId,
      contactDetailId: contactId,
      channel: 'text',
      outcome: 'sent',
      via: 'relay',
      language,
      area: areaOf(zip, 'US'),
      source: 'text',
      durationSeconds: null,
      personId: one.personId,
      doneAt: at,
    },
  ])
}

/** Moves texts that missed their office's hours to the next ones; the worker was down, or texts were stopped. */
export async function putOffLateTexts(trx: Trx, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string; postId: string }>`
    select message.id, outreach.post_id as "postId" from message join outreach on outreach.id = message.id
    where message.state = 'queued' and message.channel = 'sms' and message.template = 'text-to-official' and message.due_until <= ${now} limit 500 for update of message skip locked
  `.execute(trx)
  const targets = new Map(
    (await readTargets(trx, [...new Set(rows.map((row) => row.postId))])).map((target) => [target.postId, target]),
  )
  for (const { id, postId } of rows) {
    const { hours, timeZone } = dripOf(targets.get(postId), 1)
    const stretch = nextStretch(hours, timeZone, now)
    if (stretch)
      await trx
        .updateTable('message')
        .set({ due_at: stretch.from > now ? stretch.from : now, due_until: stretch.to })
        .where('id', '=', id)
        .execute()
  }
  return rows.length
}
