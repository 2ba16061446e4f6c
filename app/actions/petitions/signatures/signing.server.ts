import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { isOpen, type Petition } from '~/actions/petitions/petition'
import { areaOf } from '~/geography/area'
import { notYetRemembered, type Signer } from '~/people/remember-people.server'
import { signerIndexes } from '~/people/signer-indexes.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import type { Counted } from './tally.server'

/** A submission being turned into a signature. */
export interface Signing extends Signer {
  petition: Petition
  area: string
  /** The likeliest county of the ZIP; always null for a private signature. */
  county: string | null
  /** On which it is counted, YYYY-MM-DD; '' until it is inserted. */
  day: string
  /** How it is confirmed: by mail, by text, or on paper. */
  way: Counted['channel']
  arrival: OpenedSubmission<'signature'>
  signatureId: string
}

/**
 * Prepares a submission for recording; empty when its petition is closed.
 *
 * @param way `paper`, which may come in after the closing, or by default the contact's channel
 */
export function signingOf(
  { keyring, vault }: RecordContext,
  petitions: Map<string, Petition>,
  arrival: OpenedSubmission<'signature'>,
  way?: 'paper',
): Signing[] {
  const { submission } = arrival
  const petition = petitions.get(submission.petitionId)
  if (!petition || (way !== 'paper' && !isOpen(petition, arrival.at))) return []
  const keys = vault.byCampaign.get(petition.campaignId)
  if (!keys) throw new Error(`no vault key for campaign ${petition.campaignId}`)
  if (!keys.tokenKey) return []
  const marks = signerIndexes(keyring, keys.tokenKey, submission)
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
      day: '',
      details: submission,
      signatureId: randomUUID(),
    },
  ]
}

/** An existing signature. */
export interface Earlier {
  signatureId: string
  state: 'unconfirmed' | 'confirmed'
  personId: string | null
  contactId: string | null
  proven: boolean
  acceptedAt: Date
}

/** Finds existing signatures by `keyOf`. */
export async function findEarlier(
  { trx }: Pick<RecordContext, 'trx'>,
  signings: Signing[],
): Promise<Map<string, Earlier>> {
  const found = await findByMarks(trx, signings)
  const unmarked = signings.filter((signing) => signing.keys.isTokenKeyRenewed && !found.has(keyOf(signing)))
  return unmarked.length > 0 ? new Map([...found, ...(await findByPerson(trx, unmarked))]) : found
}

type EarlierRow = Earlier & { petitionId: string; contactToken: Buffer; nameToken: Buffer }

async function findByMarks(trx: Trx, signings: Signing[]): Promise<Map<string, Earlier>> {
  const rows = await sql<EarlierRow>`
    select signature.id as "signatureId", signature.state, signature.petition_id as "petitionId",
      signature.contact_token as "contactToken", signature.name_token as "nameToken",
      person.id as "personId", person.contact_id as "contactId", contact_point.proven_on is not null as proven, signature.accepted_at as "acceptedAt"
    from unnest(${signings.map((signing) => signing.petition.id)}::uuid[], ${signings.map((signing) => signing.contactToken)}::bytea[],
      ${signings.map((signing) => signing.nameToken)}::bytea[]) as wanted (petition_id, contact_token, name_token)
    join signature using (petition_id, contact_token, name_token)
    left join person on person.id = signature.person_id
    left join contact_point on contact_point.id = person.contact_id
  `.execute(trx)
  return byKey(rows.rows)
}

/**
 * Finds signatures from before the token key was renewed, by contact and name. Private ones cannot be found any more.
 */
async function findByPerson(trx: Trx, signings: Signing[]): Promise<Map<string, Earlier>> {
  const column = <T>(value: (signing: Signing) => T) => signings.map(value)
  const { rows } = await sql<EarlierRow>`
    select signature.id as "signatureId", signature.state, signature.petition_id as "petitionId", wanted.contact_token as "contactToken", wanted.name_token as "nameToken",
      person.id as "personId", person.contact_id as "contactId", contact_point.proven_on is not null as proven, signature.accepted_at as "acceptedAt"
    from unnest(${column((signing) => signing.petition.id)}::uuid[], ${column((signing) => signing.petition.campaignId)}::uuid[], ${column((signing) => signing.contactIndex)}::bytea[],
      ${column((signing) => signing.nameIndex)}::bytea[], ${column((signing) => signing.contactToken)}::bytea[], ${column((signing) => signing.nameToken)}::bytea[])
      as wanted (petition_id, campaign_id, blind_index, name_index, contact_token, name_token)
    join contact_point using (campaign_id, blind_index)
    join person on person.contact_id = contact_point.id and person.name_index = wanted.name_index
    join signature on signature.person_id = person.id and signature.petition_id = wanted.petition_id
  `.execute(trx)
  return byKey(rows)
}

function byKey(rows: EarlierRow[]): Map<string, Earlier> {
  return new Map(rows.map((row) => [keyOf({ petition: { id: row.petitionId }, ...row }), row]))
}

/** The unique key of a signature: petition and the tokens of contact and name. */
export function keyOf(signing: { petition: { id: string }; contactToken: Buffer; nameToken: Buffer }): string {
  return `${signing.petition.id} ${signing.contactToken.toString('base64')} ${signing.nameToken.toString('base64')}`
}

/** Keeps the first of several submissions with the same key, such as a double click. */
export function firstOfEach(signings: Signing[]): Signing[] {
  return [...new Map(signings.map((signing) => [keyOf(signing), signing] as const).reverse()).values()].reverse()
}
