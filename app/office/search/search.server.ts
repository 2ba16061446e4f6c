import { plainDigits } from '~/i18n/plain-digits'
import type { Office } from '~/office/guard/guard.server'
import { searchPlaces } from '~/office/officials/boundaries/boundaries.server'
import { listPosts, postFilter } from '~/office/officials/office-posts.server'
import { officePath } from '~/office/pages/page-path'
import { listPages, pagesFilter } from '~/office/pages/pages.server'
import { hasWords } from '~/office/table/table-state'
import { paths } from '~/paths'
import { helpTopics } from './help.server'
import { sectionsFor } from './sections-for.server'

/** Something that was found: where it is, what it is called, and what tells it from others. */
interface Hit {
  path: string
  name: string
  note: string
}

/** What was found, by kind; `count` is how many there are, of which the first are shown. */
export interface Found {
  what: 'sections' | 'pages' | 'officials' | 'places' | 'help'
  hits: Hit[]
  count: number
  /** Where all of them are; null: all are here. */
  all: string | null
}

const shown = 8

/** Searches everything in the office except people, whom only their own search may open. */
export async function searchOffice(office: Office, words: string): Promise<Found[]> {
  const { db, lang, now, env } = office
  const filter = pagesFilter.parse({ q: words })
  const [pages, posts, { places, count: placeCount }] = await Promise.all([
    listPages(db, { groupIds: office.groupsWith('see-numbers'), filter, language: lang }, now),
    listPosts(
      db,
      { filter: postFilter.parse({ search: words }), staleDays: env.contactStaleDays, language: lang },
      now,
    ),
    office.groupsWith('edit-directory').length > 0 ? searchPlaces(db, words) : { places: [], count: 0 },
  ])
  const named = (text: string) => hasWords(words, text)
  const sections = sectionsFor(office).filter(({ name }) => named(name))
  const topics = helpTopics(office).filter(({ title, text }) => named(title) || named(text))
  const found: Found[] = [
    {
      what: 'sections',
      hits: sections.map(({ name, path, group }) => ({ path, name, note: group })),
      count: sections.length,
      all: null,
    },
    {
      what: 'pages',
      hits: pages.lines.map((line) => ({
        path: officePath(line),
        name: line.title[lang] || line.title.en || line.title.es || line.slug,
        note: line.campaign.name[lang],
      })),
      count: pages.count,
      all: paths.office.pages({ q: words }),
    },
    {
      what: 'officials',
      hits: posts.lines.map(({ slug, holder, title, place, state }) => ({
        path: paths.office.post(slug),
        name: holder ?? title,
        note: [holder ? title : '', place, state].filter(Boolean).join(', '),
      })),
      count: posts.count,
      all: `${paths.office.officials()}?${new URLSearchParams({ search: words })}`,
    },
    {
      what: 'places',
      hits: places.map(({ slug, name, state, within }) => ({
        path: paths.office.boundaries(slug),
        name,
        note: [within, state].filter(Boolean).join(', '),
      })),
      count: placeCount,
      all: `${paths.office.places()}?${new URLSearchParams({ q: words })}`,
    },
    {
      what: 'help',
      hits: topics.map(({ name, title }) => ({ path: `${paths.office.help()}#${name}`, name: title, note: '' })),
      count: topics.length,
      all: null,
    },
  ]
  return found.filter(({ count }) => count > 0).map((one) => (one.all === null ? one : firstOf(one)))
}

function firstOf(one: Found): Found {
  return { ...one, hits: one.hits.slice(0, shown), all: one.count > shown ? one.all : null }
}

/** Whether words may be somebody's email address or phone number, or a part of one, in whatever digits and letters. */
export function isLikeContact(words: string): boolean {
  const plain = plainDigits(words)
  return /@|[([{]at[)\]}]|\barroba\b/i.test(plain) || plain.replace(/\D/g, '').length >= 7
}
