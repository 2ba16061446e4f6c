import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
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
  pages: number
  /** Names of the kinds. */
  kinds: Record<string, string>
  campaigns: { slug: string; name: string }[]
  mayStart: boolean
}

/** Petitions, calls, letters and texts in one table. */
export function PagesPage({ t, lang, filter, table, lines, count, pages, kinds, campaigns, mayStart }: PagesProps) {
  const any: [string, string] = ['', t('office.people.any')]
  const kind = kinds[filter.kind]
  const asked = { ...(filter.campaign ? { campaign: filter.campaign } : {}), ...(kind ? { kind: filter.kind } : {}) }
  const isFiltered = Object.values(filter).some((value) => value !== '')
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
      <form method="get" className="panel inline" action={paths.office.pages()}>
        <TextField
          t={t}
          form={{ values: filter, errors: [] }}
          name="q"
          label={t('office.pages.words')}
          maxLength={100}
        />
        <Choice
          name="kind"
          label={t('office.pages.kind')}
          options={[any, ...Object.entries(kinds)]}
          chosen={filter.kind}
        />
        <Choice
          name="standing"
          label={t('office.petitions.state')}
          options={[
            ['', t('office.pages.notArchived')],
            ...standings.map((one): [string, string] => [one, t(`office.pages.standings.${one}`)]),
          ]}
          chosen={filter.standing}
        />
        {campaigns.length > 1 && (
          <Choice
            name="campaign"
            label={t('office.petitions.campaign')}
            options={[any, ...campaigns.map(({ slug, name }): [string, string] => [slug, name])]}
            chosen={filter.campaign}
          />
        )}
        <button>{t('office.people.narrow')}</button>
        {isFiltered && <a href={paths.office.pages({ campaign: '' })}>{t('office.table.clear')}</a>}
      </form>
      {lines.length === 0 ? (
        <p>{t(isFiltered ? 'office.pages.noneFound' : 'office.pages.none')}</p>
      ) : (
        <PagesTable
          t={t}
          lang={lang}
          caption={t('office.pages.count', { count })}
          lines={lines}
          kinds={kinds}
          state={{ path: paths.office.pages(), filters: filter, table, pages }}
          hasCampaign={campaigns.length > 1 && !filter.campaign}
        />
      )}
    </>
  )
}
