import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { outreachKinds } from '~/actions/registry.server'
import { translator } from '~/i18n/translator'
import { ActionsPage } from '~/office/actions/actions-page'
import { newActionSchema, startAction } from '~/office/actions/office-actions.server'
import { readActionStandings } from '~/office/actions/standings.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { placesToWrite } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('outreach.office.title'),
  standings: await readActionStandings(office.db, office.groupsWith('see-numbers'), office.now),
  kinds: outreachKinds.map(({ kind, words }): [string, string] => [kind, words(office.lang).singular]),
  places: await placesToWrite(office),
}))

export const action = guarded('edit', async (office) => {
  const read = readFields(newActionSchema, await formFields(office.request))
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  if (!office.may('edit', read.value.group)) throw new Response(null, { status: 404 })
  const slug = await office.db.transaction().execute((trx) => startAction(trx, office, read.value))
  return redirect(paths.office.actionEdit(slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <ActionsPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
