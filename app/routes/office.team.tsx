import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeTeam, readTeam } from '~/office/team/team.server'
import { TeamPage } from '~/office/team/team-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => ({
  lang: office.lang,
  title: office.t('office.team.title'),
  team: await readTeam(office),
}))

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const done = await changeTeam(office, await formFields(office.request))
    return done.outcome === 'refused' ? data({ form: done.form }, { status: 422 }) : redirect(paths.office.team(), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'invite' ? 'invite' : 'team') } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, team } = useLoaderData<typeof loader>()
  return (
    <TeamPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...team} />
  )
}
