import { data, type HeadersFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readStoryPreview } from '~/office/story/preview-story.server'
import type { PageHandle } from '~/root'
import { Html } from '~/ui/page/html'

export const handle: PageHandle = { isPublic: true }

/** The draft as everybody will see it. */
export const loader = guarded('edit', async (office) => {
  const lang = routeLanguage(office.params)
  const preview = await readStoryPreview(office, lang)
  return data({ lang, ...preview }, { headers: { 'x-frame-options': 'SAMEORIGIN' } })
})

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta = officeMeta

export default function Route() {
  return <Html html={useLoaderData<typeof loader>().html} className="" />
}
