import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { hoursToConfirm, takeNameSlots } from '~/people/name-slots.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { sealComment } from '~/vault/open.server'
import { askedAt } from './asked-at'
import { deleteSignatures } from './forget-signatures.server'
import type { Signing } from './signing.server'

/** Inserts signatures, at most two names per contact. @returns those that got a slot @see takeNameSlots */
export async function insertSignatures(recording: RecordContext, fresh: Signing[]): Promise<Signing[]> {
  await findCounties(recording, fresh)
  return takeNameSlots(recording.trx, fresh, {
    idOf: (signing) => signing.signatureId,
    insert: (signings, nameSlot) => insertInSlot(recording, signings, nameSlot),
    clear: (standing) => clearSlots(recording, standing),
  })
}

async function clearSlots(recording: RecordContext, standing: Signing[]): Promise<string[]> {
  const ids = await lockGivingWay(recording.trx, standing)
  const { contactIds } = await deleteSignatures(recording, ids, standing[0]!.arrival.at)
  return contactIds
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
        and signature.state = 'unconfirmed' and coalesce(signature.held, 'burst') = 'burst' and ${askedAt} < given.at - ${`${hoursToConfirm} hours`}::interval
        and not exists (select from message as request where request.signature_id = signature.id and request.template = 'confirm-signature' and request.state in ('queued', 'sending'))
      order by ${askedAt} limit 1 for update skip locked
    ) as waiting
    where not exists (select from signature as same
      where same.petition_id = given.petition_id and same.contact_token = given.contact_token and same.name_token = given.name_token)
  `.execute(trx)
  return rows.map(({ id }) => id)
}

/** A private signature has no county: in a small county, day and language could identify the person. */
async function findCounties({ trx }: RecordContext, signings: Signing[]): Promise<void> {
  const open = signings.filter(({ arrival: { submission } }) => !submission.isPrivate && submission.country === 'US')
  if (open.length === 0) return
  const { rows } = await sql<{ zip: string; county: string }>`
    select zip, counties[1] as county from zip_code where zip = any(${[...new Set(open.map(({ arrival }) => arrival.submission.postalCode))]}::text[]) and cardinality(counties) > 0
  `.execute(trx)
  const counties = new Map(rows.map(({ zip, county }) => [zip, county]))
  for (const signing of open) signing.county = counties.get(signing.arrival.submission.postalCode) ?? null
}

async function insertInSlot({ trx }: RecordContext, signings: Signing[], nameSlot: 1 | 2): Promise<Set<string>> {
  if (signings.length === 0) return new Set()
  const column = <T>(value: (signing: Signing) => T) => signings.map(value)
  const comment = ({ keys, signatureId, arrival }: Signing) =>
    arrival.submission.comment ? sealComment(keys, signatureId, arrival.submission.comment) : null
  const { rows } = await sql<{ id: string; day: string }>`
    insert into signature (id, petition_id, person_id, contact_token, name_token, held, is_private, area, county, language, source,
      sealed_comment, accepted_at, channel, name_slot, state, day)
    select given.*, ${nameSlot}::smallint, 'unconfirmed', site_day(accepted_at) from unnest(
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
      ${column((signing) => signing.way)}::text[]
    ) as given (id, petition_id, person_id, contact_token, name_token, held, is_private, area, county, language, source, sealed_comment, accepted_at, channel)
    on conflict do nothing
    returning id, day
  `.execute(trx)
  const days = new Map(rows.map(({ id, day }) => [id, day]))
  for (const signing of signings) signing.day = days.get(signing.signatureId) ?? ''
  return new Set(days.keys())
}
