import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { roles } from '~/office/guard/rights'
import { hasWords, partOf, wordsIn } from '~/office/table/table-state'
import { changeTeam, readTeam } from '~/office/team/team.server'
import { teamDone } from '~/office/team/team-done'
import { TeamPage } from '~/office/team/team-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => {
  const { lang, t, url } = office
  const { people, ...team } = await readTeam(office)
  const filters = {
    q: wordsIn(url.searchParams),
    role: roles.find((one) => one === url.searchParams.get('role')) ?? '',
  }
  return {
    lang,
    title: t('office.team.title'),
    team: {
      ...team,
      filters,
      people: partOf(
        people.filter(
          ({ name, email, group, role }) =>
            hasWords(filters.q, name, email, group) && (filters.role === '' || filters.role === role),
        ),
        url.searchParams,
        {
          by: { name: ({ name }) => name, group: ({ group }) => group, role: ({ role }) => roles.indexOf(role) },
          language: lang,
        },
      ),
    },
    done: teamDone.find((one) => one === url.searchParams.get('done')) ?? null,
    doneId: url.searchParams.get('id'),
    was: roles.find((one) => one === url.searchParams.get('was')) ?? null,
  }
})

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const done = await changeTeam(office, await formFields(office.request))
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.team(done.what, done.id, done.was), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'invite' ? 'invite' : 'team') } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, team, done, doneId, was } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.form
  return (
    <TeamPage
      t={translator(lang)}
      lang={lang}
      form={refused ?? emptyForm}
      done={refused ? null : done}
      doneId={doneId}
      was={was}
      {...team}
    />
  )
}
