import type { Channel } from '#db/schema'

/** A way to reach one of two people who are one. */
export interface MergeContact {
  id: string
  channel: Channel
  isOptedOut: boolean
  /** Whether somebody else is on it too. */
  isShared: boolean
}

/** What one of them signed. */
export interface MergeSignature {
  id: string
  petitionId: string
  isConfirmed: boolean
  isHeld: boolean
  at: Date
}

/** One of two rows that are the same human being. */
export interface MergeSide {
  contacts: MergeContact[]
  signatures: MergeSignature[]
}

/** What becomes of two people who are one. */
export interface MergePlan {
  /** A contact of the row that goes, which stays as the second of the row that stays; or null. */
  secondContact: MergeContact | null
  /** Signatures that only change hands. */
  moved: MergeSignature[]
  /** The second of two for the same petition: it goes, and if both counted, the total falls by one. */
  doubled: { goes: MergeSignature; stays: MergeSignature; totalFalls: boolean }[]
  /** Channels on which one of them asked to be left alone: from now on both are. */
  optedOut: Channel[]
  /** Contacts that stay, and are to be written to no more. Not those that a family shares. */
  suppressed: MergeContact[]
}

/** Decides what a merge does; its preview and the merge itself follow the same plan. */
export function planMerge(stays: MergeSide, goes: MergeSide): MergePlan {
  const taken = new Set(stays.contacts.map((contact) => contact.channel))
  const secondContact =
    stays.contacts.length === 1 ? (goes.contacts.find((contact) => !taken.has(contact.channel)) ?? null) : null
  const doubled = goes.signatures.flatMap((theirs) => {
    const own = stays.signatures.find((one) => one.petitionId === theirs.petitionId)
    if (!own) return []
    const [better, other] = [own, theirs].sort(byWorth) as [MergeSignature, MergeSignature]
    return [{ stays: better, goes: other, totalFalls: counts(other) }]
  })
  const optedOut = [
    ...new Set(
      [...stays.contacts, ...goes.contacts].filter((contact) => contact.isOptedOut).map((contact) => contact.channel),
    ),
  ]
  return {
    secondContact,
    moved: goes.signatures.filter((theirs) => !stays.signatures.some((own) => own.petitionId === theirs.petitionId)),
    doubled,
    optedOut,
    suppressed: [...stays.contacts, ...(secondContact ? [secondContact] : [])].filter(
      (contact) => optedOut.includes(contact.channel) && !contact.isOptedOut && !contact.isShared,
    ),
  }
}

const counts = (one: MergeSignature) => one.isConfirmed && !one.isHeld

/** What counts before what does not, what is confirmed before what is not, the older before the newer. */
function byWorth(one: MergeSignature, two: MergeSignature): number {
  return (
    Number(counts(two)) - Number(counts(one)) ||
    Number(two.isConfirmed) - Number(one.isConfirmed) ||
    one.at.getTime() - two.at.getTime()
  )
}
