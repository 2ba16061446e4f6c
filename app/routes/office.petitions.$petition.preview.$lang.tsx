import { data, type HeadersFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PetitionPage } from '~/actions/petitions/petition-page'
import { shareLinks } from '~/actions/petitions/share-links'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { readPreview } from '~/office/petitions/preview.server'
import type { PageHandle } from '~/root'
import { emptyForm } from '~/ui/forms/form-state'

export const handle: PageHandle = { isPublic: true }

/** The draft as everybody will see it. */
export const loader = guarded('edit', async (office) => {
  const lang = routeLanguage(office.params)
  const view = await readPreview(office, await officePetition(office, 'edit'), lang, office.now)
  const links = shareLinks(lang, office.env.publicUrl, view.slug, view.title, view.shareText)
  return data(
    { lang, title: view.title, colour: view.colour, view, links },
    { headers: { 'x-frame-options': 'SAMEORIGIN' } },
  )
})

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta = officeMeta

export default function Route() {
  const { lang, view, links } = useLoaderData<typeof loader>()
  return <PetitionPage lang={lang} t={translator(lang)} petition={view} form={emptyForm} links={links} acts={null} />
}
