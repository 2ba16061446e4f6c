import { sql } from 'kysely'
import type { Db } from '#db/client'

/** How many people are where in a ladder. */
export interface LadderCounts {
  /** By key of a step: how many are there now, and how many got it or were tagged. */
  steps: Record<string, { here: number; done: number }>
  /** In the ladder now, and ever. */
  inside: number
  ever: number
  /** By why they have left. */
  left: { why: 'end' | 'goal' | 'opted-out' | 'bounced' | 'closed'; count: number }[]
  /** Steps that are due already: they go as soon as the ladder goes on. */
  due: number
}

export async function countLadder(db: Db, ladderId: string, now: Date): Promise<LadderCounts> {
  const { rows: places } = await sql<{
    step: string
    why: LadderCounts['left'][number]['why'] | null
    count: number
    due: number
  }>`
    select case when left_at is null then step else '' end as step, left_why as why, count(*)::integer as count, count(*) filter (where left_at is null and due_at <= ${now})::integer as due
    from ladder_place where ladder_id = ${ladderId} group by 1, 2
  `.execute(db)
  const { rows: done } = await sql<{ step: string; count: number }>`
    select step, count(*)::integer as count from ladder_done where ladder_id = ${ladderId} and why_not is null group by step
  `.execute(db)
  const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0)
  const inside = places.filter(({ why }) => why === null)
  const keys = new Set([...inside, ...done].map(({ step }) => step))
  return {
    steps: Object.fromEntries(
      [...keys].map((key) => [
        key,
        {
          here: sum(inside.filter(({ step }) => step === key).map(({ count }) => count)),
          done: done.find(({ step }) => step === key)?.count ?? 0,
        },
      ]),
    ),
    inside: sum(inside.map(({ count }) => count)),
    ever: sum(places.map(({ count }) => count)),
    left: places.flatMap(({ why, count }) => (why === null ? [] : [{ why, count }])),
    due: sum(inside.map(({ due }) => due)),
  }
}
