import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { sweepPeople } from '~/people/sweep-people.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { isPaused } from '~/queue/outbox/switches.server'
import { sealComment } from '~/vault/open.server'
import { askedAt } from './asked-at'
import { deleteSignatures } from './forget-signatures.server'
import type { Signing } from './signing.server'

/** Hours from when we asked for its confirmation, after which a name gives way to another one on the same contact. */
const hoursToConfirm = 24

/**
 * Seat one for the first name on a contact, seat two for the second. A third gets the seat of one that has waited a day
 * for its confirmation, so that names somebody made up keep nobody away for long; else it finds no seat.
 *
 * @returns those that found one
 */
export async function insertSignatures(recording: RecordContext, fresh: Signing[]): Promise<Signing[]> {
  await findCounties(recording, fresh)
  const seated = await insertInSeats(recording, fresh)
  const standing = fresh.filter((signing) => !seated.has(signing.signatureId))
  if (standing.length > 0) {
    const { contactIds } = await clearSeats(recording, standing)
    for (const id of await insertInSeats(recording, standing)) seated.add(id)
    await sweepPeople(recording.trx, contactIds)
  }
  return fresh.filter((signing) => seated.has(signing.signatureId))
}

async function insertInSeats(recording: RecordContext, signings: Signing[]): Promise<Set<string>> {
  const seated = await insertInSeat(recording, signings, 1)
  const standing = signings.filter((signing) => !seated.has(signing.signatureId))
  for (const id of await insertInSeat(recording, standing, 2)) seated.add(id)
  return seated
}

/**
 * Deletes the signature that has waited longest on the contact of each that found no seat. Skips whoever is confirming at
 * this moment, and contacts on which this very name stands: there is no seat to find. Under a legal hold nothing gives way.
 */
async function clearSeats(recording: RecordContext, standing: Signing[]): ReturnType<typeof deleteSignatures> {
  const { trx } = recording
  const ids = (await isPaused(trx, 'legal-hold')) ? [] : await lockGivingWay(trx, standing)
  return deleteSignatures(recording, ids, standing[0]!.arrival.at)
}

async function lockGivingWay(trx: Trx, standing: Signing[]): Promise<string[]> {
  const column = <T>(value: (signing: Signing) => T) => standing.map(value)
  const { rows } = await sql<{ id: string }>`
    select distinct waiting.id
    from unnest(
      ${column((signing) => signing.petition.id)}::uuid[],
      ${column((signing) => signing.contactToken)}::bytea[],
      ${column((signing) => signing.nameToken)}::bytea[],
      ${column((signing) => signing.arrival.at)}::timestamptz[]) as given (petition_id, contact_token, name_token, at)
    cross join lateral (
      select signature.id from signature
      where signature.petition_id = given.petition_id and signature.contact_token = given.contact_token
        and signature.state = 'unconfirmed' and signature.held is null and ${askedAt} < given.at - ${`${hoursToConfirm} hours`}::interval
        and not exists (select from message as request where request.signature_id = signature.id and request.template = 'confirm-signature' and request.state in ('queued', 'sending'))
      order by ${askedAt} limit 1 for update skip locked
    ) as waiting
    where not exists (select from signature as same
      where same.petition_id = given.petition_id and same.contact_token = given.contact_token and same.name_token = given.name_token)
  `.execute(trx)
  return rows.map(({ id }) => id)
}

/** A private signature keeps no county: in a small one, with day and language, that could be somebody. */
async function findCounties({ trx }: RecordContext, signings: Signing[]): Promise<void> {
  const open = signings.filter(({ arrival: { submission } }) => !submission.isPrivate && submission.country === 'US')
  if (open.length === 0) return
  const { rows } = await sql<{ zip: string; county: string }>`
    select zip, counties[1] as county from zip_code where zip = any(${[...new Set(open.map(({ arrival }) => arrival.submission.postalCode))]}::text[]) and cardinality(counties) > 0
  `.execute(trx)
  const counties = new Map(rows.map(({ zip, county }) => [zip, county]))
  for (const signing of open) signing.county = counties.get(signing.arrival.submission.postalCode) ?? null
}

async function insertInSeat({ trx }: RecordContext, signings: Signing[], seat: 1 | 2): Promise<Set<string>> {
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
