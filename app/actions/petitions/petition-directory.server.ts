import type { Db } from '#db/client'
import type { SealingKey } from '~/vault/seal.server'
import { sealingKey } from '~/vault/vault-keys.server'
import type { Petition } from './petition'
import { findPetition } from './petitions.server'

/** A petition with the key its submissions are sealed to. */
export interface SignablePetition {
  petition: Petition
  key: SealingKey
}

/** What the sign path must know of petitions, kept in memory so that signing asks the database nothing. */
export interface PetitionDirectory {
  find(slug: string, now: Date): Promise<SignablePetition | null>
  /** Forgets all, when something has changed. */
  forget(): void
}

const freshFor = 30_000
const mostKept = 1_000

/** Public petitions only; one that is not there is looked for again each time. */
export function openPetitionDirectory(db: Db): PetitionDirectory {
  const kept = new Map<string, SignablePetition & { until: number }>()
  /** How often all was forgotten: what was read before that is not kept after it. */
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
