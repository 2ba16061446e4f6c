import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'
import { judge, readHeld } from '~/review/held.server'
import { HeldPage } from '~/review/held-page'

export const loader = guarded('review-held', async (office) => {
  const done = office.url.searchParams.get('done')
  return { lang: office.lang, title: office.t('office.held.title'), done: done === null ? null : Number(done) || 0, ...(await readHeld(office.db, office.groupsWith('review-held'), office.now)) }
})

export const action = guarded('review-held', async (office) => {
  const { petition = '', reason = '', source = '', hour = '', verdict } = await formFields(office.request)
  if (verdict !== 'release' && verdict !== 'invalidate') throw new Response(null, { status: 400 })
  const count = await judge(office, { petition, reason, source, hour }, verdict)
  return redirect(`${paths.office.held()}?done=${count}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <HeldPage t={translator(lang)} lang={lang} {...props} />
}
