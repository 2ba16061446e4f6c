import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { siteDay } from '#db/site-day'
import { openSealedPhone } from '~/actions/petitions/signatures/open-phone.server'
import { plainDigits } from '~/i18n/plain-digits'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { notYetRemembered, rememberPeople } from '~/people/remember-people.server'
import { indexContact, signerIndexes } from '~/people/signer-indexes.server'
import { resume } from '~/people/suppression.server'
import type { RecordContext, RecordSubmissions } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { linkHash, newsCode } from '~/vault/links.server'

const mostAttempts = 5

/** Begins the news for which a link was opened and its button pressed. Expired links have no effect. Idempotent. */
export const recordNewsConfirmations: RecordSubmissions<'news-confirmation'> = async (recording, arrivals) => {
  for (const { submission, at } of arrivals) {
    const { rows } = await sql<{ id: string }>`
      select subscription.id from message join contact_point on contact_point.id = message.contact_id
      -- A link sent to a contact that is no longer theirs begins nothing.
      join person on person.id = message.person_id and contact_point.id in (person.contact_id, person.other_contact_id)
      join subscription on subscription.person_id = message.person_id and subscription.channel = contact_point.channel and subscription.scope = 'campaign'
      where message.link_hash = ${linkHash(submission.token)} and message.template = 'confirm-news' and subscription.confirmed_on is null and subscription.ended_on is null
        -- A link confirms the request that it was sent for, not what somebody asks for after that has ended.
        and position(subscription.id::text in message.once_key) > 0
        and greatest(subscription.asked_at, message.sent_at) > ${new Date(at.getTime() - confirmationLifetime)}
    `.execute(recording.trx)
    if (rows[0]) await begin(recording, rows[0].id, at)
  }
}

/**
 * Begins news by the six digits from a text, at most five attempts per request. The receipt says `confirmed` or `no-match`,
 * and nothing about the number.
 */
export const recordNewsCodes: RecordSubmissions<'news-code'> = async (recording, arrivals) => {
  for (const { submission, at, id } of arrivals) {
    const { campaignId, sentTo, code } = submission
    const phone =
      submission.phone || openSealedPhone(recording.vault, { about: campaignId, campaignId, text: sentTo ?? '', at })
    const isRight = phone ? await tryNewsCode(recording, { phone, code, campaignId, at }) : false
    await recording.trx
      .insertInto('receipt')
      .values({ id, outcome: isRight ? 'confirmed' : 'no-match', created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/**
 * Checks one code. A code texted from the phone itself counts even after five failed attempts on the page, where anybody can
 * use them up.
 *
 * @param campaignId null when it was texted; then it may be for any campaign
 */
export async function tryNewsCode(
  recording: RecordContext,
  { phone, code, campaignId, at }: { phone: string; code: string; campaignId: string | null; at: Date },
): Promise<boolean> {
  const { trx, keyring } = recording
  const { contactIndex } = indexContact(keyring, 'sms', phone)
  const { rows } = await sql<{ id: string; attempts: number; isConfirmed: boolean }>`
    select subscription.id, code_attempts as attempts, confirmed_on is not null as "isConfirmed"
    from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id)
    join subscription on subscription.person_id = person.id and subscription.channel = 'sms' and subscription.scope = 'campaign' and subscription.ended_on is null
    where contact_point.blind_index = ${contactIndex} and (${campaignId}::uuid is null or contact_point.campaign_id = ${campaignId})
      and subscription.how = 'form' and subscription.asked_at > ${new Date(at.getTime() - confirmationLifetime)}
    order by subscription.id for update of subscription
  `.execute(trx)
  for (const { id, attempts, isConfirmed } of rows) {
    if (campaignId !== null && attempts >= mostAttempts) continue
    if (isSame(newsCode(keyring, id), code)) {
      if (!isConfirmed) await begin(recording, id, at)
      return true
    }
    if (campaignId !== null)
      await trx
        .updateTable('subscription')
        .set((eb) => ({ code_attempts: eb('code_attempts', '+', 1) }))
        .where('id', '=', id)
        .execute()
  }
  return false
}

function isSame(right: string, typed: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(right), digest(plainDigits(typed).replace(/\D/g, '')))
}

/** Somebody answered from the contact: what they ended before, here or altogether, is over. */
async function begin(recording: RecordContext, subscriptionId: string, at: Date): Promise<void> {
  const { trx } = recording
  const { rows } = await sql<{ contactId: string; campaignId: string; blindIndex: Buffer }>`
    update subscription set confirmed_on = ${siteDay(at)},
      -- Whoever answers has asked by themselves, and no longer by a list.
      how = case how when 'import' then 'form' else how end, page = case how when 'import' then 'posted' else page end
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
    where subscription.id = ${subscriptionId} and person.id = subscription.person_id and contact_point.channel = subscription.channel and subscription.confirmed_on is null
    returning contact_point.id as "contactId", contact_point.campaign_id as "campaignId", contact_point.blind_index as "blindIndex"
  `.execute(trx)
  for (const contact of rows) await answered(recording, contact, at)
}

async function answered(
  { trx }: RecordContext,
  { contactId, campaignId, blindIndex }: { contactId: string; campaignId: string; blindIndex: Buffer },
  at: Date,
): Promise<void> {
  await trx
    .updateTable('contact_point')
    .set({ proven_on: siteDay(at), failing_since: null })
    .where('id', '=', contactId)
    .execute()
  await trx
    .deleteFrom('campaign_stop')
    .where('campaign_id', '=', campaignId)
    .where('blind_index', '=', blindIndex)
    .execute()
  await resume({ trx }, blindIndex, at)
}

/**
 * Subscribes a phone that texted the word for news: the text proves the number, so it begins at once.
 *
 * @returns false when the campaign is over
 */
export async function subscribeByText(
  recording: RecordContext,
  { phone, campaignId, language }: { phone: string; campaignId: string; language: 'en' | 'es' },
  at: Date,
): Promise<boolean> {
  const { trx, keyring, vault } = recording
  const keys = vault.byCampaign.get(campaignId)
  if (!keys?.tokenKey) return false
  const name = { givenName: '', familyName: '' }
  const texter = {
    ...signerIndexes(keyring, keys.tokenKey, { ...name, email: null, phone }),
    ...notYetRemembered,
    keys,
    details: { ...name, postalCode: '', country: 'US' as const, language },
    arrival: { at },
  }
  const { rows } = await sql<{ personId: string; contactId: string }>`
    select person.id as "personId", contact_point.id as "contactId" from contact_point join person on person.contact_id = contact_point.id
    where contact_point.campaign_id = ${campaignId} and contact_point.blind_index = ${texter.contactIndex} order by person.created_on, person.id limit 1
  `.execute(trx)
  if (rows[0]) Object.assign(texter, rows[0])
  else await rememberPeople(recording, [texter])
  const day = siteDay(at)
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    values (${randomUUID()}, ${texter.personId}, 'sms', 'campaign', ${consentTextVersion}, ${language}, ${day}, 'keyword', 'text', ${at}, ${day})
    on conflict (person_id, channel, scope) where ended_on is null do update set confirmed_on = excluded.confirmed_on, how = 'keyword', page = 'text'
      where subscription.confirmed_on is null
  `.execute(trx)
  await answered(recording, { contactId: texter.contactId, campaignId, blindIndex: texter.contactIndex }, at)
  return true
}
