import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { openMemorySeal } from '~/vault/memory-seal.server'
import { holdsSecret } from './secret-fields'
import type { Session } from './sessions.server'

/** What an organizer asked for when the last proof of identity was too old. */
interface HeldRequest {
  act: HeldAct
  /** Where it was posted. */
  target: string
  /** The page it belongs to. */
  page: string
  fields: readonly (readonly [string, string])[]
  /** Files came with it. They are not kept, so it has to be done once more. */
  hasFiles: boolean
}

/** Keys under `office.prove.acts`. */
export type HeldAct = 'export' | 'download' | 'packet' | 'invite' | 'team' | 'member' | 'account' | 'tell' | 'settings'

export type FoundRequest = HeldRequest & {
  /** Asked for a moment ago: the proof alone carries it out. After that, its organizer is asked once more. */
  isRecent: boolean
}

/** A held request that its organizer may now have carried out. */
export interface Released {
  id: string
  request: HeldRequest
}

type Holder = Pick<Session, 'id' | 'organizerId'>

/**
 * Requests that wait for a proof of identity, and words that were searched for and may name a person, so that they stand
 * in no address: each for the session that sent it.
 */
export interface HeldRequests {
  /** @returns the id by which the page that asks for the proof finds it */
  hold(holder: Holder, request: HeldRequest, now: Date): string
  /** Null: unknown, of another session, carried out, or too old. */
  find(holder: Holder, id: string, now: Date): FoundRequest | null
  /** Like `find`, but only the first call gets it. */
  take(holder: Holder, id: string, now: Date): FoundRequest | null
  /** It could not be carried out after all. */
  putBack(id: string): void
  /** It was carried out. */
  forget(id: string): void
  /** @returns the id that takes their place in the address of what was found */
  holdWords(holder: Holder, words: string, now: Date): string
  /** Null: unknown, of another session, or too old. */
  findWords(holder: Holder, id: string, now: Date): string | null
  /** Keeps a file that came with a refused form. @returns the id by which the form names it */
  holdFile(holder: Holder, file: HeldFile, now: Date): string
  /** Null: unknown, of another session, or too old. */
  findFile(holder: Holder, id: string, now: Date): HeldFile | null
}

/** A file that is small enough for memory, such as a photo. */
interface HeldFile {
  name: string
  bytes: Buffer
}

const recentMinutes = 5
/** So that nothing typed is lost when the proof takes longer. Passwords and keys are kept for a few minutes only. */
const keptMinutes = 60
const mostBytes = 64 * 1024 * 1024

interface Entry {
  box: Buffer
  heldAt: number
  until: number
  isTaken: boolean
}

function openEntries() {
  return new LRUCache<string, Entry>({
    maxSize: mostBytes,
    sizeCalculation: ({ box }) => box.length + 200,
    // What is too old leaves the memory at once, not when the space is needed.
    ttl: keptMinutes * 60_000,
    ttlAutopurge: true,
    // The global at that moment: tests move its clock.
    perf: { now: () => performance.now() },
  })
}

/**
 * Opens the store. It is in memory only, sealed with a key that nothing else has: requests name people, and whoever
 * misses one after a restart is told so.
 */
export function openHeldRequests(): HeldRequests {
  const seal = openMemorySeal()
  const entries = openEntries()
  // Apart from the others, which they would push out.
  const files = openEntries()
  const fileOf = (holder: Holder, id: string) => `held file ${id} ${holder.id} ${holder.organizerId}`
  const wordsOf = (holder: Holder, id: string) => `held words ${id} ${holder.id} ${holder.organizerId}`
  const boundTo = (holder: Holder, id: string) => `held request ${id} ${holder.id} ${holder.organizerId}`

  function find(holder: Holder, id: string, now: Date): FoundRequest | null {
    const entry = entries.get(id)
    if (!entry || entry.isTaken || now.getTime() > entry.until) return null
    const opened = seal.open(entry.box, boundTo(holder, id))
    if (opened === null) return null
    const request = JSON.parse(opened) as HeldRequest
    return { ...request, isRecent: now.getTime() - entry.heldAt <= recentMinutes * 60_000 }
  }

  return {
    hold(holder, request, now) {
      const id = randomUUID()
      const kept = request.hasFiles ? { ...request, fields: [] } : request
      const minutes = holdsSecret(kept.fields) ? recentMinutes : keptMinutes
      const ttl = minutes * 60_000
      const box = seal.close(JSON.stringify(kept), boundTo(holder, id))
      entries.set(id, { box, heldAt: now.getTime(), until: now.getTime() + ttl, isTaken: false }, { ttl })
      return id
    },
    find,
    take(holder, id, now) {
      const found = find(holder, id, now)
      if (found) entries.get(id)!.isTaken = true
      return found
    },
    putBack(id) {
      const entry = entries.get(id)
      if (entry) entry.isTaken = false
    },
    forget(id) {
      entries.delete(id)
    },
    holdWords(holder, words, now) {
      const id = randomUUID()
      const ttl = keptMinutes * 60_000
      const box = seal.close(words, wordsOf(holder, id))
      entries.set(id, { box, heldAt: now.getTime(), until: now.getTime() + ttl, isTaken: false }, { ttl })
      return id
    },
    findWords(holder, id, now) {
      const entry = entries.get(id)
      return entry && now.getTime() <= entry.until ? seal.open(entry.box, wordsOf(holder, id)) : null
    },
    holdFile(holder, { name, bytes }, now) {
      const id = randomUUID()
      const until = now.getTime() + keptMinutes * 60_000
      const box = seal.close(JSON.stringify([name, bytes.toString('base64')]), fileOf(holder, id))
      files.set(id, { box, heldAt: now.getTime(), until, isTaken: false })
      return id
    },
    findFile(holder, id, now) {
      const entry = files.get(id)
      const opened = entry && now.getTime() <= entry.until ? seal.open(entry.box, fileOf(holder, id)) : null
      if (!opened) return null
      const [name, bytes] = JSON.parse(opened) as [string, string]
      return { name, bytes: Buffer.from(bytes, 'base64') }
    },
  }
}
