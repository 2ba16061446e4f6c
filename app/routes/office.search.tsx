import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { searchedFor } from '~/office/people/search.server'
import { isLikeContact, searchOffice } from '~/office/search/search.server'
import { SearchPage } from '~/office/search/search-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { cleanLine } from '~/ui/forms/text'

export const loader = guarded('see-numbers', async (office) => {
  const searched = searchedFor(office)
  const words = searched ?? wordsOf(office.url.searchParams.get('q'))
  return {
    lang: office.lang,
    title: office.t('office.find.title'),
    words,
    found: words === '' ? [] : await searchOffice(office, words),
    isSearchGone: searched === '',
    hasPeople: office.groupsWith('see-people').length > 0,
  }
})

/**
 * Words that name something of ours get an address that can be kept. What may be a person's name, email or phone number is
 * in none: that would stay in histories and logs.
 */
export const action = guarded('see-numbers', async (office) => {
  const words = wordsOf((await formFields(office.request)).search)
  // 307: the browser posts the same to the search of people, which is recorded.
  if (isLikeContact(words) && office.groupsWith('see-people').length > 0) return redirect(paths.office.people(), 307)
  const found = words === '' ? [] : await searchOffice(office, words)
  if (words !== '' && (found.length === 0 || isLikeContact(words)))
    return redirect(paths.office.searchHeld(office.heldRequests.holdWords(office.session, words, office.now)), 303)
  return redirect(paths.office.search(words), 303)
})

function wordsOf(typed: string | null | undefined): string {
  return cleanLine(typed ?? '').slice(0, 100)
}

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <SearchPage t={translator(lang)} {...props} />
}
