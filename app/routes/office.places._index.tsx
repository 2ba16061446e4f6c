import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { searchPlaces } from '~/office/officials/boundaries/boundaries.server'
import { PlacesPage } from '~/office/officials/boundaries/places-page'

export const loader = guarded('edit', async (office) => {
  const words = (office.url.searchParams.get('q') ?? '').trim().slice(0, 100)
  return {
    lang: office.lang,
    title: office.t('places.office.title'),
    words,
    places: await searchPlaces(office.db, words),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, words, places } = useLoaderData<typeof loader>()
  return <PlacesPage t={translator(lang)} words={words} places={places} />
}
