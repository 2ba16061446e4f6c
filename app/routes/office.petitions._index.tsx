import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { readStandings } from '~/office/dashboard/rollups.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { newPetitionSchema, placesToWrite, startPetition } from '~/office/petitions/office-petitions.server'
import { PetitionsPage } from '~/office/petitions/petitions-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('office.petitions.title'),
  standings: await readStandings(office.db, office.groupsWith('see-numbers'), office.now),
  places: await placesToWrite(office),
}))

export const action = guarded('edit', async (office) => {
  const read = readFields(newPetitionSchema, await formFields(office.request))
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  if (!office.may('edit', read.value.group)) throw new Response(null, { status: 404 })
  const slug = await office.db.transaction().execute((trx) => startPetition(trx, office, read.value))
  return redirect(paths.office.petitionEdit(slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <PetitionsPage
      t={translator(lang)}
      lang={lang}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      {...props}
    />
  )
}
