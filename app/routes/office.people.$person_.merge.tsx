import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readDuplicates, searchDuplicates } from '~/office/people/duplicates.server'
import { MergePage } from '~/office/people/merge-page'
import { mergePeople } from '~/office/people/merge-people.server'
import { personInReach } from '~/office/people/person-in-reach.server'
import { previewMerge } from '~/office/people/preview-merge.server'
import { contactOf, searchedFor } from '~/office/people/search.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { cleanLine } from '~/ui/forms/text'

export const loader = guarded('change-people', async (office) => {
  const other = office.url.searchParams.get('with')
  const preview = other ? await previewMerge(office, other) : null
  const near = preview ? { person: null, twins: [] } : await readDuplicates(office)
  const words = searchedFor(office)
  const person = preview?.outcome === 'ready' ? preview.stays : near.person
  const name = person?.name || office.t('office.people.nameless')
  return {
    lang: office.lang,
    title: office.t('office.merge.title'),
    above: [{ name, path: paths.office.person(office.params.person!) }],
    preview,
    ...near,
    found: words && !preview ? await searchDuplicates(office, words) : null,
    isSearchGone: words === '',
  }
})

export const action = guarded('change-people', async (office) => {
  const fields = await formFields(office.request)
  const refuse = (message: string) =>
    data<{ form: FormState }>({ form: { values: fields, errors: [{ field: 'search', message }] } }, { status: 422 })
  if (fields.intent === 'search') {
    const words = cleanLine(fields.search ?? '')
    if (!contactOf(words)) return refuse('searchWhole')
    const { id: person } = await personInReach(office, 'change-people', office.params.person)
    const searched = office.heldRequests.holdWords(office.session, words, office.now)
    return redirect(paths.office.personMergeSearch(person, searched), 303)
  }
  const merged = await mergePeople(office, fields.with ?? '')
  switch (merged.outcome) {
    case 'merged':
      throw redirect(paths.office.person(office.params.person!, { did: 'merged' }), 303)
    case 'legal-hold':
      return refuse('legalHold')
    case 'beyond':
    case 'two-campaigns':
      throw redirect(paths.office.personMerge(office.params.person!, fields.with), 303)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <MergePage t={translator(lang)} form={form} {...loaded} />
}
