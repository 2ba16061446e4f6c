import { sql } from 'kysely'
import type { Db } from '#db/client'
import { stalePosts } from '~/officials/posts/stale-queue.server'

type CountyCoverage = 'fresh' | 'stale' | 'missing'

/** For every county, whether its sheriff can be reached and whether that data is stale. */
export interface Coverage {
  /** By Census GEOID, five digits. */
  counties: Record<string, Exclude<CountyCoverage, 'missing'>>
  states: { state: string; fresh: number; stale: number; missing: number }[]
}

/** @param staleDays age at which a contact enters the stale queue */
export async function readCoverage(db: Db, staleDays: number, now: Date): Promise<Coverage> {
  const { rows } = await sql<{ geoid: string; state: string; how: CountyCoverage }>`
    with stale as (${stalePosts(staleDays, now)}),
    reached as (
      select post.division_id, bool_and(exists (select from stale where stale."postId" = post.id)) as is_stale from post
      where post.role = 'sheriff' and post.retired_on is null and exists (select from contact_detail where status <> 'dead' and kind in ('voice', 'text', 'email', 'form', 'address')
        and (post_id = post.id or organization_id = post.organization_id or official_id in (select official_id from membership where membership.post_id = post.id and ended_on is null)))
      group by post.division_id)
    select division.geoid, division.state, case when reached.is_stale is null then 'missing' when reached.is_stale then 'stale' else 'fresh' end as how
    from division left join reached on reached.division_id = division.id where division.kind = 'county' and division.geoid is not null and division.state is not null
  `.execute(db)
  const states = new Map<string, Coverage['states'][number]>()
  for (const { state, how } of rows) {
    const line = states.get(state) ?? { state, fresh: 0, stale: 0, missing: 0 }
    line[how] += 1
    states.set(state, line)
  }
  return {
    counties: Object.fromEntries(rows.flatMap(({ geoid, how }) => (how === 'missing' ? [] : [[geoid, how]]))),
    states: [...states.values()].sort(
      (one, two) => two.fresh + two.stale - (one.fresh + one.stale) || one.state.localeCompare(two.state),
    ),
  }
}
