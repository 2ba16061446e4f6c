import { outreachKind } from '~/actions/registry.server'
import type { Office } from '~/office/guard/guard.server'
import { type PageLine, readPages } from '~/office/pages/pages.server'
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

/** What the home page of the office shows besides what needs somebody. */
export interface Today {
  weeks: WeekFigure[]
  open: OpenPage[]
  drafts: PageLine[]
  campaigns: CampaignCard[]
  /** Goals that were reached in the last seven days: told then, and not again. */
  goals: { page: PageLine; goal: number }[]
}

const isOpen = ({ standing }: PageLine) => standing === 'open' || standing === 'changed'

/** Reads it for the groups whose numbers this organizer may see. @param kinds all kinds of pages, in order */
export async function readToday(office: Office, kinds: readonly string[]): Promise<Today> {
  const pages = await readPages(office.db, office.groupsWith('see-numbers'), office.now)
  const shown = pages.filter(({ standing }) => standing !== 'archived')
  const open = shown.filter(isOpen)
  return {
    weeks: kinds.map((kind) => ({
      what: kind === 'petition' ? office.t('office.today.signatures') : outreachKind(kind).words(office.lang).plural,
      ...sumOf(pages.filter((page) => page.kind === kind)),
    })),
    open: open.map((page) => openPage(office, page, missingKinds(shown, page, kinds))),
    drafts: shown
      .filter(({ standing }) => standing === 'draft')
      .sort((one, two) => two.changedAt.localeCompare(one.changedAt)),
    campaigns: await campaignCards(office, shown),
    goals: shown.flatMap((page) =>
      page.goalSteps
        .filter((goal) => goal <= page.all && goal > page.all - page.week)
        .slice(-1)
        .map((goal) => ({ page, goal })),
    ),
  }
}

function sumOf(pages: PageLine[]) {
  return {
    week: pages.reduce((sum, page) => sum + page.week, 0),
    before: pages.reduce((sum, page) => sum + page.weekBefore, 0),
  }
}

function missingKinds(pages: PageLine[], { campaign }: PageLine, kinds: readonly string[]): string[] {
  return kinds.filter((kind) => !pages.some((page) => page.kind === kind && page.campaign.slug === campaign.slug))
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
async function campaignCards({ db, lang, groupsWith }: Office, pages: PageLine[]): Promise<CampaignCard[]> {
  const rows = await db
    .selectFrom('campaign')
    .select(['slug', 'name', 'group_id'])
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  const mine = new Set(groupsWith('see-numbers'))
  return rows
    .map((row) => ({ ...row, own: pages.filter(({ campaign }) => campaign.slug === row.slug) }))
    .filter(({ own, group_id }) => own.length > 0 || mine.has(group_id))
    .map(({ slug, name, own }) => ({
      slug,
      name: name[lang],
      open: own.filter(isOpen).length,
      drafts: own.filter(({ standing }) => standing === 'draft').length,
      all: own.reduce((sum, page) => sum + page.all, 0),
      week: sumOf(own).week,
    }))
}
