import { sql } from 'kysely'
import type { Db } from '#db/client'
import { demoPlaces } from '#db/seeds/demo-places'

/** Milliseconds before the answer is asked for again. */
const freshFor = 60_000

/** For each database this process serves, since every page asks. */
const known = new WeakMap<Db, { hasAny: boolean; at: number }>()

/**
 * Whether the demo's fictional officials are on the site, as of about a minute ago. Only the first page waits for the
 * database: one that needs nothing else from it is served while it is away.
 */
export async function hasDemoPosts(db: Db, now: Date): Promise<boolean> {
  const last = known.get(db)
  if (!last) {
    const hasAny = await readHasAny(db)
    known.set(db, { hasAny, at: now.getTime() })
    return hasAny
  }
  if (now.getTime() - last.at >= freshFor) {
    last.at = now.getTime()
    readHasAny(db).then(
      (hasAny) => (last.hasAny = hasAny),
      // The answer of before holds; a minute later it is asked for again.
      () => {},
    )
  }
  return last.hasAny
}

async function readHasAny(db: Db): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from post where division_id = any(${Object.values(demoPlaces).map(({ id }) => id)}::text[]) and retired_on is null) as has
  `.execute(db)
  return rows[0]!.has
}
