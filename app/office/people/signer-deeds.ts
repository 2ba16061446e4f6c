/** What was just done to a person, as the next page says it; the others that it undoes in words. */
const signerDeeds = [
  'corrected',
  'asked',
  'asked-again',
  'too-often',
  'taken-back',
  'tagged',
  'untagged',
  'noted',
  'unnoted',
  'renoted',
  'stopped',
  'unstopped',
  'nothing-unstopped',
  'resent',
  'merged',
] as const

export type SignerDeed = (typeof signerDeeds)[number]

/** What a deed offers as undo: the intent, and the field that takes what it is about. Null: it has none, or was one. */
export const undoOf: Record<SignerDeed, { intent: string; field: 'id' | 'tag' } | null> = {
  corrected: null,
  asked: { intent: 'take-back', field: 'id' },
  'asked-again': null,
  'too-often': null,
  'taken-back': null,
  tagged: { intent: 'untag', field: 'tag' },
  untagged: { intent: 'tag', field: 'tag' },
  noted: { intent: 'remove-note', field: 'id' },
  unnoted: { intent: 'restore-note', field: 'id' },
  renoted: { intent: 'remove-note', field: 'id' },
  stopped: { intent: 'undo-stop', field: 'id' },
  unstopped: null,
  'nothing-unstopped': null,
  resent: null,
  merged: null,
}

/** What was done, and to which note, tag, correction or stop. */
export interface SignerDone {
  did: SignerDeed
  about: string
}

/** Reads it from an address; null when nothing was done. */
export function readDone(query: URLSearchParams): SignerDone | null {
  const did = signerDeeds.find((deed) => deed === query.get('did'))
  return did ? { did, about: query.get('about') ?? '' } : null
}
