import type { Db } from '#db/client'
import { seedPlaces } from './places'
import { seedPowers } from './powers'

/** Inserts the country, states, counties and ZIPs, and posts' legal powers: once, all together. */
export async function seedReference(db: Db): Promise<void> {
  if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
}
