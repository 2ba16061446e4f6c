import { LRUCache } from 'lru-cache'
import { holdsSecret } from './secret-fields'

/** What an organizer asked for when the last proof of identity was too old. */
export interface HeldRequest {
  act: HeldAct
  /** Where it was posted. */
  target: string
  fields: readonly (readonly [string, string])[]
}

/** What was asked for, and why it has to be typed again: it holds a password, code or key, or is too long. */
export interface UnheldRequest {
  act: HeldAct
  why: 'secret' | 'too-long'
}

/** Keys under `office.prove.acts`. */
export type HeldAct = 'export' | 'download' | 'packet' | 'invite' | 'team' | 'member' | 'account' | 'tell'

const keptMinutes = 5
const mostKept = 200
const mostLetters = 64 * 1024

/** By session. In memory only: it may name somebody, and nobody misses it after a restart. */
const held = new LRUCache<string, (HeldRequest | UnheldRequest) & { until: number }>({ max: mostKept })

/**
 * Keeps what a session asked for until its organizer has proved who they are. Of what is too long or secret only the act
 * is kept, to say so.
 */
export function holdRequest(sessionId: string, request: HeldRequest, now: Date): void {
  const letters = request.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  const why = holdsSecret(request.fields) ? 'secret' : letters > mostLetters ? 'too-long' : null
  const kept: HeldRequest | UnheldRequest = why ? { act: request.act, why } : request
  held.set(sessionId, { ...kept, until: now.getTime() + keptMinutes * 60_000 })
}

/** What a session asked for in the last five minutes, or null. */
export function heldRequest(sessionId: string, now: Date): HeldRequest | UnheldRequest | null {
  const found = held.get(sessionId)
  return found && now.getTime() <= found.until ? found : null
}

/** It is being carried out, or was given up. */
export function dropHeldRequest(sessionId: string): void {
  held.delete(sessionId)
}
