import { caseEventNames } from '~/campaigns/cases/case-content'
import type { CourtCase } from '~/campaigns/cases/cases.server'
import { overturnedIn } from '~/campaigns/cases/standing'
import { type StandingWords, sayStanding } from '~/campaigns/cases/standing-words'
import type { ReferredDocument } from '~/campaigns/story/referred.server'
import type { Source } from '~/campaigns/story/source-fields'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import { firstParagraph, renderMarkdown } from '~/ui/page/markdown.server'

/** Where a case is at: "Settled · March 4, 2025". */
interface CaseStatus {
  name: string
  day: string
  when: string
}

/** A ruling that no longer stands. */
interface OverturnedView {
  key: string
  title: string
  standing: StandingWords
}

/** A case in a list. */
export interface CaseLineView {
  slug: string
  name: string
  court: string
  docket: string
  status: CaseStatus | null
  summary: string
  overturned: OverturnedView[]
}

export interface CaseEventView {
  key: string
  kind: string
  kindName: string
  day: string
  when: string
  title: string
  html: string
  source: Source
  standing: StandingWords | null
  document: { name: string; href: string } | null
}

/** A case in one language. */
export interface CaseView extends CaseLineView {
  meaningHtml: string
  summaryHtml: string
  /** What is known of it, in the order of the page. */
  facts: { fact: 'court' | 'docket' | 'judge' | 'plaintiffs' | 'defendants' | 'counsel'; value: string }[]
  events: CaseEventView[]
  documents: { name: string; href: string }[]
}

/** A case in a list, in one language. */
export function caseLineView(lang: Language, { slug, content, latest }: CourtCase): CaseLineView {
  return {
    slug,
    name: content.name,
    court: content.court[lang],
    docket: content.docket,
    status: latest && {
      name: caseEventNames[latest.kind][lang],
      day: latest.happenedOn,
      when: partialDate(lang, latest.happenedOn),
    },
    summary: firstParagraph(content.summary[lang]),
    overturned: overturnedIn(content).map(({ event, overturned }) => ({
      key: event.key,
      title: event.title[lang],
      standing: sayStanding(lang, overturned),
    })),
  }
}

/** A case in one language. @param documents published ones that its events refer to */
export function caseView(
  lang: Language,
  courtCase: CourtCase,
  documents: ReadonlyMap<string, ReferredDocument>,
): CaseView {
  const { content, events } = courtCase
  const { docket, judge, plaintiffs, defendants, counsel } = content
  const linkTo = (slug: string) => {
    const document = documents.get(slug)
    return document ? { name: document.title[lang], href: paths.document(lang, document.slug) } : null
  }
  return {
    ...caseLineView(lang, courtCase),
    meaningHtml: renderMarkdown(content.meaning[lang]),
    summaryHtml: renderMarkdown(content.summary[lang]),
    facts: Object.entries({ court: content.court[lang], docket, judge, plaintiffs, defendants, counsel }).flatMap(
      ([fact, value]) => (value ? [{ fact: fact as CaseView['facts'][number]['fact'], value }] : []),
    ),
    events: events.map(({ event, overturned }) => ({
      key: event.key,
      kind: event.kind,
      kindName: caseEventNames[event.kind][lang],
      day: event.happenedOn,
      when: partialDate(lang, event.happenedOn),
      title: event.title[lang],
      html: renderMarkdown(event.text[lang]),
      source: { sourceUrl: event.sourceUrl, sourceTitle: event.sourceTitle, sourceCheckedOn: event.sourceCheckedOn },
      standing: overturned && sayStanding(lang, overturned),
      document: linkTo(event.document),
    })),
    documents: [...documents.keys()].flatMap((slug) => linkTo(slug) ?? []),
  }
}
