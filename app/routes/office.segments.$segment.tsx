import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnSegment, showSegment } from '~/office/segments/build-segment.server'
import { SegmentPage } from '~/office/segments/segment-page'
import { segmentInReach } from '~/office/segments/segments-office.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('see-people', async (office) => {
  const saved = office.params.segment === 'new' ? null : await segmentInReach(office, office.params.segment)
  return showSegment(office, saved)
})

export const action = guarded('see-people', async (office) => {
  const saved = office.params.segment === 'new' ? null : await segmentInReach(office, office.params.segment)
  const { status, ...shown } = await actOnSegment(office, saved, await formFields(office.request))
  return data(shown, { status })
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <SegmentPage t={translator(lang)} lang={lang} {...loaded} {...(answer ? { ...answer, isSaved: false } : {})} />
}
