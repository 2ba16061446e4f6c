import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FilterForm } from '~/office/table/filter-form'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import type { PageLine, PagesFilter } from './pages.server'
import { PagesTable } from './pages-table'
import { standings } from './standing'

interface PagesProps {
  t: Translate
  lang: Language
  filter: PagesFilter
  table: TableState
  lines: PageLine[]
  count: number
  /** Names of the kinds. */
  kinds: Record<string, string>
  campaigns: { slug: string; name: string }[]
  mayStart: boolean
}

/** Petitions, calls, letters and texts in one table. */
export function PagesPage({ t, lang, filter, table, lines, count, kinds, campaigns, mayStart }: PagesProps) {
  const list = { path: paths.office.pages(), filters: { ...filter }, table, count }
  return (
    <>
      <div className="heading">
        <h1>{t('office.menu.sections.pages')}</h1>
        {mayStart && (
          <a className="button main" href={paths.office.newPage(filter.campaign ? { campaign: filter.campaign } : {})}>
            {t('office.pages.new')}
          </a>
        )}
      </div>
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'q', label: t('office.pages.words'), maxLength: 100 },
          { name: 'kind', label: t('office.pages.kind'), options: Object.entries(kinds) },
          {
            name: 'standing',
            label: t('office.petitions.state'),
            any: t('office.pages.notArchived'),
            options: standings.map((one) => [one, t(`office.pages.standings.${one}`)]),
          },
          campaigns.length > 1 && {
            name: 'campaign',
            label: t('office.petitions.campaign'),
            options: campaigns.map(({ slug, name }) => [slug, name]),
          },
        ]}
      />
      <PagesTable
        t={t}
        lang={lang}
        lines={lines}
        kinds={kinds}
        list={list}
        empty={t('office.pages.none')}
        hasCampaign={campaigns.length > 1 && !filter.campaign}
      />
    </>
  )
}
