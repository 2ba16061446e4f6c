import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { listPages, pagesFilter, sortablePages } from '~/office/pages/pages.server'
import { PagesPage } from '~/office/pages/pages-page'
import { readTableState } from '~/office/table/table-state'

export const loader = guarded('see-numbers', async (office) => {
  const { db, url, lang, now } = office
  const filter = pagesFilter.parse(Object.fromEntries(url.searchParams))
  const table = readTableState(url.searchParams, sortablePages)
  const campaigns = await db
    .selectFrom('campaign')
    .select(['slug', 'name'])
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  return {
    lang,
    title: office.t('office.menu.sections.pages'),
    filter,
    ...(await listPages(db, { groupIds: office.groupsWith('see-numbers'), filter, table, language: lang }, now)),
    kinds: pageKinds(office),
    campaigns: campaigns.map(({ slug, name }) => ({ slug, name: name[lang] })),
    mayStart: office.groupsWith('edit').length > 0 && campaigns.length > 0,
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <PagesPage t={translator(lang)} lang={lang} {...props} />
}
