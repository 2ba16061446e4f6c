import type { Db } from '#db/client'
import { seedPlaces } from './places'
import { seedPowers } from './powers'

/** States, counties, cities and ZIPs, and what each office may do: once, and all of it together. */
export async function seedReference(db: Db): Promise<void> {
  if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
}
