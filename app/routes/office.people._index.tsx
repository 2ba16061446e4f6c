import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { scopesOf } from '~/office/people/scope'
import {
  countiesInScopes,
  petitionsInScopes,
  readSearch,
  searchedFor,
  searchSigners,
} from '~/office/people/search.server'
import { countByPhone, listSigners, readSignerFilter, sortableSigners } from '~/office/people/signers.server'
import { SignersPage } from '~/office/people/signers-page'
import { readTableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-people', async (office) => {
  const scopes = scopesOf(office, 'see-people')
  const { filter, isReadable } = readSignerFilter(Object.fromEntries(office.url.searchParams))
  const words = searchedFor(office)
  const found = words ? await searchSigners(office, scopes, words) : null
  const table = readTableState(office.url.searchParams, sortableSigners)
  const listed = found
    ? { lines: found.lines, table, count: 0, isCut: false }
    : await listSigners(office.db, office.vault, { scopes, filter, table, language: office.lang })
  if (!found)
    await office.audit({
      groupId: null,
      act: 'listed-people',
      subject: filter.petition || 'all',
      howMany: listed.lines.length,
    })
  const hasTexts = office.env.channels.texts !== 'none'
  return {
    lang: office.lang,
    title: office.t('office.nav.people'),
    hasTexts,
    unreachable: hasTexts ? 0 : await countByPhone(office.db, scopes),
    filter,
    isFilterRead: isReadable,
    ...listed,
    searched: found && { opened: found.opened, isAll: found.isAll },
    isSearchGone: words === '',
    petitions: await petitionsInScopes(office, scopes),
    counties: (await countiesInScopes(office, scopes)).map(({ slug, name }) => ({ slug, name })),
    mayExport: office.groupsWith('export-people').length > 0,
    mayChange: office.groupsWith('change-people').length > 0,
    mayErase: office.groupsWith('erase-people').length > 0,
  }
})

/** Searching is a post that leads to an address without its words, so that they are in no URL and no history. */
export const action = guarded('see-people', async (office) => {
  const read = readSearch(await formFields(office.request))
  if (read.outcome === 'refused') return data({ form: read.form }, { status: 422 })
  return redirect(paths.office.peopleSearch(office.heldRequests.holdWords(office.session, read.words, office.now)), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...listed } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <SignersPage t={translator(lang)} lang={lang} {...listed} form={form} />
}
