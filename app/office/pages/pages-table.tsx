import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Sparkline } from '~/office/dashboard/charts'
import { titleOf } from '~/office/editor/writing-tabs'
import { type ListState, OfficeTable } from '~/office/table/office-table'
import { wholeNumber } from '~/ui/page/dates'
import { officePath } from './page-path'
import type { PageLine } from './pages.server'
import { StandingMark } from './standing-mark'

interface PagesTableProps {
  t: Translate
  lang: Language
  lines: PageLine[]
  /** Names of the kinds. */
  kinds: Readonly<Record<string, string>>
  list: ListState
  /** What to do while there are none. */
  empty: string
  /** Left out where all have the same one. */
  hasCampaign?: boolean
}

/** Petitions and actions of all kinds, with their numbers. */
export function PagesTable({ t, lang, lines, kinds, list, empty, hasCampaign = true }: PagesTableProps) {
  return (
    <OfficeTable
      t={t}
      lang={lang}
      label={t('office.menu.sections.pages')}
      rows={lines}
      keyOf={({ id }) => id}
      list={list}
      empty={empty}
      columns={[
        {
          name: 'title',
          head: t('office.pages.title'),
          sorts: 'up',
          isName: true,
          cell: (line) => <a href={officePath(line)}>{titleOf(line, lang)}</a>,
        },
        { name: 'kind', head: t('office.pages.kind'), sorts: 'up', cell: ({ kind }) => kinds[kind] ?? kind },
        hasCampaign && {
          name: 'campaign',
          head: t('office.petitions.campaign'),
          sorts: 'up',
          cell: ({ campaign }) => campaign.name[lang],
        },
        {
          name: 'standing',
          head: t('office.petitions.state'),
          sorts: 'up',
          cell: (line) => <StandingMark t={t} lang={lang} page={line} />,
        },
        {
          name: 'all',
          head: t('office.pages.all'),
          sorts: 'down',
          isNumber: true,
          cell: ({ all }) => wholeNumber(lang, all),
        },
        {
          name: 'week',
          head: t('office.pages.week'),
          sorts: 'down',
          isNumber: true,
          cell: ({ week }) => wholeNumber(lang, week),
        },
        {
          name: 'month',
          head: t('office.petitions.month'),
          cell: ({ days }) => (
            <Sparkline
              label={t('office.petitions.monthOf', { count: days.reduce((sum, count) => sum + count, 0) })}
              values={days}
            />
          ),
        },
      ]}
    />
  )
}
