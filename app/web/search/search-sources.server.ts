import { type RawBuilder, sql } from 'kysely'
import { outreachKind } from '~/actions/registry.server'
import { caseContent } from '~/campaigns/cases/case-content'
import { type Overturned, overturnedIn, standingOfEntry } from '~/campaigns/cases/standing'
import { publishedThings } from '~/campaigns/story/published-things.server'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import { timelineContent } from '~/campaigns/timeline/timeline-content'
import { transcriptOf } from '~/campaigns/videos/captions'
import { placeName, placeNameWithin, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { type Bilingual, type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { postTitle } from '~/officials/posts/office-lines'
import type { Target } from '~/officials/posts/target'
import { paths } from '~/paths'
import { storedWords } from '~/ui/forms/content'
import { withoutMarks, wordsIn } from './plain-words'
import type { SearchKind } from './search-kinds'

/** What the search shows of a thing in one language, and finds it by. */
interface SearchEntry {
  path: string
  title: string
  body: string
  /** Shown beside the title; '' for nothing. */
  note: string
}

/** A kind of thing that can be found. */
export interface SearchSource {
  /** Unique among the sources. */
  name: string
  kind: SearchKind
  /** All that are public at a time: `id`, and as `facts` everything that `entryOf` reads. An entry changes with its facts. */
  things(now: Date): RawBuilder<unknown>
  entryOf(facts: never, language: Language): SearchEntry
}

/** Everything that can be found. No source reads a table of people. */
export const searchSources: readonly SearchSource[] = [
  source<{ slug: string; name: Bilingual; summary: Bilingual; story: Bilingual; sections: Record<string, unknown>[] }>({
    name: 'campaign',
    kind: 'campaigns',
    things: () => sql`
      select id::text, jsonb_build_object('slug', slug, 'name', name, 'summary', summary, 'story', story, 'sections', sections, 'campaign', slug) as facts
      from campaign where state = 'published'
    `,
    entryOf: ({ slug, name, summary, story, sections }, language) => ({
      path: paths.campaign(language, slug),
      title: name[language],
      body: bodyOf(summary[language], story[language], ...wordsIn(heard(sections), language)),
      note: '',
    }),
  }),
  source<{ slug: string; title: Bilingual; ask: Bilingual; target: Bilingual; story: Bilingual }>({
    name: 'petition',
    kind: 'petitions',
    things: () => sql`
      select petition.id::text, jsonb_build_object('slug', petition.slug, 'title', petition.title, 'ask', ask, 'target', target, 'story', petition.story, 'campaign', campaign.slug) as facts
      from petition join campaign on campaign.id = campaign_id
      where petition.state in ('open', 'closed', 'victory') and campaign.state = 'published'
    `,
    entryOf: ({ slug, title, ask, target, story }, language) => ({
      path: paths.petition(language, slug),
      title: title[language],
      body: bodyOf(ask[language], story[language], target[language]),
      note: target[language],
    }),
  }),
  source<{ kind: string; slug: string; title: Bilingual; summary: Bilingual }>({
    name: 'action',
    kind: 'actions',
    things: () => sql`
      select advocacy_campaign.id::text, jsonb_build_object('kind', kind, 'slug', advocacy_campaign.slug, 'title', title, 'summary', advocacy_campaign.summary, 'campaign', campaign.slug) as facts
      from advocacy_campaign join campaign on campaign.id = campaign_id
      where advocacy_campaign.state in ('open', 'closed') and campaign.state = 'published'
    `,
    entryOf: ({ kind, slug, title, summary }, language) => ({
      path: outreachKind(kind).path(language, slug),
      title: title[language],
      body: bodyOf(summary[language]),
      note: '',
    }),
  }),
  source<{ slug: string; name: string; kind: string; state: string; policies: Bilingual[] | null }>({
    name: 'place',
    kind: 'places',
    things: () => sql`
      select division.id, jsonb_build_object('slug', slug, 'name', name, 'kind', kind, 'state', state, 'policies', policies.list) as facts
      from division left join (
        select division_id, jsonb_agg(distinct policy_kind.name) as list from policy join policy_kind on policy_kind.key = policy.kind and policy.removed_at is null
        where ended_on is null group by division_id
      ) as policies on policies.division_id = division.id
      where kind in ('state', 'county') or (kind = 'place' and (policies.list is not null or division.id in (
        select unnest(array[own.id, own.parent_id]) from post join division as own on own.id = post.division_id where post.retired_on is null)))
    `,
    entryOf: ({ policies, ...place }, language) => {
      const decided = (policies ?? []).map((name) => name[language]).join(' · ')
      return {
        path: paths.place(language, place.slug),
        title: placeName(language, place),
        body: decided,
        note: place.kind === 'state' ? '' : stateName(language, stateNames[place.state] ?? place.state),
      }
    },
  }),
  source<
    Pick<Target, 'slug' | 'role' | 'title' | 'district'> & {
      holder: string | null
      place: { name: string; kind: string }
      office: string
    }
  >({
    name: 'official',
    kind: 'officials',
    things: () => sql`
      select post.id::text, jsonb_build_object('slug', post.slug, 'role', post.role, 'title', post.title, 'district', post.district, 'holder', official.name,
        'office', organization.name, 'place', jsonb_build_object('name', coalesce(outer_place.name, place.name), 'kind', coalesce(outer_place.kind, place.kind))) as facts
      from post join organization on organization.id = post.organization_id join division as place on place.id = post.division_id
      left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
      left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
      where post.retired_on is null
    `,
    entryOf: ({ slug, holder, place, office, ...post }, language) => {
      const title = postTitle(language, translator(language), post)
      const where = placeNameWithin(language, place)
      return {
        path: paths.official(language, slug),
        title: holder ?? title,
        body: [holder ? title : '', where, office].filter(Boolean).join(' · '),
        note: '',
      }
    },
  }),
  ...storyKinds.map((kind) => (kind.table === 'document' ? documentSource(kind) : storySource(kind))),
]

interface StoryFacts {
  slug: string
  campaign: string
  content: Record<string, unknown>
  /** Events of the case that an entry of the timeline is about; null for anything else. */
  rulings: unknown[] | null
}

/** Things of a story are found by everything that is written in them. What was overturned says so. */
function storySource(kind: StoryKind): SearchSource {
  return source<StoryFacts>({
    name: kind.name,
    kind: searchKindOf(kind),
    things: (now) => sql`
      select thing.id::text, jsonb_build_object('slug', thing.slug, 'campaign', campaign.slug, 'content', thing.content, 'rulings', ${rulings(kind)}) as facts
      from ${publishedThings(kind, now)}
    `,
    entryOf: ({ slug, campaign, content, rulings }, language) => {
      const read = kind.readContent(content)
      const t = translator(language)
      return {
        path: kind.path(language, campaign, slug),
        title: kind.titleOf(read)[language],
        body: bodyOf(...wordsBelowTitle(kind, content, language)),
        note: noteOf(
          dateIn(language, kind.noteOf(read)),
          ...overturned(kind, content, rulings).map((how) => t(`search.${how}`)),
        ),
      }
    },
  })
}

interface DocumentFacts {
  campaign: string
  /** The same in several languages, the original first. */
  documents: { slug: string; language: 'en' | 'es' | 'other'; content: Record<string, unknown> }[]
}

/** Documents and their translations are one entry, as in lists: in the reader's language, found by what is said of any. */
function documentSource(kind: StoryKind): SearchSource {
  return source<DocumentFacts>({
    name: kind.name,
    kind: searchKindOf(kind),
    things: (now) => sql`
      select coalesce(original.id, document.id)::text as id, jsonb_build_object('campaign', min(document.campaign), 'documents',
        jsonb_agg(jsonb_build_object('slug', document.slug, 'language', document.language, 'content', document.content) order by original.id is not null, document.slug)) as facts
      from (select thing.*, campaign.slug as campaign from ${publishedThings(kind, now)}) as document
        left join document as original on original.campaign_id = document.campaign_id and original.slug = document.content->>'translationOf'
          and original.state = 'open' and original.reading = 'read' and original.id <> document.id
      group by 1
    `,
    entryOf: ({ campaign, documents }, language) => {
      const best = documents.find((one) => one.language === language) ?? documents[0]!
      const others = documents.filter((one) => one !== best)
      const read = kind.readContent(best.content)
      const title = kind.titleOf(read)[language]
      const t = translator(language)
      return {
        path: kind.path(language, campaign, best.slug),
        title,
        body: bodyOf(...new Set([best, ...others].flatMap(({ content }) => wordsBelowTitle(kind, content, language)))),
        note: noteOf(dateIn(language, kind.noteOf(read)), ...others.map((one) => t(`library.alsoIn.${one.language}`))),
      }
    },
  })
}

/** All that is written in a thing of a story but its title. */
function wordsBelowTitle(kind: StoryKind, content: Record<string, unknown>, language: Language): string[] {
  const read = kind.readContent(content)
  const title = kind.titleOf(read)[language]
  const same = kind.fields.filter((field) => field.shape === 'text').map(({ name }) => content[name])
  return [...wordsIn(read, language), ...same].filter(
    (words): words is string => typeof words === 'string' && words !== title,
  )
}

const noteOf = (...notes: string[]) => notes.filter(Boolean).join(' · ')

/** Sections of a home with what is said in their videos, instead of the captions with their times and tags. */
function heard(sections: readonly Record<string, unknown>[]): unknown[] {
  const said = (captions: string) =>
    transcriptOf(captions)
      .flatMap(({ voice, text }) => [voice, text])
      .join(' ')
  return sections.map((section) => {
    if (section.kind !== 'video') return section
    const cues = storedWords.parse(section.cues)
    return { ...section, cues: { en: said(cues.en), es: said(cues.es) } }
  })
}

/** A note that is a date, or part of one, as people write it: November 2014. Any other stays as it is. */
function dateIn(language: Language, note: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?: \d\d:\d\d)?$/.exec(note) ?? []
  if (!year || !month) return note
  const parts = { year: 'numeric', month: 'long', day: day ? 'numeric' : undefined, timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localeOf[language], parts).format(new Date(`${year}-${month}-${day ?? '01'}`))
}

function searchKindOf({ name }: StoryKind): SearchKind {
  switch (name) {
    case 'timeline':
    case 'cases':
    case 'documents':
    case 'meetings':
      return name
    default:
      return 'news'
  }
}

/** Events of the case that an entry of the timeline names, so that it changes with them. */
function rulings({ table }: StoryKind): RawBuilder<unknown> {
  if (table !== 'timeline_entry') return sql`null::jsonb`
  return sql`(
    select court_case.content -> 'events' from court_case
    where court_case.campaign_id = thing.campaign_id and court_case.slug = thing.content ->> 'courtCase' and court_case.state <> 'draft'
  )`
}

/** How rulings ended that this thing tells: of a case, all of its own; of an entry of the timeline, the one it is about. */
function overturned(
  { table }: StoryKind,
  content: Record<string, unknown>,
  events: unknown[] | null,
): Overturned['verb'][] {
  if (table === 'court_case')
    return [...new Set(overturnedIn(caseContent.parse(content)).map(({ overturned }) => overturned.verb))].sort()
  const standing = events && standingOfEntry(caseContent.parse({ events }), timelineContent.parse(content))
  return standing ? [standing.verb] : []
}

function source<Facts>({
  entryOf,
  ...rest
}: Omit<SearchSource, 'entryOf'> & { entryOf: (facts: Facts, language: Language) => SearchEntry }): SearchSource {
  return { ...rest, entryOf: entryOf as SearchSource['entryOf'] }
}

/** A limit of PostgreSQL's: the words of one text fit one megabyte. */
const longestBody = 100_000

function bodyOf(...texts: string[]): string {
  return texts.map(withoutMarks).filter(Boolean).join(' ').slice(0, longestBody)
}
