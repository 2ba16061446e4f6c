import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
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
  const kind = Object.hasOwn(kinds, filter.kind) ? kinds[filter.kind] : undefined
  const asked = { ...(filter.campaign ? { campaign: filter.campaign } : {}), ...(kind ? { kind: filter.kind } : {}) }
  return (
    <>
      <ListHeading
        title={t('office.menu.sections.pages')}
        make={
          mayStart
            ? {
                label: kind ? t('office.pages.newOf', { kind: kind.toLocaleLowerCase(lang) }) : t('office.pages.new'),
                href: paths.office.newPage(asked),
              }
            : null
        }
      />
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
