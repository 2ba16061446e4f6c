import { LRUCache } from 'lru-cache'

/** What an organizer asked for when the last proof of identity was too old. */
export interface HeldRequest {
  act: HeldAct
  /** Where it was posted. */
  target: string
  fields: readonly (readonly [string, string])[]
}

/** Keys under `office.prove.acts`. */
export type HeldAct = 'export' | 'download' | 'packet' | 'invite' | 'team' | 'member' | 'account' | 'tell'

const keptMinutes = 5
const mostKept = 200
const mostLetters = 64 * 1024
/** Not kept even for minutes. */
const secrets = new Set(['password', 'code', 'secret', 'response', 'challenge'])

/** By session. In memory only: it may name somebody, and nobody misses it after a restart. */
const held = new LRUCache<string, HeldRequest & { until: number }>({ max: mostKept })

/** Keeps what a session asked for until its organizer has proved who they are. What is too long or secret is not kept. */
export function holdRequest(sessionId: string, request: HeldRequest, now: Date): void {
  const letters = request.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (letters > mostLetters || request.fields.some(([name]) => secrets.has(name))) held.delete(sessionId)
  else held.set(sessionId, { ...request, until: now.getTime() + keptMinutes * 60_000 })
}

/** What a session asked for in the last five minutes, or null. */
export function heldRequest(sessionId: string, now: Date): HeldRequest | null {
  const found = held.get(sessionId)
  return found && now.getTime() <= found.until ? found : null
}

/** It is being carried out, or was given up. */
export function dropHeldRequest(sessionId: string): void {
  held.delete(sessionId)
}
