import type { Env } from '~/env.server'
import type { PhoneView } from './by-hand.server'

/** What a person can do at the web phone. */
export const phoneActs = ['text', 'call', 'answer', 'press', 'hang-up', 'behaviour'] as const
export type PhoneAct = (typeof phoneActs)[number]

/** What a phone shows now; null when no simulator is running. */
export async function lookAtPhone(env: Pick<Env, 'twilio'>, number: string): Promise<PhoneView | null> {
  const answer = await ask(env, `/simulator/phone?${new URLSearchParams({ number })}`)
  return answer && ((await answer.json()) as PhoneView)
}

/**
 * Performs an action on a phone.
 *
 * @returns false when no simulator is running
 */
export async function usePhone(
  env: Pick<Env, 'twilio'>,
  act: PhoneAct,
  fields: Record<string, string>,
): Promise<boolean> {
  return (await ask(env, `/simulator/${act}`, fields)) !== null
}

async function ask(
  { twilio }: Pick<Env, 'twilio'>,
  path: string,
  fields?: Record<string, string>,
): Promise<Response | null> {
  if (!twilio?.isSimulated) return null
  const authorization = `Basic ${Buffer.from(`${twilio.accountSid}:${twilio.authToken}`).toString('base64')}`
  return fetch(twilio.apiUrl + path, {
    headers: { authorization },
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  })
}
