import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readPages } from '~/office/pages/pages.server'
import { ChooseImportPage } from '~/office/people/imports/choose-import-page'

export const loader = guarded('import', async (office) => {
  const pages = await readPages(office.db, office.groupsWith('import'), office.now)
  return {
    lang: office.lang,
    title: office.t('office.menu.sections.imports'),
    petitions: pages.filter(({ kind, standing }) => kind === 'petition' && standing !== 'archived'),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, petitions } = useLoaderData<typeof loader>()
  return <ChooseImportPage t={translator(lang)} lang={lang} petitions={petitions} />
}
