import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { titleOf } from '~/office/editor/writing-tabs'
import type { PageLine } from '~/office/pages/pages.server'
import { StandingMark } from '~/office/pages/standing-mark'
import { OfficeTable } from '~/office/table/office-table'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'

interface ChooseProps {
  t: Translate
  lang: Language
  petitions: PageLine[]
  /** Of the groups that this organizer imports people for. */
  campaigns: { slug: string; name: string }[]
  table: TableState
  count: number
}

/** Which petition signatures are brought in for: by a list, or from the paper sheets that were printed for it. */
export function ChooseImportPage({ t, lang, petitions, campaigns, table, count }: ChooseProps) {
  return (
    <>
      <h1>{t('office.menu.sections.imports')}</h1>
      <p className="lead">{t('office.chooseImport.lead')}</p>
      <h2>{t('office.chooseImport.petitions')}</h2>
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.menu.sections.imports')}
        rows={petitions}
        keyOf={({ id }) => id}
        list={{ path: paths.office.imports(), table, count }}
        empty={t('office.petitions.none')}
        columns={[
          {
            name: 'title',
            head: t('office.petitions.petition'),
            sorts: 'up',
            isName: true,
            cell: (petition) => <a href={paths.office.petitionImport(petition.slug)}>{titleOf(petition, lang)}</a>,
          },
          {
            name: 'standing',
            head: t('office.petitions.state'),
            sorts: 'up',
            cell: (petition) => <StandingMark t={t} lang={lang} page={petition} />,
          },
          {
            name: 'sheet',
            head: t('office.chooseImport.sheet'),
            cell: ({ slug }) => <a href={paths.office.petitionSheet(slug)}>{t('office.today.steps.sheet')}</a>,
          },
        ]}
      />
      <h2>{t('office.chooseImport.campaigns')}</h2>
      <p>{t('office.chooseImport.campaignsText')}</p>
      <ul>
        {campaigns.map(({ slug, name }) => (
          <li key={slug}>
            <a href={paths.office.peopleImport(slug)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
