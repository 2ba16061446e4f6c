import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { type Duplicate, readDuplicates, searchDuplicates } from '~/office/people/duplicates.server'
import { MergePage } from '~/office/people/merge-page'
import { mergePeople } from '~/office/people/merge-people.server'
import { previewMerge } from '~/office/people/preview-merge.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState } from '~/ui/forms/form-state'

export const loader = guarded('change-people', async (office) => {
  const other = office.url.searchParams.get('with')
  const preview = other ? await previewMerge(office, other) : null
  const found = preview ? { person: null, twins: [] } : await readDuplicates(office)
  const name = found.person?.name || office.t('office.people.nameless')
  return {
    lang: office.lang,
    title: office.t('office.merge.title'),
    above: [{ name, path: paths.office.person(office.params.person!) }],
    preview,
    ...found,
  }
})

export const action = guarded('change-people', async (office) => {
  const fields = await formFields(office.request)
  const refuse = (message: string) =>
    data<{ form: FormState; found: Duplicate[] | null }>(
      { form: { values: fields, errors: [{ field: 'search', message }] }, found: null },
      { status: 422 },
    )
  if (fields.intent === 'search') {
    const found = await searchDuplicates(office, fields.search ?? '')
    return found ? data({ form: { values: fields, errors: [] }, found }) : refuse('searchWhole')
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
  const done = useActionData<typeof action>()
  return <MergePage t={translator(lang)} form={done?.form ?? emptyForm} found={done?.found ?? null} {...loaded} />
}
