import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { translator } from '~/i18n/translator'
import { listBroadcasts } from '~/office/broadcasts/broadcasts.server'
import { DraftsPage } from '~/office/broadcasts/drafts-page'
import { maySetPace, readPace, savePace } from '~/office/broadcasts/mail-pace.server'
import { campaignsToWriteFor, makeDraft } from '~/office/broadcasts/make-draft.server'
import { restoreDraft } from '~/office/broadcasts/save-draft.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { partOf } from '~/office/table/table-state'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('broadcasts.drafts'),
  ...partOf(await listBroadcasts(office), office.url.searchParams, {
    by: {
      title: ({ title }) => title,
      channel: ({ channel }) => channel,
      campaign: ({ campaign }) => campaign,
      state: ({ state }) => office.t(`broadcasts.states.${state}`),
      changed: ({ updatedAt }) => updatedAt,
    },
    language: office.lang,
  }),
  draft: draftIn(office.url.searchParams),
  campaigns: await campaignsToWriteFor(office),
  pace: maySetPace(office) ? await readPace(office.db) : null,
  isPaceSaved: office.url.searchParams.has('pace'),
}))

/** What became of a draft, by the address. */
function draftIn(query: URLSearchParams): { dropped: string } | 'restored' | 'notRestored' | null {
  const dropped = query.get('dropped')
  if (dropped && isUuid(dropped)) return { dropped }
  return (['restored', 'notRestored'] as const).find((one) => query.get('draft') === one) ?? null
}

export const action = guarded('edit', async (office) => {
  const { id = '', intent, ...fields } = await formFields(office.request)
  if (intent === 'make mail' || intent === 'make text')
    return redirect(paths.office.broadcast(await makeDraft(office, { ...fields, channel: intent.slice(5) })), 303)
  if (intent === 'pace') {
    const saved = await savePace(office, fields)
    return saved.outcome === 'refused'
      ? data({ pace: saved.form }, { status: 422 })
      : redirect(withUndo(`${paths.office.drafts()}?pace`, saved.undo), 303)
  }
  if (intent !== 'restore-draft') throw new Response(null, { status: 400 })
  const outcome = (await restoreDraft(office, id)) ? 'restored' : 'notRestored'
  return redirect(`${paths.office.drafts()}?draft=${outcome}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.pace
  return <DraftsPage t={translator(lang)} lang={lang} {...props} pace={refused ?? props.pace} />
}
