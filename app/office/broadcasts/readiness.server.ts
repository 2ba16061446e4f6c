import { type Language, languages } from '~/i18n/language'
import { type Missing, missingFrom } from '~/messages/broadcasts/broadcast-content'
import {
  type BroadcastsBeingComposed,
  composeBroadcast,
  readBroadcastsBeingComposed,
} from '~/messages/broadcasts/broadcasts-being-composed.server'
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
export async function renderedBroadcast(office: Pick<Office, 'db' | 'env'>, { id }: Broadcast) {
  const readers = languages.map((language) => ({
    messageId: language,
    broadcastId: id,
    personId: null,
    language,
    name: null,
    zip: null,
  }))
  const composing = await readBroadcastsBeingComposed(office.db, { readers, publicUrl: office.env.publicUrl })
  return { en: shown(composing, id, 'en'), es: shown(composing, id, 'es') }
}

function shown(composing: BroadcastsBeingComposed, broadcastId: string, language: Language) {
  return composeBroadcast(composing, { id: language, broadcastId, variant: null, language }, { stopUrl: '#' })
}

function isOnlyWriter({ writers }: Pick<Broadcast, 'writers'>, organizerId: string): boolean {
  return writers.length > 0 && writers.every((writer) => writer === organizerId)
}

/** Looks over a message before it is approved. */
export async function readReadiness(
  office: Pick<Office, 'db' | 'env' | 'groups' | 'organizer' | 'may'>,
  broadcast: Broadcast,
): Promise<Readiness> {
  const { content, campaign } = broadcast
  const missing = missingFrom(content)
  const rendered = await renderedBroadcast(office, broadcast)
  const bytes =
    content.channel === 'mail'
      ? { en: Buffer.byteLength(rendered.en.html ?? ''), es: Buffer.byteLength(rendered.es.html ?? '') }
      : null
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
