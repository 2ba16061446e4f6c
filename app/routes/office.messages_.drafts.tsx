import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { translator } from '~/i18n/translator'
import { listDrafts, restoreDraft } from '~/office/broadcasts/broadcasts.server'
import { DraftsPage } from '~/office/broadcasts/drafts-page'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { partOf } from '~/office/table/table-state'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('broadcasts.drafts'),
  ...partOf(await listDrafts(office), office.url.searchParams, {
    by: {
      title: ({ title }) => title,
      channel: ({ channel }) => channel,
      campaign: ({ campaign }) => campaign,
      changed: ({ updatedAt }) => updatedAt,
    },
    language: office.lang,
  }),
  draft: draftIn(office.url.searchParams),
}))

/** What became of a draft, by the address. */
function draftIn(query: URLSearchParams): { dropped: string } | 'restored' | 'notRestored' | null {
  const dropped = query.get('dropped')
  if (dropped && isUuid(dropped)) return { dropped }
  return (['restored', 'notRestored'] as const).find((one) => query.get('draft') === one) ?? null
}

export const action = guarded('edit', async (office) => {
  const { id = '', intent } = await formFields(office.request)
  if (intent !== 'restore-draft') throw new Response(null, { status: 400 })
  const outcome = (await restoreDraft(office, id)) ? 'restored' : 'notRestored'
  return redirect(`${paths.office.drafts()}?draft=${outcome}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <DraftsPage t={translator(lang)} lang={lang} {...props} />
}
