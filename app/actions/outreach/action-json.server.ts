import { sql } from 'kysely'
import type { Db } from '#db/client'
import { findAdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import { outreachKind } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { readTargets } from '~/officials/posts/targets.server'
import { osdiTarget, type PublicOutreach, toOsdi } from './to-osdi'

const mostOutreach = 25

/**
 * An action as OSDI data, in one language: its targets, the total, and the newest outreach with only the day, the
 * office and the outcome.
 *
 * @param url the action's page
 * @returns null when there is no such action
 */
export async function actionAsJson(db: Db, kind: string, slug: string, language: Language, url: string, now: Date) {
  const action = await findAdvocacyCampaign(db, kind, slug)
  if (!action) return null
  const { rows: newest } = await sql<Omit<PublicOutreach, 'type'> & { postId: string; channel: string }>`
    select id, post_id as "postId", channel, outcome, source, duration_seconds as "durationSeconds", done_at as "doneAt"
    from outreach where advocacy_campaign_id = ${action.id} order by done_at desc, id limit ${mostOutreach}
  `.execute(db)
  const listed = await db
    .selectFrom('advocacy_target')
    .select('post_id')
    .where('advocacy_campaign_id', '=', action.id)
    .orderBy('position')
    .execute()
  const targets = await readTargets(db, [
    ...new Set([...listed.map((row) => row.post_id), ...newest.map((one) => one.postId)]),
  ])
  const byPost = new Map(targets.map((target) => [target.postId, target]))
  const total = await db
    .selectFrom('outreach_tally')
    .select(({ fn }) => fn.sum<string | null>('count').as('count'))
    .where('advocacy_campaign_id', '=', action.id)
    .executeTakeFirst()
  return {
    actionId: action.id,
    json: {
      title: action.title[language],
      summary: action.summary[language],
      language,
      browser_url: url,
      type: outreachKind(kind).osdiType,
      is_open: isOpenNow(action, now),
      total_outreaches: Number(total?.count ?? 0),
      targets: listed.flatMap(({ post_id }) => byPost.get(post_id) ?? []).map(osdiTarget),
      /** Empty when everybody has the same targets; otherwise targets are found by where the person lives. */
      target_roles: action.targeting.how === 'lookup' ? action.targeting.roles : [],
      outreaches: newest.flatMap((one) => {
        const target = byPost.get(one.postId)
        return target ? [toOsdi({ ...one, type: outreachKind(one.channel).osdiType }, target, url)] : []
      }),
    },
  }
}
