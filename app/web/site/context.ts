import type { Db } from '#db/client'
import type { PetitionDirectory } from '~/actions/petitions/petition-directory.server'
import type { Env } from '~/env.server'
import type { Intake } from '~/queue/intake/append.server'
import type { SealingKey } from '~/vault/seal.server'
import type { Verdict } from '~/web/http/rate-limits.server'

/** What a route may use. It holds public keys only. */
export interface Context {
  env: Env
  db: Db
  intake: Intake
  petitions: PetitionDirectory
  now: () => Date
  /** The site's own public key, for what belongs to no campaign. */
  siteKey: () => Promise<SealingKey>
  /** Logs an error that a route threw, stripped of values. */
  noteError: (error: unknown) => void
  /** Counts one more request of this visitor. */
  limit: (what: 'signing' | 'acting' | 'asking' | 'calling') => Promise<Verdict>
}

declare module '@remix-run/server-runtime' {
  // The contents are ours, the name is Remix's.
  interface AppLoadContext extends Context {}
  // Loaders' answers have the types they were made with.
  interface Future {
    v3_singleFetch: true
  }
}
