import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readLists } from '~/office/lists/read-lines.server'
import { bringInRoster } from '~/office/officials/rosters/roster-actions.server'
import { RostersPage } from '~/office/officials/rosters/rosters-page'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('officials.rosters.title'),
  rosters: await readLists(office, 'roster'),
  mayEdit: office.groupsWith('edit-directory').length > 0,
}))

export const action = guarded(
  'edit-directory',
  async (office) => {
    const done = await bringInRoster(office, await office.request.formData())
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.roster(done.id), 303)
  },
  { uploads: 'list' },
)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <RostersPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
