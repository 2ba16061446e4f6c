import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { ladderContent } from '~/messages/ladders/ladder-content'
import { ladderFrom, templateNames } from '~/messages/ladders/ladder-templates'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { campaignsForLadders, listLadders, startLadder } from '~/office/ladders/ladders.server'
import { LaddersPage } from '~/office/ladders/ladders-page'
import { partOf } from '~/office/table/table-state'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('ladders.title'),
  ...partOf(await listLadders(office), office.url.searchParams, {
    by: {
      title: ({ title }) => title,
      campaign: ({ campaign }) => campaign,
      state: ({ standing }) => standing,
      inside: ({ inside }) => inside,
      tasks: ({ tasks }) => tasks,
      changed: ({ updatedAt }) => updatedAt,
    },
    language: office.lang,
  }),
  campaigns: await campaignsForLadders(office),
}))

/** Begins a ladder, from a template or empty. */
export const action = guarded('edit', async (office) => {
  const { campaign = '', template } = await formFields(office.request)
  const name = templateNames.find((one) => one === template)
  const content = name ? ladderFrom(name) : ladderContent.parse({})
  const id = await startLadder(office, campaign, content)
  if (id === null) throw new Response(null, { status: 404 })
  return redirect(paths.office.ladderEdit(id), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <LaddersPage t={translator(lang)} lang={lang} {...props} />
}
