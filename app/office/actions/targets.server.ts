import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import type { ContactKind } from '#db/schema-officials'
import { isUuid } from '#db/uuid'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { ListedPost } from '~/actions/kind/target-words'
import type { Targeting } from '~/actions/kind/targeting'
import type { Office } from '~/office/guard/guard.server'
import { type PostRole, postRoles } from '~/officials/posts/target'
import { withTargetHistory } from './target-history.server'

/** A post as the office lists it. */
export interface TargetLine extends ListedPost {
  id: string
  /** Null: the post is vacant. */
  name: string | null
  /** Contact channels that are not known to be dead. */
  ways: ContactKind[]
  hasAgreed: boolean
}

const mostFound = 40
const mostTargets = 2_000

const columns = sql`post.id, official.name, post.role, post.title, post.district, coalesce(outer_place.name, place.name) as place, coalesce(outer_place.kind, place.kind) as "placeKind",
  array(select distinct kind from contact_detail where status <> 'dead' and (post_id = post.id or organization_id = post.organization_id or official_id = official.id) order by kind) as ways`
const joins = sql`join division as place on place.id = post.division_id left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
  left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id`

/** Targets of an action, in order. */
export async function readActionTargets(db: Db, actionId: string): Promise<TargetLine[]> {
  const { rows } = await sql<TargetLine>`
    select ${columns}, has_agreed as "hasAgreed" from advocacy_target join post on post.id = post_id and post.retired_on is null ${joins}
    where advocacy_campaign_id = ${actionId} order by position, post.slug
  `.execute(db)
  return rows
}

/** The first posts whose holder, title and place together contain every word; posts already targeted are left out. */
export async function searchPosts(db: Db, actionId: string, words: string): Promise<TargetLine[]> {
  const { rows } = await sql<TargetLine>`
    select ${columns}, false as "hasAgreed" from post ${joins} where ${hasWords(words)} and ${isNew(actionId)}
    order by official.name nulls last, post.slug limit ${mostFound}
  `.execute(db)
  return rows
}

/** How many posts there are of which `searchPosts` gives the first. */
export async function countPosts(db: Db, actionId: string, words: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from post ${joins} where ${hasWords(words)} and ${isNew(actionId)}
  `.execute(db)
  return rows[0]!.count
}

/** As a condition on a post with its joins. Without words none has them. */
function hasWords(words: string) {
  const patterns = words
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 6)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  if (patterns.length === 0) return sql<boolean>`false`
  return sql<boolean>`post.retired_on is null and lower(concat_ws(' ', official.name, post.title, post.role, post.district, place.name, outer_place.name, place.state)) like all (${patterns}::text[])`
}

function isNew(actionId: string) {
  return sql<boolean>`not exists (select from advocacy_target where advocacy_campaign_id = ${actionId} and post_id = post.id)`
}

const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('targeting'), how: z.enum(['posts', 'lookup']), order: z.enum(['in-turn', 'all']) }),
  z.object({ intent: z.literal('add-all'), state: z.string().regex(/^[A-Z]{2}$/), role: z.enum(postRoles) }),
  z.object({ intent: z.literal('add-found'), q: z.string().max(100) }),
  z.object({ intent: z.enum(['up', 'down', 'remove', 'agreed', 'not-agreed']), post: z.uuid() }),
])

/** Outcome of a form on the targets page. `added`: how many officials; null for other changes. */
export type TargetsChanged =
  | { outcome: 'changed'; added: number | null }
  | { outcome: 'refused'; message: 'roles' }
  | { outcome: 'unknown' }

/**
 * Changes an action's targets, effective at once. Undoable; recorded in the history and the audit log.
 *
 * @param form `add` repeats for each official to add
 */
export async function changeTargets(office: Office, action: AdvocacyCampaign, form: FormData): Promise<TargetsChanged> {
  const chosenRoles = form.getAll('roles').filter((role): role is PostRole => postRoles.includes(role as PostRole))
  const chosenPosts = form.getAll('add').map(String).filter(isUuid)
  const read =
    form.get('intent') === 'add'
      ? { success: true as const, data: { intent: 'add' as const } }
      : change.safeParse(Object.fromEntries(form))
  if (!read.success) return { outcome: 'unknown' }
  const asked = read.data
  if (asked.intent === 'targeting' && asked.how === 'lookup' && chosenRoles.length === 0)
    return { outcome: 'refused', message: 'roles' }
  return office.db.transaction().execute(async (trx) => {
    if ('post' in asked && !(await isPost(trx, asked.post))) return { outcome: 'unknown' }
    const added = await withTargetHistory(trx, action, office.organizer.id, office.now, () =>
      carryOut(trx, action, asked, chosenRoles, chosenPosts),
    )
    await office.audit(
      { groupId: action.groupId, act: 'changed-targets', subject: `${action.id} ${asked.intent}`, howMany: added ?? 1 },
      trx,
    )
    return { outcome: 'changed', added }
  })
}

async function isPost(trx: Trx, id: string): Promise<boolean> {
  return (await trx.selectFrom('post').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

type Asked = z.output<typeof change> | { intent: 'add' }

async function carryOut(
  trx: Trx,
  action: AdvocacyCampaign,
  asked: Asked,
  roles: PostRole[],
  posts: string[],
): Promise<number | null> {
  switch (asked.intent) {
    case 'targeting': {
      const targeting: Targeting =
        asked.how === 'posts' ? { how: 'posts', order: asked.order } : { how: 'lookup', order: asked.order, roles }
      await trx
        .updateTable('advocacy_campaign')
        .set({ targeting: JSON.stringify(targeting) })
        .where('id', '=', action.id)
        .execute()
      return null
    }
    case 'add':
      return append(trx, action.id, sql`post.id = any(${posts}::uuid[])`)
    case 'add-all':
      return append(trx, action.id, sql`post.role = ${asked.role} and place.state = ${asked.state}`)
    case 'add-found':
      return append(trx, action.id, sql`post.id in (select post.id from post ${joins} where ${hasWords(asked.q)})`)
    case 'up':
    case 'down':
      await move(trx, action.id, asked.post, asked.intent === 'up' ? -1 : 1)
      return null
    case 'remove':
      await trx
        .deleteFrom('advocacy_target')
        .where('advocacy_campaign_id', '=', action.id)
        .where('post_id', '=', asked.post)
        .execute()
      return null
    case 'agreed':
    case 'not-agreed':
      await sql`
        insert into advocacy_target (advocacy_campaign_id, post_id, position, has_agreed) values (${action.id}, ${asked.post}, 0, ${asked.intent === 'agreed'})
        on conflict (advocacy_campaign_id, post_id) do update set has_agreed = excluded.has_agreed
      `.execute(trx)
      return null
  }
}

/** Appends posts by place, district and slug; posts already in the list keep their position. */
async function append(trx: Trx, actionId: string, which: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into advocacy_target (advocacy_campaign_id, post_id, position)
    select ${actionId}, post.id, (select coalesce(max(position), 0) from advocacy_target where advocacy_campaign_id = ${actionId}) + row_number() over (order by place.name, post.district, post.slug)
    from post join division as place on place.id = post.division_id where post.retired_on is null and ${which} limit ${mostTargets}
    on conflict do nothing
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

async function move(trx: Trx, actionId: string, postId: string, by: -1 | 1): Promise<void> {
  // Renumber all positions with gaps, then move one past its neighbor.
  await sql`
    with placed as (
      select post_id, 2 * row_number() over (order by position, (select slug from post where id = post_id)) as place from advocacy_target where advocacy_campaign_id = ${actionId})
    update advocacy_target set position = placed.place + case when placed.post_id = ${postId} then ${3 * by}::integer else 0 end
    from placed where advocacy_campaign_id = ${actionId} and advocacy_target.post_id = placed.post_id
  `.execute(trx)
}
