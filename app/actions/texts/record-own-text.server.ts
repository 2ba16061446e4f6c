import { z } from 'zod'
import type { Db } from '#db/client'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import type { PlaceAsked } from '~/actions/kind/place'
import { divisionIds, findPlace } from '~/actions/kind/place.server'
import { type PlaceInAddress, readPlace } from '~/actions/kind/place-in-address'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import type { Language } from '~/i18n/language'
import { readTargets } from '~/officials/posts/targets.server'
import type { Intake } from '~/queue/intake/append.server'
import { sealingKey } from '~/vault/vault-keys.server'

/** Result of a button on a text page. */
export type OwnTextRecorded =
  | { outcome: 'asked'; asked: PlaceAsked }
  | { outcome: 'on'; place: PlaceInAddress; isTold: boolean }
  | { outcome: 'busy'; retryAfter: number }

const sent = z.object({ to: z.string(), outreach: z.uuid(), contact_id: z.uuid() })

/** Handles one submission: where they live, or that they sent the text from their own phone. */
export async function recordOwnText(
  { db, intake }: { db: Db; intake: Intake },
  action: AdvocacyCampaign,
  language: Language,
  fields: Record<string, string>,
  now: Date,
): Promise<OwnTextRecorded> {
  const at = readPlace((name) => fields[name])
  if (fields.intent === 'place') {
    if (action.targeting.how !== 'lookup') return { outcome: 'on', place: at, isTold: false }
    const found = await findPlace(db, action.targeting, fields)
    return 'ask' in found
      ? { outcome: 'asked', asked: found.ask }
      : { outcome: 'on', place: { here: found.found.slugs, area: found.found.area }, isTold: false }
  }
  const read = sent.safeParse(fields)
  if (!read.success || !isOpenNow(action, now)) return { outcome: 'on', place: at, isTold: false }
  const { postIds } = await postsToReach(db, action, await divisionIds(db, at.here))
  const target = (await readTargets(db, postIds)).find(({ slug }) => slug === read.data.to)
  if (!target?.contacts.some(({ id }) => id === read.data.contact_id))
    return { outcome: 'on', place: at, isTold: false }
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
      source: 'web',
      durationSeconds: null,
    },
    now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'on', place: at, isTold: true }
}
