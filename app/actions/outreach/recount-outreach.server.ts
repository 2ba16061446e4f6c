import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import { countedDay } from '#db/counted-day'

/** An action's total as shown and as counted from its outreach. */
export interface RecountedAction {
  actionId: string
  action: string
  shown: number
  counted: number
  /** Whether every tally row is right: by official, day, channel, outcome and language. */
  isRight: boolean
}

const byKey = sql`select advocacy_campaign_id, post_id, ${countedDay('outreach', 'done_at')} as day, channel, outcome, language, count(*)::integer as count from outreach group by 1, 2, 3, 4, 5, 6`

/**
 * Recounts outreach and compares it with the tally. With `mend`, corrects the tally of actions that differ. Locks the
 * tally against writes, so that concurrent outreach is counted once.
 *
 * @returns every action, with what was shown before
 */
export async function recountOutreach(db: Db, { mend }: { mend: boolean }): Promise<RecountedAction[]> {
  return db.transaction().execute(async (trx) => {
    await sql`lock table outreach_tally in share row exclusive mode`.execute(trx)
    const { rows } = await sql<RecountedAction>`
      with counted as (${byKey}),
      compared as (
        select coalesce(counted.advocacy_campaign_id, tally.advocacy_campaign_id) as id, coalesce(tally.count, 0) as shown, coalesce(counted.count, 0) as counted
        from counted full join outreach_tally as tally using (advocacy_campaign_id, post_id, day, channel, outcome, language))
      select action.id as "actionId", action.slug as action, coalesce(sum(shown), 0)::integer as shown, coalesce(sum(counted), 0)::integer as counted, coalesce(bool_and(shown = counted), true) as "isRight"
      from advocacy_campaign as action left join compared on compared.id = action.id group by action.id order by action.slug
    `.execute(trx)
    const wrong = rows.filter((row) => !row.isRight).map((row) => row.actionId)
    if (mend && wrong.length > 0) {
      await sql`delete from outreach_tally where advocacy_campaign_id = any(${wrong}::uuid[])`.execute(trx)
      await sql`
        insert into outreach_tally (advocacy_campaign_id, post_id, day, channel, outcome, language, count)
        select * from (${byKey}) as counted where advocacy_campaign_id = any(${wrong}::uuid[])
      `.execute(trx)
      await announce(
        trx,
        wrong.map((id) => `action:${id}`),
      )
    }
    return rows
  })
}
