import { z } from 'zod'
import type { Db } from '#db/client'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import type { PlaceAsked } from '~/actions/kind/place'
import { divisionIds, findPlace } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { shareSource } from '~/actions/petitions/share-source'
import type { Language } from '~/i18n/language'
import { readTargets } from '~/officials/posts/targets.server'
import type { Intake } from '~/queue/intake/append.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { readTextPlace, type TextPlace } from './text-place'

/** Result of a button on a text page. */
export type OwnTextRecorded =
  | { outcome: 'asked'; asked: PlaceAsked }
  | {
      outcome: 'on'
      place: TextPlace
      last?: 'undone'
      /** Id of the outreach just recorded, so that it can be taken back. */
      outreachId?: string
    }
  | { outcome: 'busy'; retryAfter: number }

const sent = z.object({ to: z.string(), outreach: z.uuid(), contact_id: z.uuid() })

/** Handles one submission: where they live, that they sent the text from their own phone, or that they did not. */
export async function recordOwnText(
  { db, intake }: { db: Db; intake: Intake },
  action: AdvocacyCampaign,
  language: Language,
  fields: Record<string, string>,
  now: Date,
): Promise<OwnTextRecorded> {
  const at = readTextPlace((name) => fields[name])
  if (fields.intent === 'place') {
    if (action.targeting.how !== 'lookup') return { outcome: 'on', place: at }
    const found = await findPlace(db, action.targeting, fields)
    return 'ask' in found
      ? { outcome: 'asked', asked: found.ask }
      : { outcome: 'on', place: { ...at, here: found.found.slugs, area: found.found.area } }
  }
  if (fields.intent === 'undo') return undo({ db, intake }, action, at, fields, now)
  const read = sent.safeParse(fields)
  if (!read.success || !isOpenNow(action, now)) return { outcome: 'on', place: at }
  const { postIds } = await postsToReach(db, action, await divisionIds(db, at.here))
  const target = (await readTargets(db, postIds)).find(({ slug }) => slug === read.data.to)
  if (!target?.contacts.some(({ id }) => id === read.data.contact_id)) return { outcome: 'on', place: at }
  const appended = await intake.append(
    await sealingKey(db, action.campaignId),
    'outreach',
    {
      outreachId: read.data.outreach,
      advocacyId: action.id,
      postId: target.postId,
      contactDetailId: read.data.contact_id,
      channel: 'text',
      via: 'own-phone',
      outcome: 'own-phone',
      language,
      area: at.area,
      source: shareSource(at.ref || null),
      durationSeconds: null,
    },
    now,
  )
  return appended.outcome === 'busy'
    ? appended
    : {
        outcome: 'on',
        place: { ...at, told: [...new Set([...at.told, target.slug])] },
        outreachId: read.data.outreach,
      }
}

/** Takes back the text just reported, and leads to the office that it was reported for. */
async function undo(
  { db, intake }: { db: Db; intake: Intake },
  action: AdvocacyCampaign,
  at: TextPlace,
  fields: Record<string, string>,
  now: Date,
): Promise<OwnTextRecorded> {
  const outreach = z.uuid().safeParse(fields.outreach)
  if (!outreach.success) return { outcome: 'on', place: at }
  const key = await sealingKey(db, action.campaignId)
  const appended = await intake.append(key, 'outreach', { undone: outreach.data }, now)
  return appended.outcome === 'busy'
    ? appended
    : { outcome: 'on', place: { ...at, told: at.told.slice(0, -1) }, last: 'undone' }
}
