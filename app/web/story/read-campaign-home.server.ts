import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ActionCard } from '~/actions/kind/kind'
import { newestNews } from '~/actions/petitions/petitions.server'
import { listActionCards } from '~/actions/registry.server'
import { caseContent, caseEventNames } from '~/campaigns/cases/case-content'
import type { HomeContent } from '~/campaigns/home/home-content'
import type { Section } from '~/campaigns/home/section-kinds'
import { documentContent } from '~/campaigns/library/document-content'
import { postContent } from '~/campaigns/news/news-content'
import { timelineContent } from '~/campaigns/timeline/timeline-content'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { partialDate } from '~/ui/page/partial-date'

/** A line that leads to a page of the story. */
export interface StoryLine {
  path: string
  title: string
  /** A date or status. */
  note: string
  /** YYYY, for entries of the timeline. */
  year?: string
  /** One or two sentences, as HTML. */
  html?: string
}

/** A section as its page shows it, in one language; `text` and `html` are HTML. Sections with nothing to show are left out. */
export type SectionView = { key: string } & (
  | { kind: 'hero'; picture: string; alt: string; ask: string; button: string; go: string }
  | { kind: 'text' | 'links' | 'partners'; heading: string; html: string }
  | { kind: 'picture'; picture: string; alt: string; caption: string }
  | { kind: 'numbers'; heading: string; note: string; numbers: HomeNumber[] }
  | { kind: 'actions'; heading: string; cards: ActionCard[] }
  | { kind: 'near-you'; heading: string; text: string }
  | {
      kind: 'timeline' | 'cases' | 'documents' | 'news'
      heading: string
      text: string
      lines: StoryLine[]
      more: string
    }
  | { kind: 'localities'; heading: string; text: string; count: number; more: string }
  | { kind: 'quotes'; heading: string; html: string; who: string }
  | { kind: 'video'; heading: string; text: string; url: string }
  | { kind: 'start'; heading: string; text: string; button: string; go: string }
)

type LinesKind = 'timeline' | 'cases' | 'documents' | 'news'

/** How much was done so far. */
export interface HomeNumber {
  what: 'signatures' | 'calls' | 'letters' | 'texts' | 'localities'
  count: number
}

/** A campaign's home in one language. */
export interface CampaignHome {
  sections: SectionView[]
  /** All cards of the campaign. */
  cards: ActionCard[]
}

interface Asked {
  campaign: { id: string; slug: string }
  home: Pick<HomeContent, 'sections'>
  lang: Language
  now: Date
}

/** Reads what the sections of a home show. */
export async function readCampaignHome(db: Db, asked: Asked): Promise<CampaignHome> {
  const { campaign, home, lang, now } = asked
  const cards = await listActionCards(db, lang, now, campaign.id)
  const sections: SectionView[] = []
  for (const section of home.sections.filter(({ isOn }) => isOn)) {
    const view = await viewOf(db, asked, cards, section)
    if (view) sections.push({ key: section.key, ...view } as SectionView)
  }
  return { sections, cards }
}

type WithoutKey<View> = View extends unknown ? Omit<View, 'key'> : never

async function viewOf(
  db: Db,
  { campaign, lang, now }: Asked,
  cards: ActionCard[],
  section: Section,
): Promise<WithoutKey<SectionView> | null> {
  const heading = 'heading' in section ? section.heading[lang] : ''
  const text = 'text' in section ? renderMarkdown(section.text[lang]) : ''
  const listed = ({ kind }: { kind: LinesKind }, lines: StoryLine[], more: string) => {
    return lines.length > 0 ? { kind, heading, text, lines, more } : null
  }
  switch (section.kind) {
    case 'hero': {
      const leads =
        cards.find(({ path }) => path.endsWith(`/${section.action}`)) ?? cards.find(({ state }) => state === 'open')
      return {
        kind: 'hero',
        picture: section.picture,
        alt: section.pictureAlt[lang],
        ask: section.ask[lang],
        button: leads ? section.button[lang] || leads.go : '',
        go: leads?.path ?? '',
      }
    }
    case 'text':
    case 'links':
    case 'partners':
      return { kind: section.kind, heading, html: text }
    case 'picture':
      return { kind: 'picture', picture: section.picture, alt: section.alt[lang], caption: section.caption[lang] }
    case 'numbers': {
      const numbers = await readNumbers(db, cards)
      return numbers.length > 0 ? { kind: 'numbers', heading, note: section.note[lang], numbers } : null
    }
    case 'actions': {
      const chosen = section.chosen.split(/[\s,]+/).filter(Boolean)
      const shown =
        section.which === 'chosen'
          ? chosen.flatMap((slug) => cards.find(({ path }) => path.endsWith(`/${slug}`)) ?? [])
          : cards
      return { kind: 'actions', heading, cards: shown }
    }
    case 'near-you':
      return { kind: 'near-you', heading, text }
    case 'timeline':
      return listed(
        section,
        await newestEntries(db, campaign, lang, section.most ?? 4),
        paths.timeline(lang, campaign.slug),
      )
    case 'cases':
      return listed(section, await casesOf(db, campaign, lang), paths.courtCases(lang, campaign.slug))
    case 'documents':
      return listed(section, await documentsOf(db, campaign, lang), paths.documents(lang))
    case 'news':
      return listed(section, await newsOf(db, campaign, lang, now), paths.news(lang, campaign.slug))
    case 'localities': {
      const count = await countLocalities(db)
      return { kind: 'localities', heading, text, count, more: paths.localities(lang) }
    }
    case 'quotes':
      return { kind: 'quotes', heading, html: text, who: section.who[lang] }
    case 'video':
      return { kind: 'video', heading, text, url: section.file }
    case 'start':
      return {
        kind: 'start',
        heading,
        text,
        button: section.button[lang],
        go: paths.startYourOwn(lang, campaign.slug),
      }
  }
}

const whatBySign = { pen: 'signatures', phone: 'calls', envelope: 'letters', bubble: 'texts' } as const

/** Sums over all actions. Nothing that is still zero is shown. */
async function readNumbers(db: Db, cards: readonly ActionCard[]): Promise<HomeNumber[]> {
  const sums = new Map<HomeNumber['what'], number>()
  for (const { sign, done } of cards) {
    const what = sign in whatBySign ? whatBySign[sign as keyof typeof whatBySign] : null
    if (what) sums.set(what, (sums.get(what) ?? 0) + done)
  }
  sums.set('localities', await countLocalities(db))
  return [...sums].filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }))
}

/** Localities that limit today what they do for immigration. */
async function countLocalities(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct division_id)::integer as count from policy join policy_kind on policy_kind.key = policy.kind
    where effect = 'limits' and ended_on is null
  `.execute(db)
  return rows[0]!.count
}

async function newestEntries(
  db: Db,
  { id, slug }: Asked['campaign'],
  lang: Language,
  most: number,
): Promise<StoryLine[]> {
  const rows = await db
    .selectFrom('timeline_entry')
    .select(['slug', 'content'])
    .where('campaign_id', '=', id)
    .where('state', '=', 'open')
    .orderBy('happened_on', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map((row) => {
    const { title, text, happenedOn } = timelineContent.parse(row.content)
    return {
      path: `${paths.timeline(lang, slug)}#${row.slug}`,
      title: title[lang],
      note: partialDate(lang, happenedOn),
      year: happenedOn.slice(0, 4),
      html: renderMarkdown(text[lang]),
    }
  })
}

async function casesOf(db: Db, { id, slug }: Asked['campaign'], lang: Language): Promise<StoryLine[]> {
  const rows = await db
    .selectFrom('court_case')
    .select(['slug', 'content'])
    .where('campaign_id', '=', id)
    .where('state', '=', 'open')
    .execute()
  const cases = rows.map((row) => ({ slug: row.slug, ...caseContent.parse(row.content) }))
  const lastOf = ({ events }: (typeof cases)[number]) =>
    [...events].sort((a, b) => a.happenedOn.localeCompare(b.happenedOn)).at(-1)
  return cases
    .sort((a, b) => (lastOf(b)?.happenedOn ?? '').localeCompare(lastOf(a)?.happenedOn ?? ''))
    .map((one) => {
      const last = lastOf(one)
      return {
        path: paths.courtCase(lang, slug, one.slug),
        title: one.name,
        note: last ? `${caseEventNames[last.kind][lang]} · ${partialDate(lang, last.happenedOn)}` : '',
      }
    })
}

async function documentsOf(db: Db, { id }: Asked['campaign'], lang: Language): Promise<StoryLine[]> {
  const rows = await db
    .selectFrom('document')
    .select(['slug', 'content', 'dated_on'])
    .where('campaign_id', '=', id)
    .where('state', '=', 'open')
    .orderBy('created_at', 'desc')
    .limit(6)
    .execute()
  return rows.map(({ slug, content, dated_on }) => ({
    path: paths.document(lang, slug),
    title: documentContent.parse(content).title[lang],
    note: dated_on ? partialDate(lang, dated_on) : '',
  }))
}

const mostNews = 4

/** Posts of the campaign and updates of its petitions, the newest first. */
async function newsOf(db: Db, { id, slug }: Asked['campaign'], lang: Language, now: Date): Promise<StoryLine[]> {
  const [posts, updates] = await Promise.all([
    db
      .selectFrom('news_item')
      .select(['slug', 'content', 'shown_at'])
      .where('campaign_id', '=', id)
      .where('state', '=', 'open')
      .where('kind', '=', 'post')
      .where('shown_at', '<=', now)
      .orderBy('shown_at', 'desc')
      .limit(mostNews)
      .execute(),
    newestNews(db, id, mostNews),
  ])
  const dated = [
    ...posts.map((post) => ({
      on: post.shown_at!.toISOString().slice(0, 10),
      path: paths.post(lang, slug, post.slug),
      title: postContent.parse(post.content).title[lang],
    })),
    ...updates.map((update) => ({
      on: update.publishedOn,
      path: `${paths.petition(lang, update.slug)}#updates`,
      title: update.title[lang],
    })),
  ]
  return dated
    .sort((a, b) => b.on.localeCompare(a.on))
    .slice(0, mostNews)
    .map(({ on, path, title }) => ({ path, title, note: partialDate(lang, on) }))
}
