import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import type { Db } from '#db/client'
import { countedDay } from '#db/counted-day'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { stateOfZip } from '~/geography/state-of-zip'
import type { Language } from '~/i18n/language'
import { linesOnPage, type Part, skippedLines, type TableState, withinPages } from '~/office/table/table-state'
import { foldName } from '~/people/fold-contact'
import { maskContact } from '~/people/mask-contact'
import { indexContact } from '~/people/signer-indexes.server'
import type { Keyring } from '~/vault/keyring'
import { openContact, openPerson, type Vault } from '~/vault/open.server'
import { inScopes, knownInScopes, maybeKnown, tagsInScopes } from './reach.server'
import type { Scope } from './scope'

const choice = z.string().trim().max(100).default('')

/** The filter of the list of signers; '' for any. */
export const signerFilter = z.object({
  petition: choice,
  language: choice,
  state: choice,
  source: choice,
  area: choice,
  /** A county's slug. */
  county: choice,
  day: choice.refine((text) => text === '' || isDay(text)),
  consent: choice,
  tag: choice,
  /** Ids of chosen people, comma-separated; `-` for nobody. */
  people: z
    .string()
    .max(20_000)
    .regex(/^[0-9a-f,-]*$/)
    .default(''),
})

export type SignerFilter = z.output<typeof signerFilter>

/** A filter as it was asked for. With a value that cannot be read it matches nobody: never everybody. */
export function readSignerFilter(fields: Record<string, string>): { filter: SignerFilter; isReadable: boolean } {
  const read = signerFilter.safeParse(fields)
  if (read.success) return { filter: read.data, isReadable: true }
  const unread = new Set(read.error.issues.map(({ path }) => path[0]))
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !unread.has(name)))
  return { filter: { ...signerFilter.parse(rest), people: '-' }, isReadable: false }
}

/** One line of the list: a signature and its signer, or somebody who signed nothing here, with the contact masked. */
export interface SignerLine {
  /** Of somebody without a signature: their own id. */
  signatureId: string
  personId: string
  name: string
  contact: string
  channel: 'mail' | 'sms'
  place: string
  /** Its title; of somebody without a signature the name of the campaign. */
  petition: string
  /** `news`: without a signature. */
  state: 'unconfirmed' | 'confirmed' | 'news'
  held: string | null
  language: 'en' | 'es'
  source: string
  at: string
  /** YYYY-MM-DD, as a sheet or a list says that they signed; null: it does not. */
  signedOn: string | null
}

/** Columns the list can be sorted by: none of them is sealed. */
export const sortableSigners = ['when', 'place', 'petition', 'state'] as const
type Sortable = (typeof sortableSigners)[number]

/** How many signatures a list holds at most: so many are counted and sorted each time. */
const mostListed = 10_000
/** How many names a search opens at most. */
const mostSearched = 20_000

/** A filter as a condition on `signature` and `petition`, for somebody who sees the signers in these scopes. */
export function matching(filter: SignerFilter, scopes: readonly Scope[]): RawBuilder<boolean> {
  return sql<boolean>`(${filter.petition} = '' or petition.slug = ${filter.petition})
    and (${filter.language} = '' or signature.language = ${filter.language}) and (${filter.source} = '' or signature.source = ${filter.source})
    and (${filter.area} = '' or signature.area = ${filter.area})
    and (${filter.county} = '' or signature.county = (select id from division where slug = ${filter.county}))
    and (${filter.state} = '' or signature.state = ${filter.state} or (${filter.state} = 'held' and signature.held is not null))
    and (${filter.day} = '' or ${countedDay('signature', 'accepted_at')} = nullif(${filter.day}, '')::date)
    and (${filter.consent} = '' or exists (select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id
      and consent.purpose = ${filter.consent} and consent.withdrawn_on is null))
    and (${filter.tag} = '' or exists (select from person_tag where person_tag.person_id = signature.person_id and person_tag.tag = ${filter.tag.toLowerCase()} and ${tagsInScopes(scopes)}))
    and (${filter.people} = '' or signature.person_id::text = any(string_to_array(${filter.people}, ',')))`
}

/**
 * People in these scopes without a signature in them, whom a filter finds, as a condition on `person`, its `campaign` and
 * `since`, when they were known first (`knownSince`). Filters about a signature find none of them.
 */
export function matchingKnown(filter: SignerFilter, scopes: readonly Scope[]): RawBuilder<boolean> {
  const { petition, area, state, consent } = filter
  if (petition !== '' || area !== '' || (state !== '' && state !== 'news') || consent === 'show_name')
    return sql<boolean>`false`
  const [way, scope] = consent === 'network' ? [null, 'network'] : [consent === 'email' ? 'mail' : consent, 'campaign']
  return sql<boolean>`${maybeKnown} and ${knownInScopes(scopes)}
    and not exists (select from signature join petition on petition.id = signature.petition_id where signature.person_id = person.id and ${inScopes(scopes)})
    and (${filter.language} = '' or person.language = ${filter.language})
    and (${filter.source} = '' or exists (select from imported_person where imported_person.person_id = person.id and imported_person.source = ${filter.source}))
    and (${filter.county} = '' or person.county = (select id from division where slug = ${filter.county}))
    and (${filter.day} = '' or site_day(since.at) = nullif(${filter.day}, '')::date)
    and (${consent} = '' or exists (select from subscription where subscription.person_id = person.id and subscription.scope = ${scope}
      and (${way}::text is null or subscription.channel = ${way}) and subscription.confirmed_on is not null and subscription.ended_on is null))
    and (${filter.tag} = '' or exists (select from person_tag where person_tag.person_id = person.id and person_tag.tag = ${filter.tag.toLowerCase()} and ${tagsInScopes(scopes)}))
    and (${filter.people} = '' or person.id::text = any(string_to_array(${filter.people}, ',')))`
}

/** A join on `person`: since when they are known, apart from what they signed. */
export const knownSince = sql`cross join lateral (select coalesce(min(at), person.created_on::timestamptz) as at from (
  select asked_at as at from subscription where subscription.person_id = person.id
  union all select imported_at from imported_person where imported_person.person_id = person.id) as known) as since`

/**
 * A page of signers, unsealed; usually the newest first. The list holds the newest 10,000 that match, or the oldest when it
 * is sorted by time upward; the rest is found by its filters.
 *
 * @returns `isCut`: more signatures match than the list holds
 */
export async function listSigners(
  db: Db,
  vault: Vault,
  {
    scopes,
    filter,
    table: asked,
    language,
  }: { scopes: Scope[]; filter: SignerFilter; table: TableState<Sortable>; language: Language },
): Promise<Part<SignerLine, Sortable> & { isCut: boolean }> {
  const isOldest = asked.sort === 'when' && !asked.isDown
  const direction = isOldest ? sql`asc` : sql`desc`
  // Each part by itself, so that the signatures are read in the order of their index.
  const listed = (most: number) => sql`select * from (
    (select signature.id, signature.accepted_at, signature.state, signature.held, signature.area, signature.county, petition.title, petition.slug
    from signature join petition on petition.id = signature.petition_id
    where signature.person_id is not null and ${inScopes(scopes)} and ${matching(filter, scopes)}
    order by signature.accepted_at ${direction}, signature.id ${direction} limit ${most})
    union all (select person.id, since.at, 'news', null, '', person.county, campaign.name, campaign.slug
    from person join campaign on campaign.id = person.campaign_id ${knownSince} where ${matchingKnown(filter, scopes)}
    order by since.at ${direction}, person.id ${direction} limit ${most})) as either
    order by accepted_at ${direction}, id ${direction} limit ${most}`
  const counted = await sql<{
    count: number
  }>`select count(*)::integer as count from (${listed(mostListed + 1)}) as listed`.execute(db)
  const found = counted.rows[0]!.count
  const count = Math.min(mostListed, found)
  const table = withinPages(asked, count)
  const skipped = skippedLines(table)
  const last = Math.min(count, skipped + linesOnPage)
  // In the order of the index, what comes behind the page need not be read.
  const isByTime = table.sort === '' || table.sort === 'when'
  const { rows } = await sql<{ id: string }>`
    select id from (${listed(isByTime ? last : count)}) as petition
    order by ${orderOf(table, language)} accepted_at ${direction}, id ${direction} limit ${last - skipped} offset ${skipped}
  `.execute(db)
  const ids = rows.map((row) => row.id)
  const lines = [
    ...(await readLines(db, vault, sql`signature.id = any(${ids}::uuid[])`, { most: linesOnPage, language })),
    ...(await readKnown(db, vault, sql`person.id = any(${ids}::uuid[])`, { most: linesOnPage, language })),
  ]
  const at = new Map(ids.map((id, index) => [id, index]))
  return {
    lines: lines.toSorted((one, two) => at.get(one.signatureId)! - at.get(two.signatureId)!),
    table,
    count,
    isCut: found > mostListed,
  }
}

/** On the columns of `listed`, which goes by the name of `petition`; ends in a comma. */
function orderOf({ sort, isDown }: TableState<Sortable>, language: Language): RawBuilder<unknown> {
  const direction = isDown ? sql`desc` : sql`asc`
  const columns: Record<Sortable | '', RawBuilder<unknown>> = {
    '': sql``,
    when: sql``,
    place: sql`nullif(area, '') ${direction} nulls last, county ${direction} nulls last,`,
    petition: sql`lower(${petitionTitle(language)}) ${direction}, slug,`,
    state: sql`case when held is not null then 2 when state = 'unconfirmed' then 1 when state = 'news' then 3 else 0 end ${direction},`,
  }
  return columns[sort]
}

/** How many people in these scopes can only be reached by phone. */
export async function countByPhone(db: Db, scopes: readonly Scope[]): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::integer as people from (
      select person.id from signature join petition on petition.id = signature.petition_id
        join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id
        where contact_point.channel = 'sms' and ${inScopes(scopes)}
      union select person.id from person join campaign on campaign.id = person.campaign_id join contact_point on contact_point.id = person.contact_id
        where contact_point.channel = 'sms' and ${maybeKnown} and ${knownInScopes(scopes)}) as phones
  `.execute(db)
  return rows[0]!.people
}

/** Everybody known by one address or number. Found by blind index, without unsealing anybody else. */
export async function findByContact(
  db: Db,
  keyring: Keyring,
  vault: Vault,
  scopes: readonly Scope[],
  { channel, contact, language }: { channel: 'mail' | 'sms'; contact: string; language: Language },
): Promise<SignerLine[]> {
  const { contactIndex } = indexContact(keyring, channel, contact)
  const isTheirs = sql`person.id in (
    select person.id from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id) where contact_point.blind_index = ${contactIndex})`
  const few = { most: 200, language }
  return [
    ...(await readLines(db, vault, sql`${inScopes(scopes)} and ${isTheirs}`, few)),
    ...(await readKnown(db, vault, sql`${isTheirs} and ${matchingKnown(anybody, scopes)}`, few)),
  ]
}

const anybody = signerFilter.parse({})

/** People whose name contains these words, among the newest 20,000 signatures; all of those are unsealed for it. */
export async function findByName(
  db: Db,
  vault: Vault,
  scopes: Scope[],
  { name, language }: { name: string; language: Language },
): Promise<{ lines: SignerLine[]; opened: number; isAll: boolean }> {
  const words = foldName(name, '').split(' ')
  const few = { most: mostSearched, language }
  const all = [
    ...(await readLines(db, vault, inScopes(scopes), few)),
    ...(await readKnown(db, vault, matchingKnown(anybody, scopes), few)),
  ]
    .toSorted((one, two) => (one.at < two.at ? 1 : -1))
    .slice(0, mostSearched)
  const found = all.filter((line) => {
    const folded = foldName(line.name, '')
    return words.every((word) => folded.includes(word))
  })
  return { lines: found.slice(0, 200), opened: all.length, isAll: all.length < mostSearched }
}

async function readLines(
  db: Db,
  vault: Vault,
  where: RawBuilder<unknown>,
  { most, language }: { most: number; language: Language },
): Promise<SignerLine[]> {
  const { rows } = await sql<SealedLine>`
    select signature.id as "signatureId", person.id as "personId", person.campaign_id, person.sealed, contact_point.id as "contactId", contact_point.sealed as "contactSealed",
      contact_point.channel, ${petitionTitle(language)} as petition, signature.state, signature.held, signature.language, signature.source, signature.accepted_at as at, signature.signed_on as "signedOn"
    from signature
    join petition on petition.id = signature.petition_id
    join person on person.id = signature.person_id
    join contact_point on contact_point.id = person.contact_id
    where signature.person_id is not null and ${where}
    order by signature.accepted_at desc, signature.id desc limit ${most}
  `.execute(db)
  return openLines(vault, rows)
}

/** @param where a condition on `person`, its `campaign` and `since` */
async function readKnown(
  db: Db,
  vault: Vault,
  where: RawBuilder<unknown>,
  { most, language }: { most: number; language: Language },
): Promise<SignerLine[]> {
  const { rows } = await sql<SealedLine>`
    select person.id as "signatureId", person.id as "personId", person.campaign_id, person.sealed, contact_point.id as "contactId", contact_point.sealed as "contactSealed",
      contact_point.channel, coalesce(nullif(campaign.name ->> ${language}, ''), campaign.slug) as petition, 'news' as state, null as held, person.language,
      coalesce((select source from imported_person where imported_person.person_id = person.id order by imported_at desc limit 1), '') as source, since.at, null as "signedOn"
    from person join campaign on campaign.id = person.campaign_id join contact_point on contact_point.id = person.contact_id ${knownSince}
    where ${where} order by since.at desc, person.id desc limit ${most}
  `.execute(db)
  return openLines(vault, rows)
}

interface SealedLine extends Omit<SignerLine, 'name' | 'contact' | 'place' | 'at'> {
  campaign_id: string
  sealed: Buffer
  contactId: string
  contactSealed: Buffer
  at: Date
}

function openLines(vault: Vault, rows: readonly SealedLine[]): SignerLine[] {
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
