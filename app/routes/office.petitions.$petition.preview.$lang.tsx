import { data, type HeadersFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readPreview } from '~/office/petitions/preview.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { emptyForm } from '~/ui/forms/form-state'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { guarded } from '~/office/guard/guard.server'
import { officeMeta } from '~/office/frame/office-meta'
import { PetitionPage } from '~/actions/petitions/petition-page'
import type { PageHandle } from '~/root'

export const handle: PageHandle = { isPublic: true }

/** The draft as everybody will see it. */
export const loader = guarded('edit', async (office) => {
  const lang = routeLanguage(office.params)
  const view = await readPreview(office, await officePetition(office, 'edit'), lang, office.now)
  return data({ lang, title: view.title, colour: view.colour, view }, { headers: { 'x-frame-options': 'SAMEORIGIN' } })
})

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta = officeMeta

export default function Route() {
  const { lang, view } = useLoaderData<typeof loader>()
  return <PetitionPage lang={lang} t={translator(lang)} petition={view} form={emptyForm} />
}
