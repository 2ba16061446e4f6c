import type { TimelineKind } from '#db/schema-story'
import { type StandingWords, sayStanding } from '~/campaigns/cases/standing-words'
import type { Source } from '~/campaigns/story/source-fields'
import { type Timeline, type TimelineEntry, yearOf } from '~/campaigns/timeline/timeline.server'
import { timelineKindNames } from '~/campaigns/timeline/timeline-content'
import { placeName } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import { renderMarkdown } from '~/ui/page/markdown.server'

/** An entry of the timeline in one language. */
export interface EntryView {
  slug: string
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  day: string
  when: string
  kind: TimelineKind
  kindName: string
  title: string
  html: string
  picture: { src: string; alt: string } | null
  source: Source
  standing: StandingWords | null
  /** The case, a document and a place that it is about; without `href`, it has no page. */
  links: { to: 'case' | 'document' | 'place'; name: string; href: string | null }[]
}

/** The timeline in one language. */
export interface TimelineView {
  /** Entries by year, oldest first. */
  years: { year: string; entries: EntryView[] }[]
  kinds: { kind: TimelineKind; name: string; count: number }[]
  allYears: string[]
  kind: TimelineKind | null
  year: string | null
  count: number
}

/** The timeline in one language. @param campaign slug */
export function timelineView(lang: Language, campaign: string, timeline: Timeline): TimelineView {
  const years = [...new Set(timeline.entries.map(yearOf))]
  return {
    years: years.map((year) => ({
      year,
      entries: timeline.entries
        .filter((entry) => yearOf(entry) === year)
        .map((entry) => entryView(lang, campaign, entry)),
    })),
    kinds: timeline.kinds.map(({ kind, count }) => ({ kind, count, name: timelineKindNames[kind][lang] })),
    allYears: timeline.years,
    kind: timeline.filter.kind,
    year: timeline.filter.year,
    count: timeline.count,
  }
}

function entryView(lang: Language, campaign: string, entry: TimelineEntry): EntryView {
  const { slug, kind, content, overturned } = entry
  const { sourceUrl, sourceTitle, sourceCheckedOn } = content
  return {
    slug,
    day: content.happenedOn,
    when: partialDate(lang, content.happenedOn),
    kind,
    kindName: timelineKindNames[kind][lang],
    title: content.title[lang],
    html: renderMarkdown(content.text[lang]),
    picture: content.picture ? { src: content.picture, alt: content.pictureAlt[lang] } : null,
    source: { sourceUrl, sourceTitle, sourceCheckedOn },
    standing: overturned && sayStanding(lang, overturned),
    links: linksOf(lang, campaign, entry),
  }
}

function linksOf(
  lang: Language,
  campaign: string,
  { content, courtCase, document, place }: TimelineEntry,
): EntryView['links'] {
  const links: EntryView['links'] = []
  if (courtCase) {
    const event = content.caseEvent && `#${content.caseEvent}`
    const href = courtCase.isOpen ? `${paths.courtCase(lang, campaign, courtCase.slug)}${event}` : null
    links.push({ to: 'case', name: courtCase.content.name, href })
  }
  if (document) links.push({ to: 'document', name: document.title[lang], href: paths.document(lang, document.slug) })
  if (place) links.push({ to: 'place', name: placeName(lang, place), href: paths.place(lang, place.slug) })
  return links
}
