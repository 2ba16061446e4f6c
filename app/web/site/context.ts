import type { Db } from '#db/client'
import type { PetitionDirectory } from '~/actions/petitions/petition-directory.server'
import type { Env } from '~/env.server'
import type { Intake } from '~/queue/intake/append.server'
import type { SealingKey } from '~/vault/seal.server'
import type { RateVerdict } from '~/web/http/rate-limits.server'

/** What a route may use. It holds public keys only. */
export interface Context {
  env: Env
  db: Db
  intake: Intake
  petitions: PetitionDirectory
  now: () => Date
  /** The site's public key, for what belongs to no campaign. */
  siteKey: () => Promise<SealingKey>
  /** Logs an error thrown by a route, stripped of values. */
  noteError: (error: unknown) => void
  /** Counts one more request from this visitor. */
  limit: (what: 'signing' | 'acting' | 'asking' | 'calling') => Promise<RateVerdict>
}

declare module '@remix-run/server-runtime' {
  // The name is Remix's; the contents are ours.
  interface AppLoadContext extends Context {}
  // Keeps the types of loader results.
  interface Future {
    v3_singleFetch: true
  }
}
