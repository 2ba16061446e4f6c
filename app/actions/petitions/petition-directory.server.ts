import type { Db } from '#db/client'
import type { SealingKey } from '~/vault/seal.server'
import { sealingKey } from '~/vault/vault-keys.server'
import type { Petition } from './petition'
import { findPetition } from './petitions.server'

/** A petition with the public key that its submissions are sealed to. */
export interface SignablePetition {
  petition: Petition
  key: SealingKey
}

/** In-memory cache of what signing needs to know about petitions, so that it needs no database query. */
export interface PetitionDirectory {
  find(slug: string, now: Date): Promise<SignablePetition | null>
  /** Clears the cache after a change. */
  forget(): void
}

const freshFor = 30_000
const mostKept = 1_000

/** Caches public petitions for 30 seconds. Unknown slugs are not cached. */
export function openPetitionDirectory(db: Db): PetitionDirectory {
  const kept = new Map<string, SignablePetition & { until: number }>()
  /** Number of clears; a result read before a clear is not cached after it. */
  let forgotten = 0
  return {
    async find(slug, now) {
      const known = kept.get(slug)
      if (known && now.getTime() < known.until) return known
      const before = forgotten
      const petition = await findPetition(db, slug)
      if (!petition) return null
      const found = { petition, key: await sealingKey(db, petition.campaignId), until: now.getTime() + freshFor }
      if (kept.size >= mostKept) kept.clear()
      if (before === forgotten) kept.set(slug, found)
      return found
    },
    forget() {
      forgotten += 1
      kept.clear()
    },
  }
}
