import type { Channel } from '#db/schema'

/** A contact of one of the two. */
export interface MergeContact {
  id: string
  channel: Channel
  isOptedOut: boolean
  /** Whether somebody else uses it too. */
  isShared: boolean
}

/** A signature of one of the two. */
export interface MergeSignature {
  id: string
  petitionId: string
  isConfirmed: boolean
  isHeld: boolean
  at: Date
}

/** One of two rows for the same human being. */
export interface MergeSide {
  contacts: MergeContact[]
  signatures: MergeSignature[]
}

/** What merging them does. */
export interface MergePlan {
  /** Contact of the one who goes that becomes the second contact of the one who stays; or null. */
  secondContact: MergeContact | null
  /** Signatures that only change hands. */
  moved: MergeSignature[]
  /** One of two signatures for the same petition: it is deleted, and if both counted, the total falls by one. */
  doubled: { goes: MergeSignature; stays: MergeSignature; totalFalls: boolean }[]
  /** Channels on which one of them opted out; afterwards both have. */
  optedOut: Channel[]
  /** Contacts that stay and must not be written to anymore. Not those shared by a family. */
  suppressed: MergeContact[]
}

/** Decides what a merge does; the preview and the merge follow the same plan. */
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

/** Counted before not counted, confirmed before unconfirmed, older before newer. */
function byWorth(one: MergeSignature, two: MergeSignature): number {
  return (
    Number(counts(two)) - Number(counts(one)) ||
    Number(two.isConfirmed) - Number(one.isConfirmed) ||
    one.at.getTime() - two.at.getTime()
  )
}
