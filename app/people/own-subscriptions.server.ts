import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { siteDay } from '#db/site-day'
import type { Language } from '~/i18n/language'

/** What the own page turns on and off. */
export type OwnPurpose = 'email' | 'sms' | 'network'

/** What somebody agreed to on their own page. */
interface Agreed {
  purpose: OwnPurpose
  textVersion: string
  language: Language
}

/**
 * Subscribes everybody on a contact to what they allow on their own page. The network is allowed by who signed with one of
 * its groups, and writes by the way of the contact. Undoes what this contact ended in the campaign.
 */
export async function subscribeHere(
  trx: Trx,
  contactId: string,
  { purpose, textVersion, language }: Agreed,
  at: Date,
): Promise<void> {
  const day = siteDay(at)
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select gen_random_uuid(), person.id, contact_point.channel, ${scopeOf(purpose)}, ${textVersion}, ${language}, ${day}, 'own-page', 'me', ${at}, ${day}
    from person join contact_point on case ${purpose} when 'network' then contact_point.id = person.contact_id
      else contact_point.id in (person.contact_id, person.other_contact_id) and contact_point.channel = case ${purpose} when 'email' then 'mail' else 'sms' end end
    where person.contact_id = ${contactId} and (${purpose} <> 'network' or exists (
      select from consent where consent.person_id = person.id and consent.purpose = 'network' and consent.withdrawn_on is null))
    on conflict (person_id, channel, scope) where ended_on is null do update set
      confirmed_on = excluded.confirmed_on, text_version = excluded.text_version, language = excluded.language, given_on = excluded.given_on, how = 'own-page', page = 'me'
      where subscription.confirmed_on is null
  `.execute(trx)
  if (purpose === 'network') return
  await sql`
    delete from campaign_stop using contact_point
    where contact_point.id = ${contactId} and contact_point.channel = case ${purpose} when 'email' then 'mail' else 'sms' end
      and campaign_stop.campaign_id = contact_point.campaign_id and campaign_stop.blind_index = contact_point.blind_index
  `.execute(trx)
}

/** Ends what somebody turns off on their own page. */
export async function endHere(trx: Trx, contactId: string, purpose: OwnPurpose, at: Date): Promise<void> {
  await sql`
    update subscription set ended_on = ${siteDay(at)}, ended_how = 'own-page' from person
    where person.id = subscription.person_id and person.contact_id = ${contactId} and subscription.ended_on is null and subscription.scope = ${scopeOf(purpose)}
      and (${purpose} = 'network' or subscription.channel = case ${purpose} when 'email' then 'mail' else 'sms' end)
  `.execute(trx)
}

function scopeOf(purpose: OwnPurpose): 'campaign' | 'network' {
  return purpose === 'network' ? 'network' : 'campaign'
}
