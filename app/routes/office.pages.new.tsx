import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { startPage } from '~/office/pages/new-page.server'
import { ownCampaign } from '~/office/pages/own-campaign'
import { pageKinds } from '~/office/pages/page-kinds.server'
import { StartForm } from '~/office/pages/start-form'
import { placesToWrite } from '~/office/petitions/office-petitions.server'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => {
  const places = await placesToWrite(office)
  const [kind, slug, group] = ['kind', 'campaign', 'group'].map((name) => office.url.searchParams.get(name) ?? '')
  const ofGroup = places.campaigns.find(({ groupId }) => groupId === group)?.id ?? (group ? ownCampaign : '')
  return {
    lang: office.lang,
    title: office.t('office.pages.new'),
    kinds: pageKinds(office),
    places,
    chosen: {
      kind: kind!,
      campaign: places.campaigns.find((one) => one.slug === slug)?.id ?? ofGroup,
      group: group!,
    },
  }
})

export const action = guarded('edit', async (office) => {
  const started = await startPage(office, await formFields(office.request))
  return started.outcome === 'refused' ? data({ form: started.form }, { status: 422 }) : redirect(started.path, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, kinds, places, chosen } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? { ...emptyForm, values: chosen }
  return <StartForm t={translator(lang)} form={form} kinds={Object.entries(kinds)} places={places} />
}
