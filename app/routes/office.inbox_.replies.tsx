import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeReplies, readReplies } from '~/office/texts/canned-replies.server'
import { CannedRepliesPage } from '~/office/texts/canned-replies-page'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const handle: PageHandle = { script: '/count.js' }

const dones = ['added', 'changed', 'removed', 'restored', 'undone', 'reworded'] as const

export const loader = guarded('publish', async (office) => {
  const groupIds = office.groupsWith('publish')
  const replies = await readReplies(office.db, groupIds, office.lang)
  const { searchParams } = office.url
  const asked = dones.find((what) => searchParams.has(what))
  const id = asked ? searchParams.get(asked) : null
  return {
    lang: office.lang,
    title: office.t('texts.canned.title'),
    groups: groupIds.map((group) => ({
      id: group,
      name: office.groups.get(group)!.name,
      replies: replies.filter(({ groupId }) => groupId === group),
    })),
    price: office.env.prices.segment,
    done: asked && isUuid(id) ? { what: asked, id, saved: searchParams.get('saved') ?? '' } : null,
  }
})

export const action = guarded('publish', async (office) => {
  const changed = await changeReplies(office, await formFields(office.request))
  switch (changed.outcome) {
    case 'refused':
      return data({ form: changed.form }, { status: 422 })
    case 'typed':
      return data({ form: changed.form })
    case 'changed':
      return redirect(paths.office.cannedReplies({ changed: changed.id, saved: changed.saved }), 303)
    case 'done':
      return redirect(paths.office.cannedReplies({ [changed.what]: changed.id }), 303)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <CannedRepliesPage t={translator(lang)} lang={lang} {...props} form={form} />
}
