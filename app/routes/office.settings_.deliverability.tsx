import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeDeliverability, readDeliverability } from '~/office/settings/deliverability/deliverability.server'
import { DeliverabilityPage } from '~/office/settings/deliverability/deliverability-page'
import { deliverabilityDone } from '~/office/settings/deliverability/deliverability-states'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('manage-organizers', async (office) => ({
  lang: office.lang,
  title: office.t('office.deliverability.title'),
  done: deliverabilityDone.find((one) => one === office.url.searchParams.get('done')) ?? null,
  read: await readDeliverability(office),
}))

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const done = await changeDeliverability(office, await formFields(office.request))
    return redirect(paths.office.deliverability(done), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'want' ? 'settings' : null) } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, done, read } = useLoaderData<typeof loader>()
  return <DeliverabilityPage t={translator(lang)} lang={lang} done={done} {...read} />
}
