import type { Db } from '#db/client'
import { seedPlaces } from './places'
import { seedPolicyKinds } from './policy-kinds'
import { seedPowers } from './powers'

/** Inserts the country, states, counties and ZIPs, and posts' legal powers: once, all together. Kinds of policies whenever one is new. */
export async function seedReference(db: Db): Promise<void> {
  if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
  await seedPolicyKinds(db)
}
