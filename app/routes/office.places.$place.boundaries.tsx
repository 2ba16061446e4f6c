import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { actOnBoundaries } from '~/office/officials/boundaries/act-on-boundaries.server'
import { findBoundaryPlace, readBoundaries } from '~/office/officials/boundaries/boundaries.server'
import { BoundariesPage } from '~/office/officials/boundaries/boundaries-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit-directory', async (office) => {
  const place = await placeOf(office)
  const read = await readBoundaries(office.db, place, office.url.searchParams.get('name'))
  return {
    lang: office.lang,
    title: place.name,
    place: { name: place.name, slug: place.slug, state: place.state },
    made: readWhole(office.url.searchParams.get('made')) || null,
    ...read,
  }
})

export const action = guarded(
  'edit-directory',
  async (office) => {
    const place = await placeOf(office)
    const acted = await actOnBoundaries(office, place, await office.request.formData())
    return acted.outcome === 'refused'
      ? data({ form: acted.form }, { status: 422 })
      : redirect(`${paths.office.boundaries(place.slug)}${acted.made ? `?made=${acted.made}` : ''}`, 303)
  },
  { uploads: 'list' },
)

async function placeOf(office: Office) {
  const place = await findBoundaryPlace(office.db, office.params.place ?? '')
  if (!place) throw new Response(null, { status: 404 })
  return place
}

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <BoundariesPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      {...props}
    />
  )
}
