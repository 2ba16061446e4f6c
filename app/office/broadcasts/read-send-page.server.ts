import { segmentsOf } from '~/channels/sms/segments'
import type { Language } from '~/i18n/language'
import { type BroadcastContent, isCompared } from '~/messages/broadcasts/broadcast-content'
import { fillFields, nothingKnown } from '~/messages/broadcasts/merge-fields'
import { readResults } from '~/messages/broadcasts/results.server'
import { isReadable, readKeptSegment } from '~/messages/broadcasts/whom.server'
import type { Office } from '~/office/guard/guard.server'
import { zoneName } from '~/ui/page/zones'
import { type Broadcast, isBeingWritten } from './broadcasts.server'
import { segmentsToWriteTo } from './choices.server'
import { readReadiness, renderedBroadcast } from './readiness.server'
import { planValues } from './save-plan.server'
import { readReachNow } from './whom-of-broadcast.server'

const told = [
  'tested',
  'read',
  'planned',
  'approved',
  'agreed',
  'started',
  'paused',
  'resumed',
  'stopped',
  'rest',
  'pace',
] as const

/** Reads everything that the page between writing and results shows. @throws 404 for a message that was deleted */
export async function readSendPage(office: Office, broadcast: Broadcast) {
  if (broadcast.isDropped) throw new Response(null, { status: 404 })
  const { content, campaign, channel, id } = broadcast
  const isWritten = isBeingWritten(broadcast)
  const rendered = await renderedBroadcast(office, broadcast)
  const reach = (isWritten ? null : broadcast.reach) ?? (await readReachNow(office, broadcast))
  const hasB = isCompared(content)
  const renderedB = hasB && channel === 'text' ? await renderedBroadcast(office, broadcast, 'b') : null
  const inBothOf = ({ en, es }: typeof rendered) => ({ en: en.text, es: es.text })
  const texts = channel === 'text' ? inBothOf(rendered) : null
  const textsB = renderedB && inBothOf(renderedB)
  const did = office.url.searchParams.get('did')
  const { lang } = office
  return {
    lang,
    title: office.t(`broadcasts.send.${isWritten ? 'title' : 'progress'}`),
    broadcast: {
      id,
      channel,
      state: broadcast.state,
      campaign,
      revision: broadcast.revision,
      isTested: broadcast.isTested,
      isRead: broadcast.isRead,
      winner: broadcast.winner,
      segmentName: isWritten ? null : keptName(office, broadcast),
      stuckWhy: broadcast.stuckWhy,
      hasB,
      title: content.subject[lang] || content.body[lang] || content.subject.en || content.body.en,
      startedAt: broadcast.startedAt?.toISOString() ?? null,
      endedAt: broadcast.endedAt?.toISOString() ?? null,
    },
    did: isTrue(broadcast, told.find((one) => one === did) ?? null),
    ...(isWritten ? await readReadiness(office, broadcast) : { missing: [], warnings: [], obstacles: [] }),
    reach,
    texts,
    textsB,
    heads: channel === 'mail' ? headsOf(content) : null,
    maySeePeople: office.may('see-people', campaign.groupId) && (isWritten || isReadable(broadcast.segment)),
    mayApprove: office.may('approve-messages', campaign.groupId),
    maySetAddress: office.may('manage-organizers', campaign.groupId),
    segments: await segmentsToWriteTo(office, campaign.id),
    zoneName: zoneName(lang, office.groups.get(campaign.groupId)?.timeZone ?? office.zone),
    // Of two versions, the dearer one.
    dollars:
      texts &&
      Math.max(...[texts, textsB ?? texts].map((one) => dollarsOf(one, reach.byLanguage, office.env.prices.segment))),
    planValues: planValues(broadcast),
    ...(isWritten ? { results: null, nextAt: null } : await readProgress(office, broadcast)),
  }
}

function keptName({ t }: Pick<Office, 't'>, { segment }: Pick<Broadcast, 'segment'>): string {
  if (!isReadable(segment)) return t('broadcasts.reach.unreadable')
  return readKeptSegment(segment)?.name ?? t('broadcasts.plan.everybody')
}

function headsOf({ subject, subjectB, preview }: BroadcastContent) {
  const said = (words: string) => fillFields(words, nothingKnown)
  const head = (language: Language) => ({
    subjects: [subject, ...(subjectB ? [subjectB] : [])].map((one) => said(one[language])),
    preview: said(preview[language]),
  })
  return { en: head('en'), es: head('es') }
}

async function readProgress({ db, now }: Pick<Office, 'db' | 'now'>, { id, state }: Broadcast) {
  const { nextAt, ...results } = await readResults(db, id)
  const isGoing = state === 'scheduled' || state === 'sending'
  return { results, nextAt: isGoing && nextAt && nextAt > now ? nextAt.toISOString() : null }
}

type Told = (typeof told)[number]

/** What the address says was done, if that is so: anybody can write an address. */
function isTrue({ state, isTested, isRead, agreedBy }: Broadcast, did: Told | null): Told | null {
  if (did === null) return null
  const holds: Record<Told, boolean> = {
    tested: isTested,
    read: isRead.en || isRead.es,
    planned: state === 'draft',
    approved: state === 'approved',
    agreed: agreedBy !== null,
    started: state === 'scheduled' || state === 'sending' || state === 'done',
    paused: state === 'paused',
    resumed: state === 'sending' || state === 'done',
    stopped: state === 'stopped',
    rest: state === 'sending' || state === 'done',
    pace: state === 'scheduled' || state === 'sending' || state === 'paused',
  }
  return holds[did] ? did : null
}

/** What a text costs to everybody who gets it now. */
function dollarsOf(
  texts: Record<'en' | 'es', string>,
  people: Record<'en' | 'es', number>,
  segmentMicros: number,
): number {
  const segments = segmentsOf(texts.en) * people.en + segmentsOf(texts.es) * people.es
  return (segments * segmentMicros) / 1_000_000
}
