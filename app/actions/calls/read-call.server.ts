import { randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import { actionView } from '~/actions/kind/action-view'
import { type AdvocacyCampaign, availabilityOf } from '~/actions/kind/advocacy.server'
import { readNobodyHere } from '~/actions/kind/nobody-here.server'
import type { PlaceAsked } from '~/actions/kind/place'
import { divisionIds, readTown } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { readSoFar } from '~/actions/kind/so-far.server'
import { nameOf } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { linesOf } from '~/ui/forms/content'
import { type CallContent, callContent } from './call-content'
import { type CallLoad, readCallLoads } from './call-loads.server'
import { callOutcomes } from './call-outcomes'
import { callToMake } from './call-to-make'
import type { CallPlace, CallState, CallStep, CallView } from './call-view'
import { callWords } from './call-words'
import { shownInTurn } from './first-shown'

/**
 * Reads a call page at a step, in one language.
 *
 * @param asked the question about their place to show instead, or null
 */
export async function readCallPage(
  db: Db,
  action: AdvocacyCampaign,
  language: Language,
  at: CallPlace,
  now: Date,
  asked: PlaceAsked | null = null,
): Promise<CallView> {
  const content = callContent.parse(action.content)
  const { step, agreed } = await readStep(db, action, content, language, at, now, asked)
  const soFar = await readSoFar(db, action, { counted: callOutcomes, words: callWords }, language, now)
  return {
    ...actionView(action, content, language, { path: paths.calls(language, action.slug), soFar, agreed }, now),
    now: step,
  }
}

async function readStep(
  db: Db,
  action: AdvocacyCampaign,
  content: CallContent,
  language: Language,
  at: CallPlace,
  now: Date,
  asked: PlaceAsked | null,
): Promise<{ step: CallStep; agreed: string[] }> {
  const only = (step: CallStep) => ({ step, agreed: [] })
  const standing = availabilityOf(action, now)
  if (standing !== 'open') return only({ is: standing })
  if (asked) return only({ is: 'asking-place', asked })
  if (action.targeting.how === 'lookup' && at.here.length === 0)
    return only({ is: 'asking-place', asked: { for: 'zip', problem: null } })
  const { postIds, agreedIds } = await postsToReach(db, action, await divisionIds(db, at.here))
  const [targets, agreedTargets, desks] = await Promise.all([
    readTargets(db, postIds),
    readTargets(db, agreedIds),
    readCallLoads(db, postIds, content, now),
  ])
  const agreed = agreedTargets.map((target) => nameOf(target, language))
  if (targets.length === 0)
    return { step: { is: 'nobody-here', place: await readNobodyHere(db, action, at.here) }, agreed }
  const list = shownInTurn(db, targets, desks, at.start, now)
  const state: CallState = { ...at, start: list[0]!.slug }
  const position = nextToCall(list, desks, at.step)
  if (position >= list.length) return { step: { is: 'done', thanks: linesOf(content.thanks[language]) }, agreed }
  const target = list[position]!
  const call = callToMake({
    content,
    target,
    desk: desks.get(target.postId)!,
    state: { ...state, step: position },
    of: list.length,
    town: await readTown(db, at.here),
    outreachId: randomUUID(),
    language,
    now,
  })
  return { step: { is: 'calling', call }, agreed }
}

/** Position of the next office that can be called, or the wanted position when no later one can. */
function nextToCall(list: Target[], desks: ReadonlyMap<string, CallLoad>, step: number): number {
  const next = list.findIndex((target, index) => index >= step && desks.get(target.postId)!.freeAt === null)
  return next >= 0 ? next : step
}
