import { type Language, languages } from '~/i18n/language'
import { type BroadcastContent, isCompared, type Missing, missingFrom } from '~/messages/broadcasts/broadcast-content'
import { composeBroadcast, readBroadcastsBeingComposed } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { hasShortener, lintContent, type Warning } from '~/messages/broadcasts/lint-content'
import { findSegment } from '~/messages/segments/segments.server'
import type { Office } from '~/office/guard/guard.server'
import type { Broadcast } from './broadcasts.server'

/** What keeps a message from being approved by this organizer. */
export type Obstacle =
  | 'incomplete'
  | 'shortener'
  | 'noAddress'
  | 'noSegment'
  | 'notTested'
  | 'notRead'
  | 'ownWriting'
  /** They wrote a part, and have approved it; a second person has not. */
  | 'agreed'
  | 'noRight'

/** Everything that is looked at before a message is approved. */
export interface Readiness {
  missing: Missing[]
  warnings: Warning[]
  obstacles: Obstacle[]
}

/** What a message says as it goes out, in both languages, filled with what is said when nothing is known. */
export async function renderedBroadcast(
  office: Pick<Office, 'db' | 'env'>,
  { id }: Pick<Broadcast, 'id'>,
  variant: 'a' | 'b' | null = null,
) {
  const readers = languages.map((language) => ({
    messageId: language,
    broadcastId: id,
    personId: null,
    language,
    name: null,
    zip: null,
  }))
  const composing = await readBroadcastsBeingComposed(office.db, { readers, publicUrl: office.env.publicUrl })
  const shown = (language: Language) =>
    composeBroadcast(composing, { id: language, broadcastId: id, variant, language }, { stopUrl: '#' })
  return { en: shown('en'), es: shown('es') }
}

function isOnlyWriter({ writers }: Pick<Broadcast, 'writers'>, organizerId: string): boolean {
  return writers.length > 0 && writers.every((writer) => writer === organizerId)
}

/** The versions that are looked at: both where they are compared. */
export function versionsOf(content: BroadcastContent): readonly ('a' | 'b' | null)[] {
  return isCompared(content) ? ['a', 'b'] : [null]
}

/** Looks over a message before it is approved. */
export async function readReadiness(
  office: Pick<Office, 'db' | 'env' | 'groups' | 'organizer' | 'may'>,
  broadcast: Broadcast,
): Promise<Readiness> {
  const { content, campaign } = broadcast
  const missing = missingFrom(content)
  const rendered = await Promise.all(
    versionsOf(content).map((version) => renderedBroadcast(office, broadcast, version)),
  )
  const largest = (language: Language) =>
    Math.max(...rendered.map((one) => Buffer.byteLength(one[language].html ?? '')))
  const bytes = content.channel === 'mail' ? { en: largest('en'), es: largest('es') } : null
  const isGone = broadcast.segmentId !== null && !(await findSegment(office.db, broadcast.segmentId))
  const obstacles: [Obstacle, boolean][] = [
    ['incomplete', missing.length > 0],
    ['shortener', languages.some((language) => hasShortener(content, language))],
    ['noAddress', content.channel === 'mail' && !office.groups.get(campaign.groupId)?.postalAddress],
    ['noSegment', isGone],
    ['notTested', !broadcast.isTested],
    ['notRead', !broadcast.isRead.en || !broadcast.isRead.es],
    ['ownWriting', isOnlyWriter(broadcast, office.organizer.id)],
    ['agreed', broadcast.agreedBy === office.organizer.id],
    ['noRight', !office.may('approve-messages', campaign.groupId)],
  ]
  return {
    missing,
    warnings: lintContent(content, bytes),
    obstacles: obstacles.filter(([, holds]) => holds).map(([obstacle]) => obstacle),
  }
}
