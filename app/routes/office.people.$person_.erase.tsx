import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { ErasePage } from '~/office/people/erasures/erase-page'
import { erasePerson, readErasePreview } from '~/office/people/erasures/office-erasures.server'
import { paths } from '~/paths'
import { emptyForm, type FormState } from '~/ui/forms/form-state'

/** The preview of what would be erased changes nothing. */
export const loader = guarded('erase-people', async (office) => {
  const preview = await readErasePreview(office)
  const name = preview.name || office.t('office.people.nameless')
  return {
    lang: office.lang,
    title: office.t('office.erase.title', { name }),
    above: [{ name, path: paths.office.person(preview.id) }],
    preview,
  }
})

export const action = guarded('erase-people', async (office) => {
  const erased = await erasePerson(office)
  const refuse = (said: string) =>
    data<{ form: FormState }>(
      { form: { values: {}, errors: [{ field: 'content', message: 'erase', said }] } },
      { status: 422 },
    )
  switch (erased.outcome) {
    case 'held':
      throw redirect(`${paths.office.erased()}?done=${erased.erasureId}`, 303)
    case 'legal-hold':
      return refuse(office.t('office.erase.legalHold'))
    case 'beyond':
      return refuse(office.t('office.erase.beyond'))
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, preview } = useLoaderData<typeof loader>()
  return <ErasePage t={translator(lang)} form={useActionData<typeof action>()?.form ?? emptyForm} preview={preview} />
}
