import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { BroadcastChannel } from '~/messages/broadcasts/broadcast-content'
import { contactIndex, domainIndex, nameIndex } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { keysOf, sealContact, sealPerson, type Vault } from '~/vault/open.server'

/** People of the demo's campaign who asked for news, with contacts that can be opened. @returns the campaign */
export async function fillCampaign(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  { mails, texts }: { mails: number; texts: number },
): Promise<string> {
  const campaign = await db
    .selectFrom('petition')
    .select('campaign_id')
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  const keys = keysOf(vault, campaign.campaign_id)
  const people = Array.from({ length: mails + texts }, (_, number) => {
    const channel = number < mails ? ('mail' as const) : ('sms' as const)
    const contact = channel === 'mail' ? `p${number}@example.org` : `+1602555${String(number - mails).padStart(4, '0')}`
    const [id, contactId] = [randomUUID(), randomUUID()]
    const details = { contactId, givenName: `P${number}`, familyName: '', postalCode: '85001', country: 'US' as const }
    return {
      id,
      contactId,
      channel,
      index: contactIndex(keyring, channel, contact),
      domain: channel === 'mail' ? domainIndex(keyring, 'example.org') : null,
      contact: sealContact(keys, contactId, contact),
      sealed: sealPerson(keys, id, details),
      name: nameIndex(keyring, details.givenName),
    }
  })
  for (let at = 0; at < people.length; at += 500) {
    const part = people.slice(at, at + 500)
    const column = <T>(value: (one: (typeof people)[number]) => T) => part.map(value)
    await sql`
      insert into contact_point (id, campaign_id, channel, blind_index, domain_mark, sealed, created_on, proven_on)
      select id, ${campaign.campaign_id}, channel, blind_index, domain_mark, sealed, current_date, current_date from unnest(
        ${column((one) => one.contactId)}::uuid[], ${column((one) => one.channel)}::text[], ${column((one) => one.index)}::bytea[],
        ${column((one) => one.domain)}::bytea[], ${column((one) => one.contact)}::bytea[]) as one (id, channel, blind_index, domain_mark, sealed)
    `.execute(db)
    await sql`
      insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on)
      select id, ${campaign.campaign_id}, contact_id, name_index, sealed, 'es', current_date from unnest(
        ${column((one) => one.id)}::uuid[], ${column((one) => one.contactId)}::uuid[], ${column((one) => one.name)}::bytea[], ${column((one) => one.sealed)}::bytea[])
        as one (id, contact_id, name_index, sealed)
    `.execute(db)
    await sql`
      insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
      select gen_random_uuid(), id, channel, 'campaign', '1', 'es', current_date, 'form', 'posted', now(), current_date from unnest(
        ${column((one) => one.id)}::uuid[], ${column((one) => one.channel)}::text[]) as one (id, channel)
    `.execute(db)
  }
  return campaign.campaign_id
}

/** A message to everybody in a campaign, approved. @returns its id */
export async function insertApproved(
  db: Db,
  campaignId: string,
  channel: BroadcastChannel,
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const nothing = JSON.stringify({ en: '', es: '' })
  const words = { en: 'Hello {name|friend}, come on Tuesday.', es: 'Hola {name|amiga}, venga el martes.' }
  await db
    .insertInto('broadcast')
    .values({
      id,
      campaign_id: campaignId,
      channel,
      state: 'approved',
      subject: channel === 'mail' ? JSON.stringify({ en: 'On Tuesday', es: 'El martes' }) : nothing,
      body: channel === 'text' ? JSON.stringify(words) : nothing,
      blocks:
        channel === 'mail'
          ? JSON.stringify([
              { kind: 'text', words, by: { en: '', es: '' }, link: { en: '', es: '' }, of: '' },
              {
                kind: 'button',
                words: { en: 'Sign', es: 'Firme' },
                by: { en: '', es: '' },
                link: { en: '', es: '' },
                of: 'petitions/alto-polimigra',
              },
            ])
          : null,
      approved_revision: 1,
      news_item_id: null,
      created_by: null,
      saved_by: null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}
