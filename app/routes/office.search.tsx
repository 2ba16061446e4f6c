import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { searchOffice } from '~/office/search/search.server'
import { SearchPage } from '~/office/search/search-page'
import { cleanLine } from '~/ui/forms/text'

export const loader = guarded('see-numbers', async (office) => {
  const words = cleanLine(office.url.searchParams.get('q') ?? '').slice(0, 100)
  return {
    lang: office.lang,
    title: office.t('office.find.title'),
    words,
    found: words === '' ? [] : await searchOffice(office, words),
    hasPeople: office.groupsWith('see-people').length > 0,
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <SearchPage t={translator(lang)} {...props} />
}
