import type { Db } from '#db/client'
import { deviceHeader } from '~/office/guard/devices.server'
import type { Visit } from '~/office/guard/guard.server'
import { type Session, sessionHeader, startSession, tokenOf } from '~/office/guard/sessions.server'
import type { Keyring } from '~/vault/keyring'

/** Somebody who has just come in. */
export interface Entry {
  organizerId: string
  /** Of their new session. */
  token: string
}

/** Starts a session, and ends the one that the browser had, whosever it was. */
export async function enterOffice(
  db: Db,
  { keyring, request, now }: Visit,
  who: Pick<Session, 'organizerId' | 'way'>,
): Promise<Entry> {
  const token = await startSession(db, keyring, { ...who, replaces: tokenOf(request) }, now)
  return { organizerId: who.organizerId, token }
}

/** Cookies for the browser of somebody who has just come in: their session, and the one by which it is known again. */
export function entryHeaders(keyring: Keyring, { organizerId, token }: Entry): Headers {
  const headers = new Headers({ 'set-cookie': sessionHeader(token) })
  headers.append('set-cookie', deviceHeader(keyring, organizerId))
  return headers
}
