import type { SendOutcome } from '~/channels/mail/mailer'
import type { CallPrices } from '~/env.server'

/** The voice channel. */
export interface Voice {
  /** Calls somebody with a verified number; our webhooks then say what to do. */
  ring(call: { bridgeId: string; to: string }): Promise<SendOutcome>
  /**
   * Calls somebody who wants to hear their code.
   *
   * @param call.twiml what is said before they press a key; contains no secret
   */
  ringCode(call: { bridgeId: string; to: string; twiml: string }): Promise<SendOutcome>
  /** Replaces the instructions of a call in progress. */
  say(callSid: string, twiml: string): Promise<SendOutcome>
  /**
   * Calls we made to a number since then.
   *
   * @throws when the provider does not answer
   */
  listMade(to: string, since: Date): Promise<{ sid: string; at: Date; status: string; seconds: number }[]>
  /** Deletes the provider's record of a call. */
  remove(sid: string): Promise<void>
  /** Default daily limit for calls, used until the office sets one; in millionths of a dollar. */
  dayMicros: number
  prices: CallPrices
  /** Where our webhooks are. */
  publicUrl: string
}
