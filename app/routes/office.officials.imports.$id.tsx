import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { linesToShow } from '~/office/lists/lines-to-show'
import { actOnRoster } from '~/office/officials/rosters/roster-actions.server'
import { RosterPage } from '~/office/officials/rosters/roster-page'
import { readRoster } from '~/office/officials/rosters/rosters.server'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => {
  const after = readWhole(office.url.searchParams.get('after')) ?? 0
  const show = linesToShow(office.url.searchParams.get('show'))
  const roster = await readRoster(office.db, uuidOf(office.params.id ?? ''), show, after, office.now)
  if (!roster) throw new Response(null, { status: 404 })
  return {
    lang: office.lang,
    title: roster.fileName,
    roster,
    show,
    mayEdit: office.groupsWith('edit-directory').length > 0,
  }
})

export const action = guarded('edit-directory', async (office) => {
  const done = await actOnRoster(office, uuidOf(office.params.id ?? ''), await formFields(office.request))
  if (done.outcome === 'refused') return data({ form: done.form }, { status: 422 })
  return redirect(done.id ? paths.office.roster(done.id) : paths.office.rosters(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <RosterPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
