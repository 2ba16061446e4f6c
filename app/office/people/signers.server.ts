import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import type { Db } from '#db/client'
import { countedDay } from '#db/counted-day'
import { isUuid } from '#db/uuid'
import { stateOfZip } from '~/geography/state-of-zip'
import { foldName } from '~/people/fold-contact'
import { maskContact } from '~/people/mask-contact'
import { indexContact } from '~/people/signer-indexes.server'
import type { Keyring } from '~/vault/keyring'
import { openContact, openPerson, type Vault } from '~/vault/open.server'
import type { Scope } from './scope'

const choice = z.string().trim().max(100).default('').catch('')

/** The filter of the list of signers; '' for any. */
export const signerFilter = z.object({
  petition: choice,
  language: choice,
  state: choice,
  source: choice,
  area: choice,
  /** A county's slug. */
  county: choice,
  day: choice.transform((text) => (isDay(text) ? text : '')),
  consent: choice,
  tag: choice,
  /** Ids of chosen people, comma-separated; invalid input matches nobody. */
  people: z
    .string()
    .max(20_000)
    .regex(/^[0-9a-f,-]*$/)
    .default('')
    .catch('-'),
  before: choice,
})

export type SignerFilter = z.output<typeof signerFilter>

/** One line of the list: a signature and its signer, with the contact masked. */
export interface SignerLine {
  signatureId: string
  personId: string
  name: string
  contact: string
  channel: 'mail' | 'sms'
  place: string
  petition: string
  state: 'unconfirmed' | 'confirmed'
  held: string | null
  language: 'en' | 'es'
  source: string
  at: string
}

const linesOnPage = 50
const mostSearched = 20_000

/** Signatures of people in these scopes, as a condition on `signature` and `petition`. */
export function inScopes(scopes: Scope[]): RawBuilder<boolean> {
  return sql<boolean>`exists (select from jsonb_to_recordset(${JSON.stringify(scopes)}::jsonb) as scope ("groupId" uuid, areas text[], counties text[], "isByConsent" boolean)
    where scope."groupId" = petition.group_id and (scope.areas is null or signature.area = any(scope.areas) or signature.county = any(scope.counties))
      and (scope."isByConsent" is not true or exists (select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id
        and consent.purpose = 'network' and consent.withdrawn_on is null)))`
}

/** A filter as a condition on `signature` and `petition`. */
export function matching(filter: SignerFilter): RawBuilder<boolean> {
  return sql<boolean>`(${filter.petition} = '' or petition.slug = ${filter.petition})
    and (${filter.language} = '' or signature.language = ${filter.language}) and (${filter.source} = '' or signature.source = ${filter.source})
    and (${filter.area} = '' or signature.area = ${filter.area})
    and (${filter.county} = '' or signature.county = (select id from division where slug = ${filter.county}))
    and (${filter.state} = '' or signature.state = ${filter.state} or (${filter.state} = 'held' and signature.held is not null))
    and (${filter.day} = '' or ${countedDay('signature', 'accepted_at')} = nullif(${filter.day}, '')::date)
    and (${filter.consent} = '' or exists (select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id
      and consent.purpose = ${filter.consent} and consent.withdrawn_on is null))
    and (${filter.tag} = '' or exists (select from person_tag where person_tag.person_id = signature.person_id and person_tag.tag = ${filter.tag.toLowerCase()}))
    and (${filter.people} = '' or signature.person_id::text = any(string_to_array(${filter.people}, ',')))`
}

/** A page of signers, newest first, unsealed. @param filter.before `<time> <id>` of the last line on the page before */
export async function listSigners(
  db: Db,
  vault: Vault,
  scopes: Scope[],
  filter: SignerFilter,
): Promise<{ lines: SignerLine[]; next: string | null }> {
  const [at, id] = filter.before.split(' ')
  const isLater = /^[\dTZ:.-]+$/.test(at ?? '') && isUuid(id)
  const lines = await readLines(
    db,
    vault,
    sql`${inScopes(scopes)} and ${matching(filter)}
    and (${!isLater} or (signature.accepted_at, signature.id) < (nullif(${isLater ? at! : ''}, '')::timestamptz, nullif(${isLater ? id! : ''}, '')::uuid))`,
    linesOnPage + 1,
  )
  const last = lines.length > linesOnPage ? lines[linesOnPage - 1]! : null
  return { lines: lines.slice(0, linesOnPage), next: last && `${last.at} ${last.signatureId}` }
}

/**
 * How many people behind some signatures can only be reached by phone.
 *
 * @param which those signatures, as a condition on `signature` and `petition`
 */
export async function countByPhone(db: Db, which: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct person.id)::integer as people from signature join petition on petition.id = signature.petition_id
    join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id
    where contact_point.channel = 'sms' and ${which}
  `.execute(db)
  return rows[0]!.people
}

/** Everybody who signed with one address or number. Found by blind index, without unsealing anybody else. */
export async function findByContact(
  db: Db,
  keyring: Keyring,
  vault: Vault,
  scopes: Scope[],
  channel: 'mail' | 'sms',
  contact: string,
): Promise<SignerLine[]> {
  const { contactIndex } = indexContact(keyring, channel, contact)
  return readLines(
    db,
    vault,
    sql`${inScopes(scopes)} and person.id in (
    select person.id from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id) where contact_point.blind_index = ${contactIndex})`,
    200,
  )
}

/** People whose name contains these words, among the newest 20,000 signatures; all of those are unsealed for it. */
export async function findByName(
  db: Db,
  vault: Vault,
  scopes: Scope[],
  name: string,
): Promise<{ lines: SignerLine[]; opened: number; isAll: boolean }> {
  const words = foldName(name, '').split(' ')
  const all = await readLines(db, vault, inScopes(scopes), mostSearched)
  const found = all.filter((line) => {
    const folded = foldName(line.name, '')
    return words.every((word) => folded.includes(word))
  })
  return { lines: found.slice(0, 200), opened: all.length, isAll: all.length < mostSearched }
}

async function readLines(db: Db, vault: Vault, where: RawBuilder<unknown>, most: number): Promise<SignerLine[]> {
  const { rows } = await sql<{
    signatureId: string
    personId: string
    campaign_id: string
    sealed: Buffer
    contactId: string
    contactSealed: Buffer
    channel: 'mail' | 'sms'
    petition: string
    state: SignerLine['state']
    held: string | null
    language: 'en' | 'es'
    source: string
    at: Date
  }>`
    select signature.id as "signatureId", person.id as "personId", person.campaign_id, person.sealed, contact_point.id as "contactId", contact_point.sealed as "contactSealed",
      contact_point.channel, petition.slug as petition, signature.state, signature.held, signature.language, signature.source, signature.accepted_at as at
    from signature
    join petition on petition.id = signature.petition_id
    join person on person.id = signature.person_id
    join contact_point on contact_point.id = person.contact_id
    where signature.person_id is not null and ${where}
    order by signature.accepted_at desc, signature.id desc limit ${most}
  `.execute(db)
  return rows.map(({ campaign_id, sealed, contactId, contactSealed, channel, ...row }) => {
    const details = openPerson(vault, { id: row.personId, campaign_id, sealed })
    const contact = openContact(vault, { id: contactId, campaign_id, sealed: contactSealed })
    return {
      ...row,
      name: `${details.givenName} ${details.familyName}`.trim(),
      contact: maskContact(channel, contact),
      channel,
      place:
        details.country === 'abroad'
          ? 'abroad'
          : [stateOfZip(details.postalCode), details.postalCode].filter(Boolean).join(' '),
      at: row.at.toISOString(),
    }
  })
}
