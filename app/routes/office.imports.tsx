import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { listPages, pagesFilter } from '~/office/pages/pages.server'
import { campaignsToImportFor } from '~/office/people/imports/campaigns-to-import-for.server'
import { ChooseImportPage } from '~/office/people/imports/choose-import-page'
import { readTableState } from '~/office/table/table-state'

export const loader = guarded('import', async (office) => {
  const { db, lang, now } = office
  const table = readTableState(office.url.searchParams, ['title', 'standing'])
  const filter = pagesFilter.parse({ kind: 'petition' })
  return {
    lang,
    title: office.t('office.menu.sections.imports'),
    campaigns: await campaignsToImportFor(office),
    ...(await listPages(db, { groupIds: office.groupsWith('import'), filter, table, language: lang }, now)),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, lines, campaigns, table, count } = useLoaderData<typeof loader>()
  return (
    <ChooseImportPage
      t={translator(lang)}
      lang={lang}
      petitions={lines}
      campaigns={campaigns}
      table={table}
      count={count}
    />
  )
}
