import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Columns } from '~/office/dashboard/charts'
import type { CountyCount } from '~/office/dashboard/counts-by-county.server'
import { PlacesPanels } from '~/office/dashboard/places-panels'
import type { Slice } from '~/office/dashboard/rollups.server'
import type { PageLine } from '~/office/pages/pages.server'
import { PagesTable } from '~/office/pages/pages-table'
import { sourceName } from '~/office/share/source-name'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { CopyLink } from '~/office/team/copy-link'
import { paths } from '~/paths'
import { longDate, wholeNumber } from '~/ui/page/dates'
import type { KindTotal, SourceCount, WeekCount } from './campaign-numbers.server'
import type { OrganizerWork } from './organizers-work.server'

interface NumbersProps {
  t: Translate
  lang: Language
  publicUrl: string
  /** Slug of the campaign; '' for all. */
  campaign: string
  campaigns: { slug: string; name: string }[]
  /** Names of the kinds of pages. */
  kinds: Record<string, string>
  /** What is done on each kind of page, in the plural. */
  deeds: Record<string, string>
  totals: KindTotal[]
  /** Oldest first. */
  weeks: WeekCount[]
  pages: Part<PageLine>
  /** Confirmed signatures by state, most first. */
  states: { name: string; confirmed: number }[]
  areas: Slice[]
  counties: CountyCount[]
  /** SVG path of the state outlines. */
  lines: string
  /** Confirmed signatures without a county. */
  without: number
  sources: SourceCount[]
  /** Null for whoever manages no organizers. */
  work: OrganizerWork[] | null
}

/** All numbers of a campaign on one page. */
export function NumbersPage(props: NumbersProps) {
  const { t, lang, campaign, campaigns, kinds, totals, pages, states, areas, counties, lines, without, work } = props
  const list = { path: paths.office.numbers(), filters: { campaign }, table: pages.table, count: pages.count }
  return (
    <>
      <h1>{t('office.menu.sections.numbers')}</h1>
      {campaigns.length > 1 && (
        <FilterForm
          t={t}
          list={list}
          fields={[
            {
              name: 'campaign',
              label: t('office.petitions.campaign'),
              options: campaigns.map(({ slug, name }) => [slug, name]),
            },
          ]}
        />
      )}
      {totals.length > 0 && <Totals {...props} />}
      <Weeks {...props} />
      <section>
        <h2>{t('office.numbers.byPage')}</h2>
        <PagesTable
          t={t}
          lang={lang}
          lines={pages.lines}
          kinds={kinds}
          list={list}
          empty={t('office.pages.none')}
          hasCampaign={campaigns.length > 1 && campaign === ''}
        />
      </section>
      {states.length > 0 && (
        <div className="columns">
          <PlacesPanels
            t={t}
            lang={lang}
            states={states}
            areas={areas}
            counties={counties}
            lines={lines}
            without={without}
          />
        </div>
      )}
      <Sources {...props} />
      {work && <Work t={t} lang={lang} work={work} />}
    </>
  )
}

function Totals({ t, lang, deeds, totals }: NumbersProps) {
  return (
    <ul className="figures">
      {totals.map(({ kind, all, week }) => (
        <li key={kind}>
          <strong>{wholeNumber(lang, all)}</strong>
          <span>
            {deeds[kind]}
            {week > 0 && ` · ${t('office.numbers.inWeek', { count: week })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Weeks({ t, lang, deeds, totals, weeks }: NumbersProps) {
  const short = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const hasAny = weeks.some(({ all }) => all > 0)
  return (
    <section>
      <h2>{t('office.numbers.byWeek')}</h2>
      {hasAny && (
        <div className="panel">
          <Columns
            lang={lang}
            label={t('office.numbers.byWeek')}
            columns={weeks.map(({ week, all }) => ({ label: short.format(new Date(week)), value: all }))}
          />
        </div>
      )}
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.numbers.byWeek')}
        rows={hasAny ? weeks.toReversed() : []}
        keyOf={({ week }) => week}
        empty={t('office.numbers.nothingYet')}
        columns={[
          {
            name: 'week',
            head: t('office.numbers.week'),
            isName: true,
            cell: ({ week }) => t('office.numbers.weekOf', { day: longDate(lang, week) }),
          },
          ...totals.map(({ kind }) => ({
            name: kind,
            head: deeds[kind] ?? kind,
            isNumber: true,
            cell: ({ counts }: WeekCount) => wholeNumber(lang, counts[kind] ?? 0),
          })),
        ]}
      />
    </section>
  )
}

function Sources({ t, lang, publicUrl, sources }: NumbersProps) {
  return (
    <section>
      <h2>{t('office.numbers.bySource')}</h2>
      {sources.length > 0 && <p className="lead">{t('office.numbers.sourceLead')}</p>}
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.numbers.bySource')}
        rows={sources}
        keyOf={({ petition, source }) => `${petition.slug}-${source}`}
        empty={t('office.numbers.noSources')}
        columns={[
          {
            name: 'source',
            head: t('office.numbers.source'),
            isName: true,
            cell: ({ source }) => sourceName(t, source),
          },
          {
            name: 'page',
            head: t('office.petitions.petition'),
            cell: ({ petition: { slug, title } }) => (
              <a href={paths.office.petition(slug)}>{title[lang] || title.en || title.es || slug}</a>
            ),
          },
          {
            name: 'confirmed',
            head: t('office.numbers.confirmed'),
            isNumber: true,
            cell: ({ confirmed }) => wholeNumber(lang, confirmed),
          },
          {
            name: 'received',
            head: t('office.numbers.received'),
            isNumber: true,
            cell: ({ received }) => wholeNumber(lang, received),
          },
          {
            name: 'link',
            head: t('office.numbers.link'),
            cell: ({ petition: { slug }, source }) =>
              source !== 'paper' && (
                <CopyLink
                  t={t}
                  isBare
                  id={`link-${slug}-${source}`}
                  label={t('office.numbers.linkOf', { source: sourceName(t, source) })}
                  link={`${publicUrl}${paths.petition(lang, slug, source === 'web' ? undefined : source)}`}
                />
              ),
          },
        ]}
      />
    </section>
  )
}

function Work({ t, lang, work }: { t: Translate; lang: Language; work: OrganizerWork[] }) {
  return (
    <section>
      <h2>{t('office.numbers.work.title')}</h2>
      <p className="lead">{t('office.numbers.work.lead')}</p>
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.numbers.work.title')}
        rows={work}
        keyOf={({ id }) => id}
        empty={t('office.numbers.nothingYet')}
        columns={[
          { name: 'name', head: t('office.audit.who'), isName: true, cell: ({ name }) => name },
          ...(['typed', 'moderated', 'officials', 'texts'] as const).map((one) => ({
            name: one,
            head: t(`office.numbers.work.${one}`),
            isNumber: true,
            cell: (line: OrganizerWork) => wholeNumber(lang, line[one]),
          })),
        ]}
      />
    </section>
  )
}
