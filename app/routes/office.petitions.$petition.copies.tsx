import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { listPages, sortablePages } from '~/office/pages/pages.server'
import { actOnCopies, choiceOf } from '~/office/petitions/act-on-copies.server'
import { countCopies } from '~/office/petitions/all-copies.server'
import { readBodies, readPostTargets } from '~/office/petitions/copies.server'
import { CopiesPage, copiesDone } from '~/office/petitions/copies-page'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { readTableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const { searchParams } = office.url
  const choice = choiceOf(Object.fromEntries(searchParams))
  const head = await petitionHead(office, petition)
  return {
    lang: office.lang,
    title: office.t('office.tabs.copies'),
    above: aboveTab(head, office.lang),
    head,
    kinds: pageKinds(office),
    copies: await listPages(
      office.db,
      {
        groupIds: office.groupsWith('see-numbers'),
        table: readTableState(searchParams, sortablePages),
        language: office.lang,
        templateId: petition.id,
      },
      office.now,
    ),
    counts: await countCopies(office, petition),
    done: copiesDone
      .map((what) => ({ what, count: readWhole(searchParams.get(what)) }))
      .flatMap(({ what, count }) => (count === null ? [] : [{ what, count }])),
    closedAt: searchParams.get('at') ?? '',
    choice,
    isAllChosen: searchParams.has('all'),
    bodies: await readBodies(office.db),
    posts: await readPostTargets(office.db, petition.id, choice),
  }
})

export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const acted = await actOnCopies(office, petition, await office.request.formData())
  switch (acted.outcome) {
    case 'done':
      return redirect(`${paths.office.petitionCopies(petition.slug)}${acted.query}`, 303)
    case 'refused':
      return data(acted, { status: 422 })
    default:
      return data(acted)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const acted = useActionData<typeof action>()
  return (
    <CopiesPage
      t={translator(lang)}
      lang={lang}
      form={acted && 'form' in acted ? acted.form : emptyForm}
      chosen={acted && 'chosen' in acted ? acted.chosen : null}
      preview={acted && 'preview' in acted ? acted.preview : null}
      published={acted && 'published' in acted ? acted.published : null}
      {...props}
    />
  )
}
