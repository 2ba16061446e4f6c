import { sql } from 'kysely'
import { announce } from '#db/announce'
import { countedDay } from '#db/counted-day'
import type { Channel } from '#db/schema'
import { siteDay } from '#db/site-day'
import type { Language } from '~/i18n/language'
import { subscribeSigners } from '~/people/subscriptions.server'
import { sweepPeople } from '~/people/sweep-people.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import { markMilestones } from './milestones.server'
import { showNames } from './show-names.server'
import { addToTallies, type Counted, countedColumns } from './tally.server'

/** A signature being confirmed, with the contact to thank. */
interface Confirming extends Counted {
  id: string
  campaignId: string
  personId: string
  contactId: string
  otherContactId: string | null
  contactChannel: Channel
  blindIndex: Buffer
  writeIn: Language
  held: string | null
}

/**
 * Confirms signatures. Idempotent: already confirmed ones are skipped.
 *
 * Total, public name, milestones and the thank-you message are written in the caller's transaction. A private signature
 * loses its person here; only area, language and day remain. A held signature is confirmed but not counted.
 *
 * @param at when it was confirmed
 * @returns ids confirmed by this call
 */
export async function confirmSignatures(recording: RecordContext, signatureIds: string[], at: Date): Promise<string[]> {
  const { trx, keyring } = recording
  const confirming = await lockUnconfirmed(recording, signatureIds)
  if (confirming.length === 0) return []
  const counted = confirming.filter((one) => one.held === null)
  const open = confirming.filter((one) => !one.isPrivate)
  const secret = confirming.filter((one) => one.isPrivate)

  await trx
    .updateTable('signature')
    .set({ state: 'confirmed', confirmed_at: at })
    .where('id', '=', sql<string>`any(${idsOf(open, 'id')}::uuid[])`)
    .execute()
  await trx
    .updateTable('contact_point')
    .set({ proven_on: siteDay(at), failing_since: null })
    .where('id', '=', sql<string>`any(${idsOf(confirming, 'contactId')}::uuid[])`)
    .execute()
  await forgetWhoSigned(recording, secret, at)
  await subscribeSigners(trx, idsOf(open, 'id'), at)
  await addToTallies(trx, counted, { received: 0, confirmed: 1 }, at)
  await showNames(
    recording,
    idsOf(
      open.filter((one) => one.held === null),
      'id',
    ),
  )
  await enqueueMessages(
    trx,
    keyring,
    open.map((one) => owedThanks(one)),
    at,
  )
  await afterTotalChanged(
    recording,
    counted.map((one) => one.petitionId),
    at,
  )
  return confirming.map((one) => one.id)
}

/** Updates milestones after a total changed, and invalidates the pages that show it. */
export async function afterTotalChanged(
  { trx }: Pick<RecordContext, 'trx'>,
  petitionIds: string[],
  now: Date,
): Promise<void> {
  const changed = [...new Set(petitionIds)].sort()
  await markMilestones(trx, changed, now)
  await announce(
    trx,
    changed.map((id) => `petition:${id}`),
  )
}

async function lockUnconfirmed({ trx }: RecordContext, signatureIds: string[]): Promise<Confirming[]> {
  const { rows } = await sql<Confirming>`
    select signature.id, person.campaign_id as "campaignId", person.id as "personId",
      contact_point.id as "contactId", person.other_contact_id as "otherContactId", contact_point.channel as "contactChannel",
      contact_point.blind_index as "blindIndex", person.language as "writeIn", signature.held, ${countedColumns('signature')}
    from signature
    join person on person.id = signature.person_id
    join contact_point on contact_point.id = person.contact_id
    where signature.id = any(${signatureIds}::uuid[]) and signature.state = 'unconfirmed'
    order by signature.id
    for update of signature
  `.execute(trx)
  return rows
}

/** Reduces times to days, written as midnight UTC, and removes every link to the person. */
async function forgetWhoSigned({ trx }: RecordContext, secret: Confirming[], at: Date): Promise<void> {
  if (secret.length === 0) return
  const ids = idsOf(secret, 'id')
  await sql`
    update signature set state = 'confirmed', person_id = null, sealed_comment = null,
      accepted_at = ${countedDay('signature', 'accepted_at')}::timestamp at time zone 'UTC', confirmed_at = site_day(${at})::timestamp at time zone 'UTC'
    where id = any(${ids}::uuid[])
  `.execute(trx)
  await trx.deleteFrom('message').where('signature_id', 'in', ids).execute()
  await sweepPeople(
    trx,
    secret.flatMap((one) => [one.contactId, ...(one.otherContactId ? [one.otherContactId] : [])]),
  )
}

function owedThanks(one: Confirming) {
  return {
    channel: one.contactChannel,
    template: 'thank-you' as const,
    language: one.writeIn,
    contactId: one.contactId,
    blindIndex: one.blindIndex,
    proven: true,
    personId: one.personId,
    signatureId: one.id,
    petitionId: one.petitionId,
    onceKey: `thank-you ${one.id}`,
  }
}

function idsOf<Key extends 'id' | 'contactId'>(rows: Confirming[], key: Key): string[] {
  return [...new Set(rows.map((row) => row[key]))]
}
