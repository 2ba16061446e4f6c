import type { SendOutcome } from '~/channels/mail/mailer'
import type { CallPrices } from '~/env.server'

/** The way out for calls. */
export interface Voice {
  /** Rings somebody who has proved their number; what is said then is asked of our webhooks. */
  ring(call: { bridgeId: string; to: string }): Promise<SendOutcome>
  /** Rings somebody who wants to hear their code. @param call.twiml what is said before they press a key; it holds no secret */
  ringCode(call: { bridgeId: string; to: string; twiml: string }): Promise<SendOutcome>
  /** Says something into a call that is under way, instead of what was said. */
  say(callSid: string, twiml: string): Promise<SendOutcome>
  /** Calls that we made to a number since then. @throws when the provider does not answer */
  listMade(to: string, since: Date): Promise<{ sid: string; at: Date; status: string; seconds: number }[]>
  /** Deletes the provider's record of a call. */
  remove(sid: string): Promise<void>
  /** What calls may cost a day while the office has set no limit, in millionths of a dollar. */
  dayMicros: number
  prices: CallPrices
  /** Where our webhooks are. */
  publicUrl: string
}
