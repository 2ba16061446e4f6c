import type { Db } from '#db/client'
import type { ActionCard } from '~/actions/kind/kind'
import { listActionCards } from '~/actions/registry.server'
import { readCases } from '~/campaigns/cases/cases.server'
import type { StandingWords } from '~/campaigns/cases/standing-words'
import type { HomeContent } from '~/campaigns/home/home-content'
import { chosenIn, type Section } from '~/campaigns/home/section-kinds'
import { newestDocuments } from '~/campaigns/library/documents.server'
import { countLocalities } from '~/campaigns/policies/policies.server'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import { type Passage, transcriptOf } from '~/campaigns/videos/captions'
import { captionsOf } from '~/campaigns/videos/video-names'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { caseLineView } from './case-view.server'
import { readNewsPage } from './news-view.server'
import { timelineView } from './timeline-view.server'

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
  /** That a ruling no longer stands; null or missing: nothing to say. */
  standing?: StandingWords | null
  /** Who printed it. */
  outlet?: string
  /** Of outlet and headline, as printed; missing: the page's. */
  language?: Language
}

/** A section as its page shows it, in one language; `text` and `html` are HTML. Sections with nothing to show are left out. */
export type SectionView = { key: string } & (
  | { kind: 'hero'; picture: string; alt: string; ask: string; button: string; go: string }
  | { kind: 'text' | 'links' | 'partners'; heading: string; html: string }
  | { kind: 'partner'; name: string; url: string }
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
  | { kind: 'quotes'; html: string; who: string }
  | { kind: 'video'; heading: string; text: string; film: Film | null; url: string }
  | { kind: 'start'; heading: string; text: string; button: string; go: string }
)

/** A video of our own, as its page plays it. */
interface Film {
  path: string
  type: string
  poster: string
  /** The reader's language first. */
  tracks: { language: Language; path: string }[]
  /** What is said, in the reader's language. */
  transcript: Passage[]
}

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
      // Words about one action never lead to another.
      const leads = section.action ? cardOf(cards, section.action) : cards.find(({ state }) => state === 'open')
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
    case 'partner':
      return { kind: 'partner', name: section.name, url: section.url }
    case 'picture':
      return { kind: 'picture', picture: section.picture, alt: section.alt[lang], caption: section.caption[lang] }
    case 'numbers': {
      const numbers = await readNumbers(db, cards, now)
      // Where localities stand has a section of its own.
      return numbers.some(({ what }) => what !== 'localities')
        ? { kind: 'numbers', heading, note: section.note[lang], numbers }
        : null
    }
    case 'actions': {
      const chosen = chosenIn(section).flatMap((slug) => cardOf(cards, slug) ?? [])
      return { kind: 'actions', heading, cards: section.which === 'chosen' ? chosen : cards }
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
      const { limits: count } = await countLocalities(db, now)
      return { kind: 'localities', heading, text, count, more: paths.localities(lang) }
    }
    case 'quotes':
      return { kind: 'quotes', html: text, who: section.who[lang] }
    case 'video':
      return section.video || section.file
        ? { kind: 'video', heading, text, film: filmOf(campaign, section, lang), url: section.file }
        : null
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

/** The card of a petition or action; the petition where both have the slug. */
function cardOf(cards: readonly ActionCard[], slug: string): ActionCard | undefined {
  const called = cards.filter(({ path }) => path.endsWith(`/${slug}`))
  return called.find(({ sign }) => sign === 'pen') ?? called[0]
}

function filmOf(
  { slug }: Asked['campaign'],
  section: Extract<Section, { kind: 'video' }>,
  lang: Language,
): Film | null {
  const { video, poster, cues } = section
  if (!video) return null
  return {
    path: video,
    type: video.endsWith('.webm') ? 'video/webm' : 'video/mp4',
    poster,
    tracks: captionsOf(slug, section, lang).map(({ language, path }) => ({ language, path })),
    transcript: transcriptOf(cues[lang]),
  }
}

const whatBySign = { pen: 'signatures', phone: 'calls', envelope: 'letters', bubble: 'texts' } as const

/** Sums over all actions. Nothing that is still zero is shown. */
async function readNumbers(db: Db, cards: readonly ActionCard[], now: Date): Promise<HomeNumber[]> {
  const sums = new Map<HomeNumber['what'], number>()
  for (const { sign, done } of cards) {
    const what = sign in whatBySign ? whatBySign[sign as keyof typeof whatBySign] : null
    if (what) sums.set(what, (sums.get(what) ?? 0) + done)
  }
  sums.set('localities', (await countLocalities(db, now)).limits)
  return [...sums].filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }))
}

async function newestEntries(
  db: Db,
  { id, slug }: Asked['campaign'],
  lang: Language,
  most: number,
): Promise<StoryLine[]> {
  const { years } = timelineView(lang, slug, await readTimeline(db, id, everything))
  return years
    .flatMap(({ entries }) => entries)
    .slice(-most)
    .reverse()
    .map((entry) => ({
      path: `${paths.timeline(lang, slug)}#${entry.slug}`,
      title: entry.title,
      note: entry.when,
      year: entry.day.slice(0, 4),
      html: entry.html,
      standing: entry.standing,
    }))
}

async function casesOf(db: Db, { id, slug }: Asked['campaign'], lang: Language): Promise<StoryLine[]> {
  const cases = await readCases(db, id)
  return cases.map((one) => {
    const { name, status, overturned } = caseLineView(lang, one)
    return {
      path: paths.courtCase(lang, slug, one.slug),
      title: name,
      note: status ? `${status.name} · ${status.when}` : '',
      standing: overturned[0]?.standing ?? null,
    }
  })
}

/** Documents on a home; the others are on their own page. */
const mostDocuments = 6

async function documentsOf(db: Db, { id }: Asked['campaign'], lang: Language): Promise<StoryLine[]> {
  const t = translator(lang)
  const documents = await newestDocuments(db, id, lang, mostDocuments)
  return documents.map(({ slug, content, translations }) => ({
    path: paths.document(lang, slug),
    title: content.title[lang],
    note: [
      ...(content.datedOn ? [partialDate(lang, content.datedOn)] : []),
      ...translations.map(({ language }) => t(`library.alsoIn.${language}`)),
    ].join(' · '),
  }))
}

const mostNews = 4

/** Posts of the campaign, the press, and news of its petitions, the newest first. */
async function newsOf(db: Db, campaign: Asked['campaign'], lang: Language, now: Date): Promise<StoryLine[]> {
  const { news } = await readNewsPage(db, campaign, { lang, page: 1 }, now)
  return news.slice(0, mostNews).map((one) => ({
    path: one.href,
    title: one.title,
    note: one.when,
    ...(one.kind === 'press' ? { outlet: one.outlet, language: one.language } : {}),
  }))
}
