import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { newPageSchema, startPage } from '~/office/pages/new-page.server'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { StartForm } from '~/office/pages/start-form'
import { placesToWrite } from '~/office/petitions/office-petitions.server'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const places = await placesToWrite(office)
  const [kind, slug] = ['kind', 'campaign'].map((name) => office.url.searchParams.get(name) ?? '')
  return {
    lang: office.lang,
    title: office.t('office.pages.new'),
    kinds: pageKinds(office),
    places,
    chosen: { kind: kind!, campaign: places.campaigns.find((one) => one.slug === slug)?.id ?? '' },
  }
})

export const action = guarded('edit', async (office) => {
  const read = readFields(newPageSchema, await formFields(office.request))
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  if (!office.may('edit', read.value.group)) throw new Response(null, { status: 404 })
  return redirect(await office.db.transaction().execute((trx) => startPage(trx, office, read.value)), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, kinds, places, chosen } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? { ...emptyForm, values: chosen }
  return <StartForm t={translator(lang)} form={form} kinds={Object.entries(kinds)} places={places} />
}
