import { z } from 'zod'
import type { Db } from '#db/client'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import type { PlaceAsked } from '~/actions/kind/place'
import { divisionIds, findPlace } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { shareSource } from '~/actions/petitions/share-source'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { contactSchema } from '~/people/own-page.schema'
import type { Intake } from '~/queue/intake/append.server'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { sealingKey } from '~/vault/vault-keys.server'
import { callOutcomes } from './call-outcomes'
import { readCallState } from './call-state'
import { numberToCall, otherWays } from './call-to-make'
import type { CallPlace } from './call-view'

/** Result of a button on a call page. */
export type OutcomeRecorded =
  /** More must be known about where they live. */
  | { outcome: 'asked'; asked: PlaceAsked }
  | {
      outcome: 'on'
      state: CallPlace
      last: 'recorded' | 'wrong' | 'reminded' | 'undone' | null
      /** Id of the outreach just recorded, so that it can be taken back. */
      outreachId?: string
    }
  | { outcome: 'invalid'; form: FormState }
  | { outcome: 'busy'; retryAfter: number }

const cameOfIt = z.object({
  outcome: z.enum(callOutcomes),
  outreach: z.uuid(),
  contact_id: z.uuid().nullable().catch(null),
})

/** Handles a submission: their place, the call's outcome, or a reminder. Seals it into the intake before responding. */
export async function recordOutcome(
  { db, intake, env }: { db: Db; intake: Intake; env: Pick<Env, 'channels'> },
  action: AdvocacyCampaign,
  language: Language,
  fields: Record<string, string>,
  now: Date,
): Promise<OutcomeRecorded> {
  const state = readCallState((name) => fields[name])
  if (fields.intent === 'place') {
    if (action.targeting.how !== 'lookup') return { outcome: 'on', state, last: null }
    const found = await findPlace(db, action.targeting, fields)
    return 'ask' in found
      ? { outcome: 'asked', asked: found.ask }
      : { outcome: 'on', state: { ...state, here: found.found.slugs, area: found.found.area }, last: null }
  }
  if (fields.intent === 'undo') return undo({ db, intake }, action, state, fields, now)
  const target = await targetOf(db, action, state, fields.to ?? '')
  // The page is outdated: start again with the current targets.
  if (!target || !isOpenNow(action, now))
    return { outcome: 'on', state: { ...state, start: null, step: 0 }, last: null }
  const { postId } = target
  const key = await sealingKey(db, action.campaignId)
  if (fields.intent === 'remind') {
    const read = readFields(contactSchema(env.channels), fields)
    if (read.outcome === 'invalid') return { outcome: 'invalid', form: read.form }
    const appended = await intake.append(
      key,
      'call-reminder',
      { advocacyId: action.id, postId, ...read.value.contact, language },
      now,
    )
    return appended.outcome === 'busy' ? appended : { outcome: 'on', state, last: 'reminded' }
  }
  const came = cameOfIt.safeParse(fields)
  if (!came.success) return { outcome: 'on', state, last: null }
  const { outcome, outreach, contact_id: number } = came.data
  const contactDetailId = target.contacts.find((contact) => contact.id === number)?.id ?? null
  const appended = await intake.append(
    key,
    'outreach',
    {
      outreachId: outreach,
      advocacyId: action.id,
      postId,
      contactDetailId,
      channel: 'call',
      via: 'own-phone',
      outcome,
      language,
      area: state.area,
      source: shareSource(state.ref || null),
      durationSeconds: null,
    },
    now,
  )
  if (appended.outcome === 'busy') return appended
  if (outcome === 'wrong-number')
    return { outcome: 'on', state: afterWrongNumber(target, state, number), last: 'wrong', outreachId: outreach }
  return { outcome: 'on', state: { ...state, step: state.step + 1, wrong: [] }, last: 'recorded', outreachId: outreach }
}

/** Takes back the outcome just reported, and leads to where it was reported. */
async function undo(
  { db, intake }: { db: Db; intake: Intake },
  action: AdvocacyCampaign,
  state: CallPlace,
  fields: Record<string, string>,
  now: Date,
): Promise<OutcomeRecorded> {
  const outreach = z.uuid().safeParse(fields.outreach)
  if (!outreach.success) return { outcome: 'on', state, last: null }
  const key = await sealingKey(db, action.campaignId)
  const appended = await intake.append(key, 'outreach', { undone: outreach.data }, now)
  if (appended.outcome === 'busy') return appended
  const before =
    state.wrong.length > 0
      ? { ...state, wrong: state.wrong.slice(0, -1) }
      : { ...state, step: Math.max(0, state.step - 1) }
  return { outcome: 'on', state: before, last: 'undone' }
}

/** The same official while another number or another way is left, and then the next one. */
function afterWrongNumber(target: Target, state: CallPlace, number: string | null): CallPlace {
  const wrong = [...state.wrong, ...(number ? [number] : [])]
  return number && (numberToCall(target, wrong) || otherWays(target).length > 0)
    ? { ...state, wrong }
    : { ...state, step: state.step + 1, wrong: [] }
}

/** The post they called, if the action leads there. */
async function targetOf(db: Db, action: AdvocacyCampaign, state: CallPlace, slug: string): Promise<Target | null> {
  const { postIds } = await postsToReach(db, action, await divisionIds(db, state.here))
  return (await readTargets(db, postIds)).find((target) => target.slug === slug) ?? null
}
