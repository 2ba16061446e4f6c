import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Db } from '#db/client'
import type { Appended, Intake } from '~/queue/intake/append.server'
import type { SealingKey } from '~/vault/seal.server'
import type { Account } from './twilio-client.server'

/** What receiving webhooks needs. It cannot decrypt anything: what arrives is sealed and appended. */
export interface Receiving {
  db: Db
  intake: Intake
  siteKey: () => Promise<SealingKey>
}

/** Outcome of a webhook. `forged`: not sent by the provider, or replayed by somebody else. */
export type Received = Appended | { outcome: 'forged' } | { outcome: 'nothing-to-do' }

/** A request that claims to come from the provider. */
export interface Webhook {
  /** Path and query as requested. */
  target: string
  /** X-Twilio-Signature. */
  signature: string | undefined
  fields: Record<string, string>
}

/**
 * Whether the provider sent exactly this, for our account: its signature covers our public URL and every field.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isFromProvider(
  { authToken, accountSid }: Account,
  publicUrl: string,
  { target, signature, fields }: Webhook,
): boolean {
  return (
    signature !== undefined &&
    validateRequest(authToken, signature, `${publicUrl}${target}`, fields) &&
    fields.AccountSid === accountSid
  )
}
