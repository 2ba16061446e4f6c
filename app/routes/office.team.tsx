import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import { hasWords, partOf, wordsIn } from '~/office/table/table-state'
import { changeTeam, readTeam } from '~/office/team/team.server'
import { type TeamNews, teamDone } from '~/office/team/team-done'
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
    done: await doneIn(office),
  }
})

/** What the address says was just done, with the names and roles of now. */
async function doneIn({ db, vault, groups, url, may }: Office): Promise<TeamNews | null> {
  const asked = (name: string) => url.searchParams.get(name)
  const done = teamDone.find((one) => one === asked('done'))
  if (!done) return null
  const [id, group] = [asked('id'), groups.get(asked('group') ?? '')]
  const isThere = isUuid(id) && group !== undefined && may('manage-organizers', group.id)
  const held = isThere
    ? await db
        .selectFrom('organizer_role')
        .select('role')
        .where('organizer_id', '=', id)
        .where('group_id', '=', group.id)
        .executeTakeFirst()
    : undefined
  return {
    what: done,
    id,
    was: roles.find((one) => one === asked('was')) ?? null,
    organizer: isThere
      ? {
          name: (await organizerNames(db, vault, [id])).get(id) ?? '',
          role: held?.role ?? null,
          group: { id: group.id, name: group.name },
        }
      : null,
  }
}

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const done = await changeTeam(office, await formFields(office.request))
    return done.outcome === 'refused'
      ? data({ form: done.form }, { status: 422 })
      : redirect(paths.office.team(done.what, done), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'invite' ? 'invite' : 'team') } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, team, done } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.form
  return (
    <TeamPage t={translator(lang)} lang={lang} form={refused ?? emptyForm} done={refused ? null : done} {...team} />
  )
}
