import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { areaOf } from '~/jurisdictions/area'
import { oweMessages, type OwedMessage } from '~/outbox/owe-messages.server'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { signerMarks } from '~/people/signer-marks.server'
import { sealComment } from '~/vault/open.server'
import type { Arrival, Recording } from '~/worker/arrival'
import { recordConsents } from '~/people/record-consents.server'
import { isOpen, type Petition } from '~/petitions/petition'
import { petitionsById } from '~/petitions/petitions.server'
import { confirmSignatures, settle } from './confirm-signatures.server'
import { showNames } from './show-names.server'
import { addReceived, addToTallies, countedColumns, type Counted } from './tally.server'

/** A submission on its way to being a signature. */
export interface Signing extends Signer {
  petition: Petition
  area: string
  /** The likeliest county of the ZIP; never of a private signature. */
  county: string | null
  /** How it is confirmed: by mail, by text, or on paper. */
  way: Counted['channel']
  arrival: Arrival<'signature'>
  signatureId: string
}

/**
 * Turns opened submissions into signatures, each once.
 *
 * People, signatures, tallies and the messages we owe are written in the caller's transaction: all or none. The
 * unique keys of `signature` decide: a second submission of the same name and contact is `again` (the first stands;
 * only the mailbox is told, once a day), a third name on a contact is dropped, and so is what came after the close.
 *
 * @see OSDI Record Signature Helper
 */
export async function recordSignatures(recording: Recording, arrivals: Arrival<'signature'>[]): Promise<void> {
  const petitions = await petitionsById(recording.trx, arrivals.map((arrival) => arrival.submission.petitionId))
  const signings = arrivals.flatMap((arrival) => signingOf(recording, petitions, arrival))
  const earlier = await findEarlier(recording, signings)
  const fresh = firstOfEach(signings.filter((signing) => !earlier.has(keyOf(signing))))

  await rememberPeople(recording, fresh)
  const recorded = await insertSignatures(recording, fresh)
  await recordConsents(recording.trx, recorded)
  await oweMessages(
    recording.trx,
    recording.keyring,
    [...recorded.map(owedConfirmation), ...signings.flatMap((signing) => owedAgain(signing, earlier.get(keyOf(signing))))],
    arrivals[0]!.at,
  )
  // Last, because every batch counts in the same rows, and holds them until its end.
  await addReceived(recording.trx, recorded)
}

/**
 * Signs for somebody who has answered three questions by text: the text itself proves their number, so that it counts
 * at once, and the thanks are the receipt.
 *
 * @returns `again`: it stood confirmed already; `refused`: closed, or a third name on a phone
 */
export async function recordTextedSignature(recording: Recording, arrival: Arrival<'signature'>): Promise<'recorded' | 'again' | 'refused'> {
  const petitions = await petitionsById(recording.trx, [arrival.submission.petitionId])
  const signings = signingOf(recording, petitions, arrival)
  const earlier = [...(await findEarlier(recording, signings)).values()][0]
  if (earlier) return (await confirmSignatures(recording, [earlier.signatureId], arrival.at)).length > 0 ? 'recorded' : 'again'
  await rememberPeople(recording, signings)
  const recorded = await insertSignatures(recording, signings)
  if (recorded.length === 0) return 'refused'
  await recordConsents(recording.trx, recorded)
  await addReceived(recording.trx, recorded)
  await confirmSignatures(recording, recorded.map((signing) => signing.signatureId), arrival.at)
  return 'recorded'
}

/** What became of one line of a list that was signed on paper. */
export type PaperOutcome = { outcome: 'recorded'; signatureId: string } | { outcome: 'again' | 'opted-out' | 'refused' }

/**
 * Records what was signed on paper: as `recordSignatures`, but counted at once, since the hand is the confirmation, and
 * nobody is written to. Whoever has opted out stays out.
 *
 * @returns what became of each arrival, by its id; `refused`: closed, or a third name on a contact
 */
export async function recordPaperSignatures(recording: Recording, arrivals: Arrival<'signature'>[]): Promise<Map<string, PaperOutcome>> {
  const { trx } = recording
  const petitions = await petitionsById(trx, arrivals.map((arrival) => arrival.submission.petitionId))
  const signings = arrivals.flatMap((arrival) => signingOf(recording, petitions, arrival, 'paper'))
  const optedOut = await optedOutAmong(trx, signings)
  const welcome = signings.filter((signing) => !optedOut.has(signing.contactIndex.toString('base64')))
  const earlier = await findEarlier(recording, welcome)
  const fresh = firstOfEach(welcome.filter((signing) => !earlier.has(keyOf(signing))))
  await rememberPeople(recording, fresh)
  const recorded = await insertSignatures(recording, fresh)
  await recordConsents(trx, recorded)
  await addReceived(trx, recorded)
  await countPaper(recording, recorded)
  const ids = new Map(recorded.map((signing) => [signing.arrival.id, signing.signatureId]))
  return new Map(
    arrivals.map(({ id }): [string, PaperOutcome] => {
      const signing = signings.find((one) => one.arrival.id === id)
      if (ids.has(id)) return [id, { outcome: 'recorded', signatureId: ids.get(id)! }]
      if (!signing) return [id, { outcome: 'refused' }]
      if (optedOut.has(signing.contactIndex.toString('base64'))) return [id, { outcome: 'opted-out' }]
      return [id, { outcome: earlier.has(keyOf(signing)) || !fresh.includes(signing) ? 'again' : 'refused' }]
    }),
  )
}

async function optedOutAmong(trx: Recording['trx'], signings: Signing[]): Promise<Set<string>> {
  const { rows } = await sql<{ blind_index: Buffer }>`select blind_index from suppression where blind_index = any(${signings.map((signing) => signing.contactIndex)}::bytea[])`.execute(trx)
  return new Set(rows.map((row) => row.blind_index.toString('base64')))
}

async function countPaper(recording: Recording, recorded: Signing[]): Promise<void> {
  if (recorded.length === 0) return
  const { trx } = recording
  const ids = recorded.map((signing) => signing.signatureId)
  const { rows } = await sql<Counted>`
    update signature set state = 'confirmed', confirmed_at = accepted_at where id = any(${ids}::uuid[]) returning ${countedColumns('signature')}
  `.execute(trx)
  await addToTallies(trx, rows, { received: 0, confirmed: 1 }, recorded[0]!.arrival.at)
  await showNames(recording, ids)
  await settle(recording, rows.map((row) => row.petitionId), recorded[0]!.arrival.at)
}

function signingOf({ keyring, vault }: Recording, petitions: Map<string, Petition>, arrival: Arrival<'signature'>, way?: 'paper'): Signing[] {
  const { submission } = arrival
  const petition = petitions.get(submission.petitionId)
  if (!petition || !isOpen(petition, arrival.at)) return []
  const keys = vault.byCampaign.get(petition.campaignId)
  if (!keys) throw new Error(`no vault key for campaign ${petition.campaignId}`)
  if (!keys.tokenKey) return []
  const marks = signerMarks(keyring, keys.tokenKey, submission)
  return [
    {
      ...marks,
      ...notYetRemembered,
      petition,
      keys,
      arrival,
      way: way ?? marks.channel,
      area: areaOf(submission.postalCode, submission.country),
      county: null,
      details: submission,
      signatureId: randomUUID(),
    },
  ]
}

/** What is known of a signature that stands already. */
interface Earlier {
  signatureId: string
  state: 'unconfirmed' | 'confirmed'
  personId: string | null
  contactId: string | null
  proven: boolean
}

async function findEarlier({ trx }: Recording, signings: Signing[]): Promise<Map<string, Earlier>> {
  const rows = await sql<Earlier & { petitionId: string; contactToken: Buffer; nameToken: Buffer }>`
    select signature.id as "signatureId", signature.state, signature.petition_id as "petitionId",
      signature.contact_token as "contactToken", signature.name_token as "nameToken",
      person.id as "personId", person.contact_id as "contactId", contact_point.proven_on is not null as proven
    from unnest(${signings.map((signing) => signing.petition.id)}::uuid[], ${signings.map((signing) => signing.contactToken)}::bytea[],
      ${signings.map((signing) => signing.nameToken)}::bytea[]) as wanted (petition_id, contact_token, name_token)
    join signature using (petition_id, contact_token, name_token)
    left join person on person.id = signature.person_id
    left join contact_point on contact_point.id = person.contact_id
  `.execute(trx)
  return new Map(rows.rows.map((row) => [keyOf({ petition: { id: row.petitionId }, ...row }), row]))
}

/** Seat one for the first name on a contact, seat two for the second; a third finds no seat. */
async function insertSignatures(recording: Recording, fresh: Signing[]): Promise<Signing[]> {
  await findCounties(recording, fresh)
  const seated = await insertInSeat(recording, fresh, 1)
  const standing = fresh.filter((signing) => !seated.has(signing.signatureId))
  const seatedSecond = standing.length > 0 ? await insertInSeat(recording, standing, 2) : new Set<string>()
  return fresh.filter((signing) => seated.has(signing.signatureId) || seatedSecond.has(signing.signatureId))
}

/** A private signature keeps no county: in a small one, with day and language, that could be somebody. */
async function findCounties({ trx }: Recording, signings: Signing[]): Promise<void> {
  const open = signings.filter(({ arrival: { submission } }) => !submission.isPrivate && submission.country === 'US')
  if (open.length === 0) return
  const { rows } = await sql<{ zip: string; county: string }>`
    select zip, counties[1] as county from zip_code where zip = any(${[...new Set(open.map(({ arrival }) => arrival.submission.postalCode))]}::text[]) and cardinality(counties) > 0
  `.execute(trx)
  const counties = new Map(rows.map(({ zip, county }) => [zip, county]))
  for (const signing of open) signing.county = counties.get(signing.arrival.submission.postalCode) ?? null
}

async function insertInSeat({ trx }: Recording, signings: Signing[], seat: 1 | 2): Promise<Set<string>> {
  if (signings.length === 0) return new Set()
  const column = <T>(value: (signing: Signing) => T) => signings.map(value)
  const comment = ({ keys, signatureId, arrival }: Signing) =>
    arrival.submission.comment ? sealComment(keys, signatureId, arrival.submission.comment) : null
  const { rows } = await sql<{ id: string }>`
    insert into signature (id, petition_id, person_id, contact_token, name_token, held, is_private, area, county, language, source,
      sealed_comment, accepted_at, channel, seat, state)
    select *, ${seat}::smallint, 'unconfirmed' from unnest(
      ${column((signing) => signing.signatureId)}::uuid[],
      ${column((signing) => signing.petition.id)}::uuid[],
      ${column((signing) => signing.personId)}::uuid[],
      ${column((signing) => signing.contactToken)}::bytea[],
      ${column((signing) => signing.nameToken)}::bytea[],
      ${column((signing) => signing.arrival.held)}::text[],
      ${column((signing) => signing.arrival.submission.isPrivate)}::boolean[],
      ${column((signing) => signing.area)}::text[],
      ${column((signing) => signing.county)}::text[],
      ${column((signing) => signing.arrival.submission.language)}::text[],
      ${column((signing) => signing.arrival.submission.source)}::text[],
      ${column(comment)}::bytea[],
      ${column((signing) => signing.arrival.at)}::timestamptz[],
      ${column((signing) => signing.way)}::text[])
    on conflict do nothing
    returning id
  `.execute(trx)
  return new Set(rows.map((row) => row.id))
}

function owedConfirmation(signing: Signing): OwedMessage {
  return {
    ...messageTo(signing, signing.contactId, signing.personId, signing.signatureId, signing.proven),
    template: 'confirm-signature',
    onceKey: `confirm-signature ${signing.signatureId}`,
  }
}

function owedAgain(signing: Signing, earlier: Earlier | undefined): OwedMessage[] {
  if (!earlier?.contactId || !earlier.personId) return []
  const template = earlier.state === 'confirmed' ? ('already-signed' as const) : ('confirm-signature' as const)
  const day = signing.arrival.at.toISOString().slice(0, 10)
  return [
    {
      ...messageTo(signing, earlier.contactId, earlier.personId, earlier.signatureId, earlier.proven),
      template,
      onceKey: `${template} again ${earlier.signatureId} ${day}`,
    },
  ]
}

function messageTo(signing: Signing, contactId: string, personId: string, signatureId: string, proven: boolean) {
  const { channel, contactIndex: blindIndex, petition, arrival } = signing
  return { channel, language: arrival.submission.language, contactId, blindIndex, proven, personId, signatureId, petitionId: petition.id }
}

function keyOf(signing: { petition: { id: string }; contactToken: Buffer; nameToken: Buffer }): string {
  return `${signing.petition.id} ${signing.contactToken.toString('base64')} ${signing.nameToken.toString('base64')}`
}

/** Of a double click, the first. */
function firstOfEach(signings: Signing[]): Signing[] {
  return [...new Map(signings.map((signing) => [keyOf(signing), signing] as const).reverse()).values()].reverse()
}
