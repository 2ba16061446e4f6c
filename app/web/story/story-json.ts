import { caseEventNames } from '~/campaigns/cases/case-content'
import type { CourtCase } from '~/campaigns/cases/cases.server'
import type { Overturned } from '~/campaigns/cases/standing'
import { sayStanding } from '~/campaigns/cases/standing-words'
import type { ReferredDocument } from '~/campaigns/story/referred.server'
import type { TimelineEntry } from '~/campaigns/timeline/timeline.server'
import { inBoth, type Language } from '~/i18n/language'
import { paths } from '~/paths'

interface Where {
  lang: Language
  publicUrl: string
  /** Slug of the campaign. */
  campaign: string
}

/** The timeline for others to build on, in both languages. `standing`: null while a ruling stands. */
export function timelineJson({ lang, publicUrl, campaign }: Where, entries: readonly TimelineEntry[]) {
  return {
    campaign: `${publicUrl}${paths.campaign(lang, campaign)}`,
    entries: entries.map(({ slug, kind, content, courtCase, overturned, document, place, updatedAt }) => ({
      key: slug,
      url: `${publicUrl}${paths.timeline(lang, campaign)}#${slug}`,
      date: content.happenedOn,
      kind,
      title: content.title,
      text: content.text,
      picture: content.picture ? { url: `${publicUrl}${content.picture}`, alt: content.pictureAlt } : null,
      source: sourceOf(content),
      case: courtCase && {
        name: courtCase.content.name,
        url: courtCase.isOpen ? `${publicUrl}${paths.courtCase(lang, campaign, courtCase.slug)}` : null,
        event: content.caseEvent || null,
      },
      standing: standingJson(overturned),
      document: documentJson({ lang, publicUrl }, document),
      place: place && { name: place.name, id: place.id, url: `${publicUrl}${paths.place(lang, place.slug)}` },
      changed: updatedAt.toISOString(),
    })),
  }
}

/** A case for others to build on, in both languages. @param documents that its events refer to, by slug */
export function caseJson(
  { lang, publicUrl, campaign }: Where,
  { slug, content, events, latest, updatedAt }: CourtCase,
  documents: ReadonlyMap<string, ReferredDocument>,
) {
  const { name, court, docket, judge, plaintiffs, defendants, counsel, summary, meaning } = content
  return {
    url: `${publicUrl}${paths.courtCase(lang, campaign, slug)}`,
    name,
    court,
    docket,
    judge,
    plaintiffs,
    defendants,
    counsel,
    status: latest && { kind: latest.kind, name: caseEventNames[latest.kind], date: latest.happenedOn },
    summary,
    meaning,
    events: events.map(({ event, overturned }) => ({
      key: event.key,
      kind: event.kind,
      date: event.happenedOn,
      title: event.title,
      text: event.text,
      standing: standingJson(overturned),
      source: sourceOf(event),
      document: documentJson({ lang, publicUrl }, documents.get(event.document) ?? null),
    })),
    changed: updatedAt.toISOString(),
  }
}

function documentJson({ lang, publicUrl }: Omit<Where, 'campaign'>, document: ReferredDocument | null) {
  return document && { title: document.title, url: `${publicUrl}${paths.document(lang, document.slug)}` }
}

function standingJson(overturned: Overturned | null) {
  return (
    overturned && {
      is: overturned.verb,
      date: overturned.on || null,
      by: overturned.by,
      whatNoLongerStands: overturned.note,
      words: inBoth((language) => sayStanding(language, overturned).sentence),
    }
  )
}

function sourceOf(content: { sourceUrl: string; sourceTitle: string; sourceCheckedOn: string }) {
  const { sourceUrl, sourceTitle, sourceCheckedOn } = content
  return sourceUrl ? { url: sourceUrl, title: sourceTitle, checkedOn: sourceCheckedOn || null } : null
}
