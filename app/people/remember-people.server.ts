import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Language } from '~/i18n/language'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { zipMark } from '~/vault/blind-index.server'
import type { Keyring, PersonDetails } from '~/vault/keyring'
import { type CampaignKeys, sealContact, sealPerson } from '~/vault/open.server'
import type { IndexedContact, SignerIndexes } from './signer-indexes.server'

/** Somebody about to be stored. `rememberPeople` fills in the ids of their rows. */
export interface Signer extends SignerIndexes {
  keys: CampaignKeys
  details: PersonDetails & { language: Language; isPrivate?: boolean }
  arrival: { at: Date }
  contactId: string
  personId: string
  /** Whether anybody has ever answered from this contact. */
  proven: boolean
}

/** Initial ids for somebody who has no rows yet. */
export const notYetRemembered = { contactId: '', personId: '', proven: false }

/**
 * Finds or creates the contact points and people of a batch. A person belongs to one campaign: their data is sealed
 * under its key, and destroying that key makes it unreadable.
 */
export async function rememberPeople(recording: RecordContext, signers: Signer[]): Promise<void> {
  if (signers.length === 0) return
  const contacts = await rememberContacts(
    recording,
    signers.flatMap((signer) =>
      (signer.other ? [signer, signer.other] : [signer]).map((contact) => ({
        keys: signer.keys,
        contact,
        at: signer.arrival.at,
      })),
    ),
  )
  for (const signer of signers) {
    const known = contacts.get(contactKey(signer.keys, signer))!
    signer.contactId = known.id
    signer.proven = known.proven
  }
  const people = await insertPeople(recording, signers, contacts)
  for (const signer of signers) signer.personId = people.get(personKey(signer.contactId, signer.nameIndex))!
}

/** A contact's row, and whether anybody has ever answered from it. */
export interface KnownContact {
  id: string
  proven: boolean
}

/** Finds or creates a contact without a person, for a message that somebody asked for. */
export async function rememberContact(
  recording: Pick<RecordContext, 'trx'>,
  keys: CampaignKeys,
  contact: IndexedContact,
  at: Date,
): Promise<KnownContact> {
  return (await rememberContacts(recording, [{ keys, contact, at }])).get(contactKey(keys, contact))!
}

async function rememberContacts(
  { trx }: Pick<RecordContext, 'trx'>,
  given: { keys: CampaignKeys; contact: IndexedContact; at: Date }[],
): Promise<Map<string, KnownContact>> {
  const wanted = new Map<string, { id: string; keys: CampaignKeys; contact: IndexedContact; at: Date }>()
  for (const { keys, contact, at } of given) {
    const key = contactKey(keys, contact)
    if (!wanted.has(key)) wanted.set(key, { id: randomUUID(), keys, contact, at })
  }
  // Always in the same order, so that two workers cannot deadlock.
  const rows = [...wanted.entries()].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, row]) => row)
  const campaigns = rows.map((row) => row.keys.campaignId)
  const indexes = rows.map((row) => row.contact.contactIndex)
  await sql`
    insert into contact_point (id, campaign_id, channel, blind_index, domain_mark, sealed, created_on)
    select id, campaign_id, channel, blind_index, domain_mark, sealed, site_day(at) from unnest(${rows.map((row) => row.id)}::uuid[], ${campaigns}::uuid[], ${rows.map((row) => row.contact.channel)}::text[],
      ${indexes}::bytea[], ${rows.map((row) => row.contact.domainIndex)}::bytea[], ${rows.map((row) => sealContact(row.keys, row.id, row.contact.contact))}::bytea[],
      ${rows.map((row) => row.at)}::timestamptz[]) as one (id, campaign_id, channel, blind_index, domain_mark, sealed, at)
    on conflict (campaign_id, blind_index) do nothing
  `.execute(trx)
  const known = await sql<{ id: string; campaign_id: string; blind_index: Buffer; proven: boolean }>`
    select id, campaign_id, blind_index, proven_on is not null as proven
    from unnest(${campaigns}::uuid[], ${indexes}::bytea[]) as wanted (campaign_id, blind_index)
    join contact_point using (campaign_id, blind_index)
  `.execute(trx)
  return new Map(known.rows.map((row) => [`${row.campaign_id} ${row.blind_index.toString('base64')}`, row]))
}

async function insertPeople(
  { trx, keyring }: RecordContext,
  signers: Signer[],
  contacts: Map<string, KnownContact>,
): Promise<Map<string, string>> {
  const column = <T>(value: (signer: Signer) => T) => signers.map(value)
  const ids = column(() => randomUUID())
  const otherId = (signer: Signer) => (signer.other ? contacts.get(contactKey(signer.keys, signer.other))!.id : null)
  await sql`
    insert into person (id, campaign_id, contact_id, other_contact_id, name_index, sealed, language, created_on, time_zone, zip_mark, county)
    select given.id, campaign_id, contact_id, other_contact_id, name_index, sealed, language, site_day(at), zip_code.time_zone, zip_mark, case when zip_mark <> 0 then zip_code.counties[1] end from unnest(${ids}::uuid[], ${column((signer) => signer.keys.campaignId)}::uuid[], ${column((signer) => signer.contactId)}::uuid[],
      ${column(otherId)}::uuid[], ${column((signer) => signer.nameIndex)}::bytea[],
      ${signers.map((signer, index) => sealPerson(signer.keys, ids[index]!, detailsOf(signer)))}::bytea[],
      ${column((signer) => signer.details.language)}::text[], ${column((signer) => signer.arrival.at)}::timestamptz[],
      ${column((signer) => signer.details.postalCode)}::text[],
      ${column(({ details }) => markOf(keyring, details))}::bigint[]) as given (id, campaign_id, contact_id, other_contact_id, name_index, sealed, language, at, zip, zip_mark)
    left join zip_code using (zip)
    on conflict (contact_id, name_index) do nothing
  `.execute(trx)
  const { rows } = await sql<{ id: string; contact_id: string; name_index: Buffer }>`
    select id, contact_id, name_index
    from unnest(${column((signer) => signer.contactId)}::uuid[], ${column((signer) => signer.nameIndex)}::bytea[]) as wanted (contact_id, name_index)
    join person using (contact_id, name_index)
  `.execute(trx)
  return new Map(rows.map((row) => [personKey(row.contact_id, row.name_index), row.id]))
}

/** '0': nobody can find them by where they live. */
export function markOf(
  keyring: Keyring,
  { country, postalCode, isPrivate = false }: Pick<PersonDetails, 'country' | 'postalCode'> & { isPrivate?: boolean },
): string {
  return country === 'US' && postalCode && !isPrivate ? zipMark(keyring, postalCode) : '0'
}

/** Only the fields that belong to the person, not the rest of the submission. */
function detailsOf({ details, contactId }: Signer): PersonDetails {
  return {
    givenName: details.givenName,
    familyName: details.familyName,
    postalCode: details.postalCode,
    country: details.country,
    contactId,
  }
}

function contactKey(keys: CampaignKeys, contact: IndexedContact): string {
  return `${keys.campaignId} ${contact.contactIndex.toString('base64')}`
}

function personKey(contactId: string, name: Buffer): string {
  return `${contactId} ${name.toString('base64')}`
}
