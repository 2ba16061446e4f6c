import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { countCities, searchPlaces } from '~/office/officials/boundaries/boundaries.server'
import { bringInPlaces } from '~/office/officials/boundaries/bring-in-places.server'
import { askForPlaces, readPlacesFetch } from '~/office/officials/boundaries/fetch-places.server'
import { PlacesPage } from '~/office/officials/boundaries/places-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit-directory', async (office) => {
  const words = (office.url.searchParams.get('q') ?? '').trim().slice(0, 100)
  return {
    lang: office.lang,
    title: office.t('places.office.title'),
    words,
    ...(await searchPlaces(office.db, words)),
    cities: await countCities(office.db),
    fetch: await readPlacesFetch(office.db),
  }
})

export const action = guarded(
  'edit-directory',
  async (office) => {
    const form = await office.request.formData()
    if (form.get('intent') === 'fetch') {
      await askForPlaces(office)
      return redirect(`${paths.office.places()}#cities`, 303)
    }
    const taken = await bringInPlaces(office)
    return taken.outcome === 'refused'
      ? data({ form: taken.form, report: null }, { status: 422 })
      : data({ form: emptyForm, report: taken.report })
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const { form, report } = useActionData<typeof action>() ?? { form: emptyForm, report: null }
  return <PlacesPage t={translator(lang)} form={form} report={report} {...props} />
}
