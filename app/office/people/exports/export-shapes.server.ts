import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { tagsInScopes } from '~/office/people/reach.server'
import type { Scope } from '~/office/people/scope'
import { knownSince } from '~/office/people/signers.server'
import { sourceName } from '~/office/share/source-name'
import { wallClock } from '~/ui/page/zoned-time'
import { openContact, openPerson, type Vault } from '~/vault/open.server'
import { phoneCell } from './phone-cell'

const rowsAtOnce = 1_000

/** Who is in an export. */
export interface Which {
  /** A condition on `signature` and `petition`. */
  signatures: RawBuilder<boolean>
  /** People without one of these: a condition on `person`, `campaign` and `since`. */
  known: RawBuilder<boolean>
}

/** What an export is read from. */
interface Source {
  db: Db
  vault: Vault
  which: Which
  scopes: readonly Scope[]
  language: Language
}

interface Shape {
  /** Whether a byte order mark goes first, by which Excel recognizes UTF-8. */
  bom: boolean
  headings(language: Language): string[]
  /** How many rows there will be. */
  count(db: Db, which: Which): Promise<number>
  /** The rows a thousand at a time, so that memory does not grow with their number. */
  pages(source: Source): AsyncGenerator<ExportPage>
}

/** Rows of an export as cells, and the ids of the people in them. */
interface ExportPage {
  rows: string[][]
  personIds: string[]
}

/** `people`: one row for each signature, and for each person without one. `texts`: one row for each phone that agreed to texts, as texting tools read it. */
export const exportShapes = {
  people: { bom: true, headings: peopleHeadings, count: countPeople, pages: people },
  // The headings that Spoke asks for; other tools let one choose the columns. Without a byte order mark, or the first
  // heading is not recognized.
  texts: {
    bom: false,
    headings: () => ['firstName', 'lastName', 'cell', 'zip', 'language'],
    count: countPhones,
    pages: phones,
  },
} satisfies Record<string, Shape>

export type ExportShape = keyof typeof exportShapes

export function isExportShape(text: unknown): text is ExportShape {
  return typeof text === 'string' && Object.hasOwn(exportShapes, text)
}

const columns = [
  'given',
  'family',
  'email',
  'phone',
  'zip',
  'city',
  'county',
  'petition',
  'state',
  'language',
  'signed',
  'confirmed',
  'source',
  'mayMail',
  'mayText',
  'showsName',
  'tags',
] as const

function peopleHeadings(language: Language): string[] {
  const t = translator(language)
  return columns.map((name) => t(`office.exports.columns.${name}`))
}

async function countPeople(db: Db, { signatures: which, known }: Which): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select ((select count(*) from signature join petition on petition.id = signature.petition_id where signature.person_id is not null and ${which})
      + (select count(*) from person join campaign on campaign.id = person.campaign_id ${knownSince} where ${known}))::integer as rows
  `.execute(db)
  return rows[0]!.rows
}

interface SealedContact {
  id: string
  channel: 'mail' | 'sms'
  /** Base64. */
  sealed: string
}

/** A signature, or a person without one. */
interface SignatureRow {
  signatureId: string
  at: Date
  /** YYYY-MM-DD, as a sheet or a list says; null: it does not. */
  signedOn: string | null
  confirmedAt: Date | null
  personId: string
  campaign_id: string
  sealed: Buffer
  contacts: SealedContact[]
  petition: Bilingual | null
  timeZone: string
  county: string | null
  state: 'unconfirmed' | 'confirmed' | 'news'
  held: string | null
  language: string
  source: string
  /** What organizers call a code of their own; null for others. */
  sourceName: string | null
  consents: string[]
  tags: string[]
}

async function* people(source: Source): AsyncGenerator<ExportPage> {
  yield* rowsOf(source, readSignatures)
  yield* rowsOf(source, readKnown)
}

async function* rowsOf(
  { db, vault, which, scopes, language }: Source,
  read: typeof readSignatures,
): AsyncGenerator<ExportPage> {
  const t = translator(language)
  const yes = (is: boolean) => (is ? t('office.exports.yes') : '')
  let after: { at: Date; id: string } | null = null
  for (;;) {
    const rows = await read(db, { which, scopes }, after)
    if (rows.length === 0) return
    const people = rows.map((row) =>
      openPerson(vault, { id: row.personId, campaign_id: row.campaign_id, sealed: row.sealed }),
    )
    const cities = await citiesOf(
      db,
      people.map((person) => person.postalCode),
    )
    const cells = rows.map((row, index) => {
      const person = people[index]!
      const moment = (at: Date) => Object.values(wallClock(row.timeZone, at)).join(' ')
      return [
        person.givenName,
        person.familyName,
        contactOf(vault, row, 'mail'),
        phoneCell(contactOf(vault, row, 'sms')),
        person.postalCode,
        cities.get(person.postalCode) ?? '',
        row.county ?? '',
        row.petition?.[language] ?? '',
        t(`office.exports.signatures.${row.held ? 'held' : row.state}`),
        row.language,
        row.signedOn ?? moment(row.at),
        row.confirmedAt ? moment(row.confirmedAt) : '',
        row.sourceName ?? sourceName(t, row.source),
        yes(row.consents.includes('email')),
        yes(row.consents.includes('sms')),
        yes(row.consents.includes('show_name')),
        row.tags.join(', '),
      ]
    })
    yield { rows: cells, personIds: rows.map((row) => row.personId) }
    const last: SignatureRow = rows.at(-1)!
    after = { at: last.at, id: last.signatureId }
  }
}

async function readSignatures(
  db: Db,
  { which, scopes }: Pick<Source, 'which' | 'scopes'>,
  after: { at: Date; id: string } | null,
): Promise<SignatureRow[]> {
  const { rows } = await sql<SignatureRow>`
    select signature.id as "signatureId", signature.accepted_at as at, signature.signed_on as "signedOn", signature.confirmed_at as "confirmedAt", person.id as "personId", person.campaign_id, person.sealed,
      petition.title as petition, petition.time_zone as "timeZone", division.name as county, signature.state, signature.held, signature.language, signature.source,
      (select name from source_code where source_code.petition_id = petition.id and source_code.code = signature.source) as "sourceName",
      ${sealedContacts()} as contacts,
      array(select purpose from consent where consent.person_id = person.id and consent.petition_id = petition.id and withdrawn_on is null order by purpose) as consents,
      array(select tag from person_tag where person_tag.person_id = person.id and ${tagsInScopes(scopes)} order by tag) as tags
    from signature join petition on petition.id = signature.petition_id join person on person.id = signature.person_id
      left join division on division.id = signature.county
    where signature.person_id is not null and ${which.signatures} and (${after === null} or (signature.accepted_at, signature.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by signature.accepted_at, signature.id limit ${rowsAtOnce}
  `.execute(db)
  return rows
}

/** People without a signature, each with the day on which they asked, or came with a list. */
async function readKnown(
  db: Db,
  { which, scopes }: Pick<Source, 'which' | 'scopes'>,
  after: { at: Date; id: string } | null,
): Promise<SignatureRow[]> {
  const live = (column: RawBuilder<unknown>) => sql`select ${column} from subscription
    where subscription.person_id = person.id and subscription.scope = 'campaign' and subscription.ended_on is null and subscription.confirmed_on is not null`
  const { rows } = await sql<SignatureRow>`
    select person.id as "signatureId", since.at, null as "signedOn", null::timestamptz as "confirmedAt", person.id as "personId", person.campaign_id, person.sealed,
      null as petition, member_group.time_zone as "timeZone", division.name as county, 'news' as state, null as held, person.language,
      coalesce((select source from imported_person where imported_person.person_id = person.id order by imported_at desc limit 1), '') as source,
      ${sealedContacts()} as contacts, array(${live(sql`case channel when 'mail' then 'email' else 'sms' end`)} order by 1) as consents,
      array(select tag from person_tag where person_tag.person_id = person.id and ${tagsInScopes(scopes)} order by tag) as tags
    from person join campaign on campaign.id = person.campaign_id join member_group on member_group.id = campaign.group_id
      left join division on division.id = person.county ${knownSince}
    where ${which.known} and (${after === null} or (since.at, person.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by since.at, person.id limit ${rowsAtOnce}
  `.execute(db)
  return rows
}

/** People who agreed to texts with a confirmed signature, or get the campaign's by text, and did not say stop since, as a condition on `person`. */
function mayBeTexted({ signatures: which, known }: Which): RawBuilder<boolean> {
  return sql<boolean>`
    (exists (select from signature join petition on petition.id = signature.petition_id
        join consent on consent.person_id = signature.person_id and consent.petition_id = petition.id and consent.purpose = 'sms' and consent.withdrawn_on is null
      where signature.person_id = person.id and signature.state = 'confirmed' and signature.held is null and ${which})
      or exists (select from campaign ${knownSince} join subscription on subscription.person_id = person.id and subscription.channel = 'sms' and subscription.scope = 'campaign'
          and subscription.ended_on is null and subscription.confirmed_on is not null where campaign.id = person.campaign_id and ${known}))
    and exists (select from contact_point where contact_point.id in (person.contact_id, person.other_contact_id) and channel = 'sms'
      and not exists (select from suppression where suppression.blind_index = contact_point.blind_index))`
}

async function countPhones(db: Db, which: Which): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(distinct phone.blind_index)::integer as rows from person ${withPhone} where ${mayBeTexted(which)}
  `.execute(db)
  return rows[0]!.rows
}

/** A person with the number that a text would go to; two people may share one. */
const withPhone = sql`join contact_point as phone on phone.id in (person.contact_id, person.other_contact_id) and phone.channel = 'sms'`

interface PhoneRow {
  number: string
  personId: string
  campaign_id: string
  sealed: Buffer
  contacts: SealedContact[]
  language: string
}

/** Each number once, with the name of one who may be texted at it. */
async function* phones({ db, vault, which }: Source): AsyncGenerator<ExportPage> {
  let after: string | null = null
  for (;;) {
    const { rows }: { rows: PhoneRow[] } = await sql<PhoneRow>`
      select distinct on (phone.blind_index) encode(phone.blind_index, 'hex') as number, person.id as "personId", person.campaign_id, person.sealed, person.language, ${sealedContacts()} as contacts
      from person ${withPhone} where (${after === null} or phone.blind_index > decode(${after}::text, 'hex')) and ${mayBeTexted(which)}
      order by phone.blind_index, person.id limit ${rowsAtOnce}
    `.execute(db)
    if (rows.length === 0) return
    const cells = rows.map((row) => {
      const person = openPerson(vault, { id: row.personId, campaign_id: row.campaign_id, sealed: row.sealed })
      return [
        person.givenName,
        person.familyName,
        phoneCell(contactOf(vault, row, 'sms')),
        person.postalCode,
        row.language,
      ]
    })
    yield { rows: cells, personIds: rows.map((row) => row.personId) }
    after = rows.at(-1)!.number
  }
}

function sealedContacts(): RawBuilder<SealedContact[]> {
  return sql`(select jsonb_agg(jsonb_build_object('id', id, 'channel', channel, 'sealed', encode(contact_point.sealed, 'base64'))) from contact_point
    where id in (person.contact_id, person.other_contact_id))`
}

function contactOf(
  vault: Vault,
  { campaign_id, contacts }: { campaign_id: string; contacts: SealedContact[] },
  channel: 'mail' | 'sms',
): string {
  const found = contacts.find((one) => one.channel === channel)
  if (!found) return ''
  return openContact(vault, { id: found.id, campaign_id, sealed: Buffer.from(found.sealed, 'base64') })
}

async function citiesOf(db: Db, zips: string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('zip_code')
    .select(['zip', 'city'])
    .where('zip', 'in', [...new Set(zips), ''])
    .execute()
  return new Map(rows.map(({ zip, city }) => [zip, city]))
}
