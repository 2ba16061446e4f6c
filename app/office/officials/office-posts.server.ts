import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import type {
  ContactKind,
  ContactStatus,
  OfficeHours,
  OrganizationKind,
  ReportKind,
  ReportOrigin,
} from '#db/schema-officials'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { TableState } from '~/office/table/table-state'
import { plain } from '~/officials/posts/name-key'
import { stalePosts } from '~/officials/posts/stale-queue.server'
import { type Power, postRoles } from '~/officials/posts/target'

/** Filters for the list of posts; '' means any. */
export const postFilter = z.object({
  search: z.string().max(100).catch(''),
  state: z
    .string()
    .regex(/^([A-Z]{2})?$/)
    .catch(''),
  role: z.enum(['', ...postRoles]).catch(''),
  freshness: z.enum(['', 'fresh', 'stale', 'vacant']).catch(''),
})

export type PostFilter = z.output<typeof postFilter>

export interface PostLine {
  id: string
  slug: string
  role: string
  title: string
  district: string
  place: string
  state: string | null
  organization: string
  holder: string | null
  contacts: number
  checkedOn: string | null
  isStale: boolean
}

/** Columns the list can be sorted by. */
export const sortablePosts = ['holder', 'role', 'place', 'contacts', 'checked'] as const
type Sortable = (typeof sortablePosts)[number]

const linesOnPage = 100
const usual: TableState<Sortable> = { sort: '', isDown: false, page: 1 }

/** A column in the form that `plain` gives a text. */
function folded(column: string) {
  return sql`regexp_replace(regexp_replace(lower(normalize(${sql.ref(column)}, NFD)), '[\u0300-\u036f''’‘.]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')`
}

interface AskedPosts {
  filter: PostFilter
  staleDays: number
  /** In whose words the posts are sorted by role. */
  language: Language
  table?: TableState<Sortable>
}

/**
 * Posts that are not retired, a hundred on a page; usually by slug, and so by place.
 *
 * @returns `page`: the one that is shown, the last where one behind it was asked for
 */
export async function listPosts(
  db: Db,
  { filter, staleDays, language, table = usual }: AskedPosts,
  now: Date,
): Promise<{ lines: PostLine[]; count: number; page: number; pages: number }> {
  const words = `%${plain(filter.search).replaceAll(' ', '%')}%`
  const matching = sql`
    with stale as (${stalePosts(staleDays, now)}),
    line as (
      select post.id, post.slug, post.role, post.title, post.district, place.name as place, place.state, organization.name as organization, official.name as holder,
        (select count(*) from contact_detail where status <> 'dead' and (post_id = post.id or organization_id = organization.id or official_id = official.id))::integer as contacts,
        (select min(checked_on) from contact_detail where status <> 'dead' and (post_id = post.id or organization_id = organization.id or official_id = official.id)) as "checkedOn",
        exists (select from stale where stale."postId" = post.id) as "isStale"
      from post join organization on organization.id = organization_id join division as place on place.id = post.division_id
      left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
      where post.retired_on is null and (${filter.state} = '' or place.state = ${filter.state}) and (${filter.role} = '' or post.role = ${filter.role})
        and (${filter.search} = '' or official.name_key like ${words} or replace(place.slug, '-', ' ') like ${words} or ${folded('place.name')} like ${words} or ${folded('organization.name')} like ${words}))`
  const isFresh = sql`(${filter.freshness} = '' or (${filter.freshness} = 'stale' and "isStale") or (${filter.freshness} = 'fresh' and not "isStale" and contacts > 0) or (${filter.freshness} = 'vacant' and holder is null))`
  // Counted apart, so that contacts are looked up only for the posts on the page.
  const counted = await sql<{ count: number }>`
    ${matching} select count(*)::integer as count from line where ${isFresh}
  `.execute(db)
  const { count } = counted.rows[0]!
  const pages = Math.max(1, Math.ceil(count / linesOnPage))
  const page = Math.min(table.page, pages)
  const { rows } = await sql<PostLine>`
    ${matching} select * from line where ${isFresh}
    order by ${orderOf(table, language)} slug offset ${(page - 1) * linesOnPage} limit ${linesOnPage}
  `.execute(db)
  return { lines: rows, count, page, pages }
}

function orderOf({ sort, isDown }: TableState<Sortable>, language: Language): RawBuilder<unknown> {
  if (sort === '') return sql``
  const t = translator(language)
  const roles = postRoles.toSorted((one, two) =>
    t(`officials.roles.${one}`).localeCompare(t(`officials.roles.${two}`), language),
  )
  const columns = {
    holder: sql.ref('holder'),
    role: sql`array_position(${roles}::text[], role)`,
    place: sql.ref('place'),
    contacts: sql.ref('contacts'),
    checked: sql.ref('checkedOn'),
  }
  return sql`${columns[sort]} ${isDown ? sql`desc` : sql`asc`} nulls last,`
}

/** A contact and what it belongs to. */
export interface ContactLine {
  id: string
  owner: 'post' | 'organization' | 'official'
  kind: ContactKind
  value: string
  extension: string
  note: string
  sourceUrl: string
  checkedOn: string
  status: ContactStatus
  statusReason: string | null
}

export interface HolderLine {
  id: string
  name: string
  startedOn: string | null
  termEndsOn: string | null
  endedOn: string | null
  sourceUrl: string
  checkedOn: string
}

/** A post with everything about it, including retired contacts and past holders. */
export interface OfficePost {
  id: string
  slug: string
  role: string
  title: string
  district: string
  seat: string
  retiredOn: string | null
  place: { name: string; slug: string; state: string | null }
  organization: {
    id: string
    name: string
    kind: OrganizationKind
    timeZone: string | null
    officeHours: OfficeHours[] | null
    hoursSourceUrl: string | null
    hoursCheckedOn: string | null
  }
  holder: (HolderLine & { officialId: string }) | null
  past: HolderLine[]
  contacts: ContactLine[]
  powers: Power[]
  reports: { id: string; what: ReportKind; origin: ReportOrigin; at: string }[]
}

/** @returns null when there is no post with that slug */
export async function readOfficePost(db: Db, slug: string): Promise<OfficePost | null> {
  const { rows } = await sql<OfficePost>`
    select post.id, post.slug, post.role, post.title, post.district, post.seat, post.retired_on as "retiredOn",
      jsonb_build_object('name', place.name, 'slug', coalesce(outer_place.slug, place.slug), 'state', place.state) as place,
      jsonb_build_object('id', organization.id, 'name', organization.name, 'kind', organization.kind, 'timeZone', coalesce(organization.time_zone, place.time_zone),
        'officeHours', office_hours, 'hoursSourceUrl', hours_source_url, 'hoursCheckedOn', hours_checked_on) as organization,
      (select jsonb_build_object('id', membership.id, 'officialId', official.id, 'name', official.name, 'startedOn', started_on, 'termEndsOn', term_ends_on, 'endedOn', null, 'sourceUrl', source_url, 'checkedOn', checked_on)
        from membership join official on official.id = official_id where post_id = post.id and ended_on is null) as holder,
      coalesce((select jsonb_agg(jsonb_build_object('id', membership.id, 'name', official.name, 'startedOn', started_on, 'termEndsOn', term_ends_on, 'endedOn', ended_on, 'sourceUrl', source_url, 'checkedOn', checked_on) order by ended_on desc)
        from membership join official on official.id = official_id where post_id = post.id and ended_on is not null), '[]') as past,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'owner', case when post_id is not null then 'post' when organization_id is not null then 'organization' else 'official' end, 'kind', kind, 'value', value, 'extension', extension,
          'note', note, 'sourceUrl', source_url, 'checkedOn', checked_on, 'status', status, 'statusReason', status_reason) order by status = 'dead', post_id is null, organization_id is null, kind, value)
        from contact_detail where post_id = post.id or organization_id = organization.id or official_id in (select official_id from membership where membership.post_id = post.id and ended_on is null)), '[]') as contacts,
      coalesce((select jsonb_agg(jsonb_build_object('topic', topic, 'may', may, 'note', note, 'law', law, 'sourceUrl', source_url, 'checkedOn', checked_on) order by topic)
        from post_power where post_power.state = place.state and post_power.role = post.role), '[]') as powers,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'what', what, 'origin', origin, 'at', reported_at) order by reported_at) from contact_report where post_id = post.id and handled_at is null), '[]') as reports
    from post join organization on organization.id = organization_id join division as place on place.id = post.division_id
    left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
    where post.slug = ${slug}
  `.execute(db)
  return rows[0] ?? null
}
