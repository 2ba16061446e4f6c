import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import type { TellMe } from '~/actions/next-acts/what-is-left'
import type { PostRole } from '~/officials/posts/target'

const cityRoles: PostRole[] = ['council-member', 'mayor', 'police-chief']
const countyRoles: PostRole[] = ['sheriff', 'county-supervisor', 'county-executive', 'prosecutor', 'jail-director']

/**
 * What somebody can ask to be told about a county or city where nobody is known: the action that can be taken now and
 * would lead to officials there, a call before others. Null when there is none.
 */
export async function readTellMe(
  db: Db,
  { slug, name, kind }: Omit<TellMe, 'actionId' | 'hasTexts'>,
  hasTexts: boolean,
  now: Date,
): Promise<TellMe | null> {
  if (kind !== 'county' && kind !== 'place') return null
  const { rows } = await sql<{ id: string }>`
    select id from advocacy_campaign where ${openAt('advocacy_campaign', now)} and targeting ->> 'how' = 'lookup' and targeting -> 'roles' ?| ${kind === 'county' ? countyRoles : cityRoles}::text[]
    order by (targeting -> 'roles' ? 'sheriff') desc, (kind = 'call') desc, created_at limit 1
  `.execute(db)
  return rows[0] ? { slug, name, kind, actionId: rows[0].id, hasTexts } : null
}

/** Whether an action can be taken now and finds its officials by place, so that somebody can ask to be told about it. */
export async function isToBeTold(db: Db, actionId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from advocacy_campaign where id = ${actionId} and ${openAt('advocacy_campaign', now)} and targeting ->> 'how' = 'lookup'
  `.execute(db)
  return rows.length > 0
}
