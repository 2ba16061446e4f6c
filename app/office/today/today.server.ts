import { type RawBuilder, sql } from 'kysely'
import { outreachKind } from '~/actions/registry.server'
import type { Office } from '~/office/guard/guard.server'
import { type PageLine, type PageSums, selectPages, sumPages } from '~/office/pages/pages.server'
import { paths } from '~/paths'

/** What was done in seven days and in the seven before, by kind of page. */
export interface WeekFigure {
  /** What is counted: "Signatures", "Calls". */
  what: string
  week: number
  before: number
}

/** A page with what this organizer can do for it next. */
export interface OpenPage extends PageLine {
  mayEdit: boolean
  publicUrl: string
  qrUrl: string
  flyerUrl: string
  /** Kinds of action that its campaign does not have yet. */
  missingKinds: string[]
}

/** A campaign, and how its pages are doing. */
export interface CampaignCard {
  slug: string
  name: string
  open: number
  drafts: number
  all: number
  week: number
}

/** The first few, and how many there are. */
export interface Few<Item> {
  few: Item[]
  count: number
}

/** What the home page of the office shows besides what needs somebody. */
export interface Today {
  weeks: WeekFigure[]
  /** Those with unpublished changes first, then those that had the best week. */
  open: Few<OpenPage>
  /** The last changed first. */
  drafts: Few<PageLine>
  campaigns: CampaignCard[]
  /** Goals that were reached in the last seven days: told then, and not again. */
  goals: Few<{ page: PageLine; goal: number }>
}

const few = 10

/** Reads it for the groups whose numbers this organizer may see. @param kinds all kinds of pages, in order */
export async function readToday(office: Office, kinds: readonly string[]): Promise<Today> {
  const { db, now } = office
  const groupIds = office.groupsWith('see-numbers')
  const select = (where: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
    selectPages(db, { groupIds, where, order, most: few }, now)
  const [sums, open, drafts, goals] = await Promise.all([
    sumPages(db, groupIds, now),
    select(sql`standing in ('open', 'changed')`, sql`standing = 'changed' desc, in_week desc, "all" desc,`),
    select(sql`standing = 'draft'`, sql`"changedAt" desc,`),
    select(
      sql`standing <> 'archived' and exists (select from unnest("goalSteps") as step (goal) where goal <= "all" and goal > "all" - in_week)`,
      sql`"all" desc,`,
    ),
  ])
  return {
    weeks: kinds.map((kind) => ({
      what: kind === 'petition' ? office.t('office.today.signatures') : outreachKind(kind).words(office.lang).plural,
      ...weekOf(sums.filter((one) => one.kind === kind)),
    })),
    open: { count: open.count, few: open.lines.map((page) => openPage(office, page, missingKinds(sums, page, kinds))) },
    drafts: { count: drafts.count, few: drafts.lines },
    campaigns: await campaignCards(office, sums),
    goals: { count: goals.count, few: goals.lines.map((page) => ({ page, goal: lastGoal(page) })) },
  }
}

function weekOf(sums: PageSums[]) {
  return { week: total(sums, 'week'), before: total(sums, 'weekBefore') }
}

function total(sums: PageSums[], figure: 'open' | 'drafts' | 'all' | 'week' | 'weekBefore'): number {
  return sums.reduce((sum, one) => sum + one[figure], 0)
}

function missingKinds(sums: PageSums[], { campaign }: PageLine, kinds: readonly string[]): string[] {
  const there = sums.filter((one) => one.campaign === campaign.slug && !one.isArchived)
  return kinds.filter((kind) => !there.some((one) => one.kind === kind))
}

function lastGoal({ goalSteps, all }: PageLine): number {
  return Math.max(...goalSteps.filter((goal) => goal <= all))
}

function openPage({ env, lang, may }: Office, page: PageLine, missing: string[]): OpenPage {
  const path =
    page.kind === 'petition' ? paths.petition(lang, page.slug) : outreachKind(page.kind).path(lang, page.slug)
  const mayEdit = may('edit', page.groupId)
  return {
    ...page,
    mayEdit,
    publicUrl: `${env.publicUrl}${path}`,
    qrUrl: `${env.publicUrl}${paths.qr(path, 'qr')}`,
    flyerUrl: `${env.publicUrl}${paths.flyer(path)}`,
    missingKinds: mayEdit ? missing : [],
  }
}

/** Campaigns that are not archived, those without a page of these groups too. */
async function campaignCards({ db, lang, groupsWith }: Office, sums: PageSums[]): Promise<CampaignCard[]> {
  const rows = await db
    .selectFrom('campaign')
    .select(['slug', 'name', 'group_id'])
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  const mine = new Set(groupsWith('see-numbers'))
  return rows
    .map((row) => ({ ...row, own: sums.filter(({ campaign, isArchived }) => campaign === row.slug && !isArchived) }))
    .filter(({ own, group_id }) => own.length > 0 || mine.has(group_id))
    .map(({ slug, name, own }) => ({
      slug,
      name: name[lang],
      open: total(own, 'open'),
      drafts: total(own, 'drafts'),
      all: total(own, 'all'),
      week: total(own, 'week'),
    }))
}
