import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formFields } from '~/forms/form-fields'
import { emptyForm } from '~/forms/form-state'
import { countStale } from '~/freshness/stale-queue.server'
import { readStale } from '~/freshness/stale.server'
import { StalePage } from '~/freshness/stale-page'
import { workStale } from '~/freshness/work-stale.server'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'

export const loader = guarded('see-numbers', async (office) => {
  const { db, vault, env, now } = office
  const skip = Math.min(100_000, Math.max(0, Math.floor(Number(office.url.searchParams.get('skip'))) || 0))
  const [items, count] = [await readStale(db, vault, env.contactStaleDays, now, skip), await countStale(db, env.contactStaleDays, now)]
  return { lang: office.lang, title: office.t('officials.stale.title'), items, count, skip, mayEdit: office.groupsWith('edit').length > 0 }
})

export const action = guarded('edit', async (office) => {
  const worked = await workStale(office, await formFields(office.request))
  return worked.outcome === 'refused' ? data({ form: worked.form }, { status: 422 }) : redirect(paths.office.stale(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <StalePage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
}
