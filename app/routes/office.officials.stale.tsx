import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readStale } from '~/office/officials/stale/stale.server'
import { StalePage } from '~/office/officials/stale/stale-page'
import { vacantJustNow, workStale } from '~/office/officials/stale/work-stale.server'
import { confirmedJustNow } from '~/officials/posts/edit-contacts.server'
import { countStale } from '~/officials/posts/stale-queue.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

/** What the next page offers to undo. */
const undoable: Record<string, (fields: Record<string, string>) => string> = {
  confirm: ({ id = '' }) => `?confirmed=${id}`,
  vacant: ({ id = '', before = '' }) => `?vacant=${id}&before=${encodeURIComponent(before)}`,
}

export const loader = guarded('see-numbers', async (office) => {
  const { db, vault, env, now } = office
  const skip = Math.min(100_000, readWhole(office.url.searchParams.get('skip')) ?? 0)
  const [items, count] = [
    await readStale(db, vault, env.contactStaleDays, now, skip),
    await countStale(db, env.contactStaleDays, now),
  ]
  const vacantId = office.url.searchParams.get('vacant')
  const vacant = isUuid(vacantId) ? await vacantJustNow(db, vacantId, now) : null
  const id = office.url.searchParams.get('confirmed')
  const confirmed = isUuid(id) ? await confirmedJustNow(db, id, office.organizer.id, now) : null
  return {
    lang: office.lang,
    title: office.t('officials.stale.title'),
    items,
    count,
    skip,
    confirmed: confirmed && { id: confirmed.id, value: confirmed.value },
    vacant: vacant && { ...vacant, before: office.url.searchParams.get('before') ?? '' },
    mayEdit: office.groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const fields = await formFields(office.request)
  const worked = await workStale(office, fields)
  return worked.outcome === 'refused'
    ? data({ form: worked.form }, { status: 422 })
    : redirect(paths.office.stale() + (undoable[fields.intent ?? ''] ?? (() => ''))(fields), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <StalePage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
