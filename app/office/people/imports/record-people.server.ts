import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { siteDay } from '#db/site-day'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { signerIndexes } from '~/people/signer-indexes.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import { type CampaignKeys, keysOf, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type Standing, standingOf } from './check-people.server'
import type { ListedPerson } from './person-row'

interface Arriving extends Signer {
  line: number
  person: ListedPerson
  isNew: boolean
  wasAsked: boolean
}

/** What came of a line. `known`: somebody had the contact already, and their record was added to. */
export interface PersonRecorded {
  line: number
  outcome: 'recorded' | 'known' | 'opted-out'
  personId: string | null
}

/** A list of people of a campaign. */
export interface PeopleList {
  id: string
  campaignId: string
  askedBy: string
  /** The day of the evidence for the whole list; null without. */
  evidenceOn: string | null
}

/**
 * Records people of a list who sign nothing by it. Whoever is known by the contact is not doubled. Consent with evidence
 * begins their news at once, but brings back nothing that they have ended; without it one mail asks them, once, and nothing
 * else is sent until they answer. Nobody is asked by text.
 */
export async function recordPeople(
  recording: RecordContext,
  list: PeopleList,
  lines: readonly { line: number; person: ListedPerson }[],
  now: Date,
): Promise<PersonRecorded[]> {
  const { trx, vault } = recording
  const keys = keysOf(vault, list.campaignId)
  const all = lines.map(({ line, person }) => arriving(recording, keys, { line, person }, now))
  const standing = await standingOf(
    trx,
    list.campaignId,
    all.map(({ contactIndex }) => contactIndex),
  )
  const standingAt = ({ contactIndex }: Arriving): Standing | undefined => standing.get(contactIndex.toString('base64'))
  const welcome = all.filter((one) => !standingAt(one)?.isStopped)
  for (const one of welcome) one.wasAsked = standingAt(one)?.wasAsked ?? false
  await findKnown(recording, list.campaignId, welcome)
  await rememberPeople(recording, firstOfContact(welcome.filter(({ personId }) => personId === '')))
  await findKnown(recording, list.campaignId, welcome)
  await keepListed(recording, keys, list, welcome, now)
  await beginNews(recording, list, welcome, now)
  await askByMail(recording, list, welcome, now)
  await keepComments(recording, keys, list, welcome, now)
  const ids = new Map(welcome.map((one) => [one.line, one]))
  return all.map(({ line }) => {
    const one = ids.get(line)
    if (!one) return { line, outcome: 'opted-out', personId: null }
    return { line, outcome: one.isNew ? 'recorded' : 'known', personId: one.personId }
  })
}

function arriving(
  { keyring }: RecordContext,
  keys: CampaignKeys,
  { line, person }: { line: number; person: ListedPerson },
  now: Date,
): Arriving {
  const { givenName, familyName, email, phone, postalCode, language } = person
  if (!keys.tokenKey) throw new Error(`campaign ${keys.campaignId} has no token key`)
  return {
    ...signerIndexes(keyring, keys.tokenKey, { givenName, familyName, email, phone }),
    ...notYetRemembered,
    keys,
    details: { givenName, familyName, postalCode, country: 'US', language },
    arrival: { at: now },
    line,
    person,
    isNew: true,
    wasAsked: false,
  }
}

/** Finds whoever is known on each contact: first those of the same name. */
async function findKnown({ trx }: RecordContext, campaignId: string, people: Arriving[]): Promise<void> {
  const { rows } = await sql<{ place: number; personId: string; contactId: string }>`
    select distinct on (place) place::integer, person.id as "personId", contact_point.id as "contactId"
    from unnest(${people.map(({ contactIndex }) => contactIndex)}::bytea[], ${people.map(({ nameIndex }) => nameIndex)}::bytea[]) with ordinality as wanted (blind_index, name_index, place)
    join contact_point on contact_point.campaign_id = ${campaignId} and contact_point.blind_index = wanted.blind_index
    join person on contact_point.id in (person.contact_id, person.other_contact_id)
    order by place, person.name_index = wanted.name_index desc, person.contact_id = contact_point.id desc, person.created_on, person.id
  `.execute(trx)
  for (const { place, ...known } of rows) {
    const one = people[place - 1]!
    if (one.personId === '' && one.contactId === '') one.isNew = false
    Object.assign(one, known)
  }
}

function firstOfContact(people: Arriving[]): Arriving[] {
  const first = new Map<string, Arriving>()
  for (const one of people) {
    const key = one.contactIndex.toString('base64')
    if (!first.has(key)) first.set(key, one)
    else one.isNew = false
  }
  return [...first.values()]
}

async function keepListed(
  { trx }: RecordContext,
  keys: CampaignKeys,
  { id }: PeopleList,
  people: Arriving[],
  now: Date,
) {
  const seals = people.map(({ personId, person: { how, agreedOn } }) =>
    how === ''
      ? null
      : sealText(keys, sealedAs('imported_person', id, personId), agreedOn ? `${how} (${agreedOn})` : how),
  )
  await sql`
    insert into imported_person (batch_id, person_id, is_new, source, sealed, imported_at)
    select ${id}, person_id, is_new, source, sealed, ${now}
    from unnest(${people.map((one) => one.personId)}::uuid[], ${people.map((one) => one.isNew)}::boolean[], ${people.map(({ person }) => person.source)}::text[], ${seals}::bytea[]) as given (person_id, is_new, source, sealed)
    on conflict (batch_id, person_id) do nothing
  `.execute(trx)
}

/** By ways that they agreed to with evidence. Nothing that they have ended, or stopped at that contact, begins again. */
async function beginNews({ trx }: RecordContext, list: PeopleList, people: Arriving[], now: Date): Promise<void> {
  const agreed = people.flatMap(({ personId, person }) =>
    (['mail', 'sms'] as const)
      .filter((channel) => person.agreesTo[channel])
      .map((channel) => ({
        personId,
        channel,
        language: person.language,
        on: person.agreedOn ?? list.evidenceOn,
      })),
  )
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select distinct on (given.person_id, given.channel) gen_random_uuid(), given.person_id, given.channel, 'campaign', 'list', given.language, coalesce(given.given_on, ${siteDay(now)}), 'import', ${pageOf(list)}, ${now}::timestamptz, ${siteDay(now)}::date
    from unnest(${agreed.map((one) => one.personId)}::uuid[], ${agreed.map((one) => one.channel)}::text[], ${agreed.map((one) => one.language)}::text[], ${agreed.map((one) => one.on)}::date[]) as given (person_id, channel, language, given_on)
    where not exists (select from subscription as ended where ended.person_id = given.person_id and ended.channel = given.channel and ended.scope = 'campaign' and ended.ended_on is not null)
      and exists (select from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) where person.id = given.person_id and contact_point.channel = given.channel
        and not exists (select from suppression where suppression.blind_index = contact_point.blind_index)
        and not exists (select from campaign_stop where campaign_stop.campaign_id = contact_point.campaign_id and campaign_stop.blind_index = contact_point.blind_index))
    order by given.person_id, given.channel
    on conflict (person_id, channel, scope) where ended_on is null do nothing
  `.execute(trx)
}

/** One mail to confirm, to those whose consent nobody can show. */
async function askByMail(recording: RecordContext, list: PeopleList, people: Arriving[], now: Date): Promise<void> {
  const { trx } = recording
  const toAsk = people.filter(
    ({ person, wasAsked, channel }) => channel === 'mail' && !person.agreesTo.mail && person.mayAsk && !wasAsked,
  )
  const { rows } = await sql<{ id: string; personId: string }>`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at)
    select distinct on (person_id) id, person_id, 'mail', 'campaign', 'list', language, ${siteDay(now)}::date, 'import', ${pageOf(list)}, ${now}::timestamptz
    from unnest(${toAsk.map(() => randomUUID())}::uuid[], ${toAsk.map((one) => one.personId)}::uuid[], ${toAsk.map(({ person }) => person.language)}::text[]) as given (id, person_id, language)
    on conflict (person_id, channel, scope) where ended_on is null do nothing returning id, person_id as "personId"
  `.execute(trx)
  const asked = new Map(rows.map(({ id, personId }) => [personId, id]))
  const messages = toAsk.flatMap(({ personId, contactId, contactIndex: blindIndex, proven, person: { language } }) => {
    const id = asked.get(personId)
    asked.delete(personId)
    return id
      ? [
          {
            language,
            contactId,
            blindIndex,
            proven,
            personId,
            channel: 'mail' as const,
            template: 'confirm-news' as const,
            isAgain: false,
            signatureId: null,
            petitionId: null,
            onceKey: `confirm-news ${id}`,
          },
        ]
      : []
  })
  if (messages.length > 0) await enqueueMessages(trx, recording.keyring, messages, now)
}

async function keepComments(
  { trx }: RecordContext,
  keys: CampaignKeys,
  { id, askedBy }: PeopleList,
  people: Arriving[],
  now: Date,
) {
  const notes = people.flatMap(({ personId, person: { comment } }) => (comment ? [{ personId, comment }] : []))
  if (notes.length === 0) return
  const { rows } = await sql<{ personId: string; noteId: string }>`
    select person_id as "personId", ${noteOf(id)} as "noteId" from unnest(${notes.map((one) => one.personId)}::uuid[]) as given (person_id)
  `.execute(trx)
  const ids = new Map(rows.map(({ personId, noteId }) => [personId, noteId]))
  await trx
    .insertInto('person_note')
    .values(
      notes.map(({ personId, comment }) => ({
        id: ids.get(personId)!,
        person_id: personId,
        sealed: sealText(keys, sealedAs('person_note', ids.get(personId)!), comment),
        written_by: askedBy,
        written_at: now,
      })),
    )
    .onConflict((on) => on.doNothing())
    .execute()
}

/** The id of the note that a list left with a person, in SQL on `person_id`: by it, the note goes when the list is undone. */
export const noteOf = (listId: string) => sql<string>`md5('note ' || ${listId}::text || ' ' || person_id::text)::uuid`

/** The page that a subscription says it came from. */
export const pageOf = ({ id }: { id: string }) => `imports/${id}`
