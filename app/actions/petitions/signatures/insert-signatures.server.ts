import { sql } from 'kysely'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { sealComment } from '~/vault/open.server'
import type { Signing } from './signing.server'

/** Seat one for the first name on a contact, seat two for the second; a third finds no seat. @returns those that found one */
export async function insertSignatures(recording: RecordContext, fresh: Signing[]): Promise<Signing[]> {
  await findCounties(recording, fresh)
  const seated = await insertInSeat(recording, fresh, 1)
  const standing = fresh.filter((signing) => !seated.has(signing.signatureId))
  const seatedSecond = standing.length > 0 ? await insertInSeat(recording, standing, 2) : new Set<string>()
  return fresh.filter((signing) => seated.has(signing.signatureId) || seatedSecond.has(signing.signatureId))
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
