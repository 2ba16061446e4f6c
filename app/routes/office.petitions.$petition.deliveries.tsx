import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnDelivery, readDeliveries } from '~/office/petitions/deliveries/deliveries.server'
import { DeliveriesPage } from '~/office/petitions/deliveries/deliveries-page'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const head = await petitionHead(office, petition)
  return {
    lang: office.lang,
    title: office.t('office.tabs.deliveries'),
    above: aboveTab(head, office.lang),
    head,
    isReasonMissing: office.url.searchParams.get('refused') === 'reason',
    deliveries: await readDeliveries(office, petition),
  }
})

export const action = guarded(
  'publish',
  async (office) => {
    const petition = await officePetition(office, 'publish')
    const form = await office.request.formData()
    const fields = Object.fromEntries(
      [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    const done = await actOnDelivery(office, petition, { form, fields })
    switch (done.outcome) {
      case 'refused':
        return data({ form: done.form }, { status: 422 })
      case 'recorded': {
        const path = paths.office.petitionDeliveries(petition.slug)
        return redirect(done.undo ? withUndo(path, done.undo) : path, 303)
      }
    }
  },
  { uploads: 'picture', fresh: { act: ({ intent }) => (intent === 'tell' ? 'tell' : null) } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, isReasonMissing, ...props } = useLoaderData<typeof loader>()
  const start = isReasonMissing ? { values: {}, errors: [{ field: 'reason', message: 'reasonMissing' }] } : emptyForm
  return (
    <DeliveriesPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? start} {...props} />
  )
}
