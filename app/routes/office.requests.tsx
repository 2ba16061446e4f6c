import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { approveRequest, refuseRequest, undoDecision } from '~/office/requests/decide-request.server'
import { openRequest, readRequests } from '~/office/requests/requests.server'
import { RequestsPage } from '~/office/requests/requests-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('manage-groups', async (office) => {
  const { requests, next } = await readRequests(office, readWhole(office.url.searchParams.get('after')) ?? 0)
  return {
    lang: office.lang,
    title: office.t('office.nav.requests'),
    next,
    requests: requests.map(({ askedAt, decidedAt, ...request }) => ({
      ...request,
      askedAt: askedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
  }
})

/** Opening is a post answered with the page itself, so that no URL shows who asked. */
export const action = guarded('manage-groups', async (office) => {
  const { intent, id } = await formFields(office.request)
  switch (intent) {
    case 'open':
      return data({ opened: await openRequest(office, id), hasJoined: false })
    case 'approve':
      await approveRequest(office, id)
      break
    case 'refuse':
      await refuseRequest(office, id)
      break
    case 'undo':
      if ((await undoDecision(office, id)) === 'joined') return data({ opened: null, hasJoined: true }, { status: 409 })
      break
    default:
      throw new Response(null, { status: 400 })
  }
  return redirect(`${paths.office.requests()}${office.url.search}#${id}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, requests, next } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <RequestsPage
      t={translator(lang)}
      lang={lang}
      requests={requests}
      next={next}
      opened={done?.opened ?? null}
      hasJoined={done?.hasJoined ?? false}
    />
  )
}
