import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeTeam, readTeam } from '~/office/team/team.server'
import { teamDone } from '~/office/team/team-done'
import { TeamPage } from '~/office/team/team-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => ({
  lang: office.lang,
  title: office.t('office.team.title'),
  team: await readTeam(office),
  done: teamDone.find((one) => one === office.url.searchParams.get('done')) ?? null,
  doneId: office.url.searchParams.get('id'),
}))

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const done = await changeTeam(office, await formFields(office.request))
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.team(done.what, done.id), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'invite' ? 'invite' : 'team') } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, team, done, doneId } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.form
  return (
    <TeamPage
      t={translator(lang)}
      lang={lang}
      form={refused ?? emptyForm}
      done={refused ? null : done}
      doneId={doneId}
      {...team}
    />
  )
}
