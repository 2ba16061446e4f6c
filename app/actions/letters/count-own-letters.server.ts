import { outreachId } from '~/actions/outreach/outreach-id'
import { shareSource } from '~/actions/petitions/share-source'
import { areaOf } from '~/geography/area'
import { bestContact, type Target } from '~/officials/posts/target'
import { sealingKey } from '~/vault/vault-keys.server'
import { seedSchema } from './letter.schema'
import type { WriteContext } from './write-context'

export type CountedLetters = { outcome: 'counted' } | { outcome: 'busy'; retryAfter: number }

/** Counts letters people mail or print themselves, once per page view, button and official. Identifies nobody. */
export async function countOwnLetters(
  { db, intake, action, language, place, now }: WriteContext,
  { targets, outcome }: { targets: Target[]; outcome: 'own-mail' | 'printed' },
  fields: Record<string, string>,
): Promise<CountedLetters> {
  const seed = seedSchema.safeParse(fields.seed)
  if (!seed.success) return { outcome: 'counted' }
  const key = await sealingKey(db, action.campaignId)
  const area = /^\d{5}$/.test(fields.postal_code ?? '') ? areaOf(fields.postal_code!, 'US') : place.area
  const appended = await Promise.all(
    targets.map((target) =>
      intake.append(
        key,
        'outreach',
        {
          outreachId: outreachId(`${seed.data} ${target.postId} ${outcome}`),
          advocacyId: action.id,
          postId: target.postId,
          channel: 'letter',
          outcome,
          language,
          area,
          contactDetailId: bestContact(target, [outcome === 'printed' ? 'address' : 'email'])?.id ?? null,
          via: outcome === 'printed' ? 'print' : 'own-mail',
          source: shareSource(place.ref),
          durationSeconds: null,
        },
        now,
      ),
    ),
  )
  return appended.find((one) => one.outcome === 'busy') ?? { outcome: 'counted' }
}
