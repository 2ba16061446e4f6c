/** What was just done to a person, as the next page says it; the others that it undoes in words. */
const signerDeeds = [
  'corrected',
  'asked',
  'asked-instead',
  'asked-again',
  'too-often',
  'taken-back',
  'earlier-waits',
  'not-waiting',
  'tagged',
  'untagged',
  'not-retagged',
  'filled',
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

/** The intent that undoes a deed; one that is missing has no undo, was one, or brings the fields of its own. */
const undoIntents: Partial<Record<SignerDeed, string>> = {
  asked: 'take-back',
  'asked-instead': 'take-back',
  noted: 'remove-note',
  unnoted: 'restore-note',
  renoted: 'remove-note',
  stopped: 'undo-stop',
}

/** What was done, and the fields that undo it when they are posted; null: it has no undo. */
export interface SignerDone {
  did: SignerDeed
  undo: Record<string, string> | null
  /** The tag that it is about. */
  tag?: string
}

/** @param about id of the note or stop that it is about, or ids of corrections with commas between, or '' */
export function doneAbout(did: SignerDeed, about: string): SignerDone {
  const intent = undoIntents[did]
  return { did, undo: intent && about ? { intent, id: about } : null }
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Reads it from an address. What is about a tag never stands there: the words would stay in histories and logs, and a link
 * could put others into an organizer's page.
 */
export function readDone(query: URLSearchParams): SignerDone[] {
  const did = signerDeeds.find((deed) => deed === query.get('did'))
  if (!did || did === 'tagged' || did === 'untagged' || did === 'not-retagged') return []
  const about = query.get('about') ?? ''
  return [doneAbout(did, about.split(',').every((id) => uuid.test(id)) ? about : '')]
}
