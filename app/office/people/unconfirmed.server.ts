import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel, MessageState } from '#db/schema'
import { askedAt } from '~/actions/petitions/signatures/asked-at'
import { confirmationLifetime } from '~/people/link-lifetimes'

/** Why somebody has not answered a request to confirm. Words under `office.people.why`. */
export type WhyUnconfirmed =
  | 'in-review'
  | 'not-asked'
  | 'waiting'
  | 'too-often'
  | 'sent'
  | 'expired'
  | 'bounced'
  | 'wrong-number'
  | 'opted-out'
  | 'failed'

/** The newest request, as it stands. */
export interface RequestState {
  state: MessageState
  channel: Channel
  failure: string | null
  at: Date
}

/** A signature that waits for its confirmation, and why. */
export interface Unconfirmed {
  id: string
  petitionId: string
  slug: string
  why: WhyUnconfirmed
  /** Of the newest request; null: there was none. */
  request: RequestState | null
}

/** A person's signatures that are not confirmed, and why. */
export async function readUnconfirmed(db: Db | Trx, personId: string, now: Date): Promise<Unconfirmed[]> {
  const { rows } = await sql<{
    id: string
    petitionId: string
    slug: string
    held: string | null
    isStopped: boolean
    askedAt: Date
    state: MessageState | null
    channel: Channel
    failure: string | null
    at: Date
  }>`
    select signature.id, petition.id as "petitionId", petition.slug, signature.held, ${askedAt} as "askedAt",
      exists (select from suppression join contact_point using (blind_index) where contact_point.id = person.contact_id and suppression.reason = 'opted-out') as "isStopped",
      newest.state, newest.channel, newest.failure, newest.at
    from signature join petition on petition.id = signature.petition_id join person on person.id = signature.person_id
    left join lateral (
      select state, channel, failure, coalesce(sent_at, created_at) as at from message
      where message.signature_id = signature.id and message.template in ('confirm-signature', 'confirm-reminder')
      order by created_at desc, id limit 1) as newest on true
    where signature.person_id = ${personId} and signature.state = 'unconfirmed' order by signature.accepted_at, signature.id
  `.execute(db)
  return rows.map(({ id, petitionId, slug, held, isStopped, askedAt: asked, state, channel, failure, at }) => {
    const request = state && { state, channel, failure, at }
    const isOld = now.getTime() - asked.getTime() >= confirmationLifetime
    return { id, petitionId, slug, request, why: whyUnconfirmed({ request, isOld, isStopped, isHeld: held !== null }) }
  })
}

/** Why a request has no answer yet, by its newest message. */
export function whyUnconfirmed({
  request,
  isOld,
  isStopped,
  isHeld = false,
}: {
  request: RequestState | null
  isOld: boolean
  isStopped: boolean
  isHeld?: boolean
}): WhyUnconfirmed {
  if (isStopped) return 'opted-out'
  if (!request) return isHeld ? 'in-review' : 'not-asked'
  switch (request.state) {
    case 'queued':
    case 'sending':
      return 'waiting'
    case 'deferred':
      return 'too-often'
    case 'sent':
    case 'delivered':
      return isOld ? 'expired' : 'sent'
    case 'suppressed':
      return request.failure === 'opted-out' ? 'opted-out' : 'failed'
    case 'undelivered':
    case 'failed':
      if (request.channel === 'mail' && !ours.has(request.failure ?? '')) return 'bounced'
      return wrongNumber.has(request.failure ?? '') ? 'wrong-number' : 'failed'
    case 'unknown':
      return 'failed'
  }
}

/** Failures that are ours, or that time heals: the address may be right. */
const ours = new Set([
  'mail-server-refuses-us',
  'mail-refused-by-provider',
  'mail-refused-everywhere',
  'mail-too-large',
  'not-composed',
  'mail-server-login',
])
const wrongNumber = new Set(['no-such-number', 'number-not-reachable', 'not-a-mobile', 'country-not-allowed'])

/** Whether asking once more may help. */
export function mayResend({ why }: Pick<Unconfirmed, 'why'>): boolean {
  return why === 'sent' || why === 'failed' || why === 'not-asked'
}
