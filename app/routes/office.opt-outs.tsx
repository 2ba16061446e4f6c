import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readOptOutLists, undoOptOutList } from '~/office/people/opt-outs/opt-out-lists.server'
import { OptOutsPage } from '~/office/people/opt-outs/opt-outs-page'
import { takeOptOuts } from '~/office/people/opt-outs/take-opt-outs.server'
import { uuidOf } from '~/office/team/team.server'
import { networkOf } from '~/office/texts/inbox-rights.server'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('import', async (office) => {
  networkOf(office)
  const undone = office.url.searchParams.get('undone')
  return {
    lang: office.lang,
    title: office.t('office.optOuts.title'),
    lists: await readOptOutLists(office),
    undone: undone === null ? null : Number(undone) || 0,
  }
})

export const action = guarded(
  'import',
  async (office) => {
    const network = networkOf(office)
    const form = await office.request.formData()
    if (form.get('intent') === 'undo') {
      const undone = await undoOptOutList(office, network, uuidOf(String(form.get('id') ?? '')))
      if (undone === null)
        return data(
          { form: { values: {}, errors: [{ field: 'list', message: 'optOutsTooLate' }] }, taken: null },
          { status: 409 },
        )
      return redirect(paths.office.optOuts(undone), 303)
    }
    const taken = await takeOptOuts(office, network, form)
    return taken.outcome === 'refused'
      ? data({ form: taken.form, taken: null }, { status: 422 })
      : data({ form: emptyForm, taken: { sheets: taken.sheets, unread: taken.unread } })
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <OptOutsPage
      t={translator(lang)}
      lang={lang}
      form={answer?.form ?? emptyForm}
      taken={answer?.taken ?? null}
      {...props}
    />
  )
}
