import { data, type HeadersFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { officeAction } from '~/office/actions/office-actions.server'
import { readActionPreview } from '~/office/actions/preview-action.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import type { PageHandle } from '~/root'
import { Html } from '~/ui/page/html'

export const handle: PageHandle = { isPublic: true }

/** The draft as everybody will see it. */
export const loader = guarded('edit', async (office) => {
  const lang = routeLanguage(office.params)
  const action = await officeAction(office, 'edit')
  const { title, html } = await readActionPreview(office, action, lang, office.now)
  return data({ lang, title, colour: action.colour, html }, { headers: { 'x-frame-options': 'SAMEORIGIN' } })
})

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta = officeMeta

export default function Route() {
  return <Html html={useLoaderData<typeof loader>().html} className="" />
}
