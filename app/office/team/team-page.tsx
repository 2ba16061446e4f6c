import type { Role } from '#db/schema'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { roles } from '~/office/guard/rights'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useDays } from '~/ui/page/readers-zone'
import { CopyLink } from './copy-link'
import type { TeamNews } from './team-done'

interface TeamLine {
  id: string
  name: string
  email: string
  groupId: string
  group: string
  role: Role
  isOurs: boolean
  isYou: boolean
}

interface TeamProps {
  t: Translate
  lang: Language
  form: FormState
  groups: {
    id: string
    name: string
    kind: 'network' | 'group' | 'chapter'
    editsDirectory: boolean
    town: string
    areas: string[]
    counties: string[]
  }[]
  people: Part<TeamLine>
  filters: { q: string; role: string }
  invitations: {
    id: string
    email: string
    role: Role
    group: string
    link: string
    expiresAt: string
    isPast: boolean
  }[]
  done: TeamNews | null
  mayMakeGroups: boolean
}

/** The team: roles, invitations, groups. */
export function TeamPage(props: TeamProps) {
  const { t, lang, form, groups, people, filters, invitations, done, mayMakeGroups } = props
  const list = { path: paths.office.team(), filters, table: people.table, count: people.count }
  const dateOf = useDays()
  const day = (at: string) => dateOf(lang, new Date(at))
  const inviting = { ...form, values: { ...form.values } }
  const making = form.values.intent === 'town' ? emptyForm : form
  return (
    <>
      <ListHeading title={t('office.team.title')} make={{ label: t('office.team.invite'), href: '#invite' }} />
      <ErrorSummary t={t} form={form} />
      {done && <Done t={t} done={done} invited={invitations.find(({ id }) => id === done.id)} />}
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'q', label: t('office.team.find'), maxLength: 100 },
          {
            name: 'role',
            label: t('office.team.role'),
            options: roles.map((role) => [role, t(`office.roles.${role}.name`)]),
          },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.team.title')}
        rows={people.lines}
        keyOf={({ id, groupId }) => id + groupId}
        list={list}
        empty={t('office.team.invite')}
        columns={[
          {
            name: 'name',
            head: t('office.people.name'),
            sorts: 'up',
            isName: true,
            cell: ({ name, email, isYou }) => (
              <>
                {name} {isYou && <span className="small">({t('office.team.you')})</span>}
                <br />
                <span className="small">{email}</span>
              </>
            ),
          },
          { name: 'group', head: t('office.team.group'), sorts: 'up', cell: ({ group }) => group },
          {
            name: 'role',
            head: t('office.team.role'),
            sorts: 'up',
            cell: (person) => <RoleForm t={t} person={person} />,
          },
          {
            name: 'sessions',
            head: t('office.team.sessions'),
            cell: ({ id, groupId, isYou, isOurs }) => (
              <>
                <OneButton fields={{ intent: 'end-sessions', organizer: id, group: groupId }}>
                  {t('office.team.signOut')}
                </OneButton>
                {!isYou && isOurs && (
                  <p>
                    <a href={paths.office.member(id)}>{t('office.letIn.link')}</a>
                  </p>
                )}
              </>
            ),
          },
        ]}
      />
      <div className="columns">
        <section className="panel" id="invite">
          <h2>{t('office.team.invite')}</h2>
          <Form>
            <input type="hidden" name="intent" value="invite" />
            <TextField
              t={t}
              form={inviting}
              name="email"
              type="email"
              label={t('office.fields.email')}
              autoComplete="off"
              inputMode="email"
            />
            <Choice
              name="role"
              label={t('office.team.role')}
              options={roles.map((role) => [
                role,
                `${t(`office.roles.${role}.name`)}: ${t(`office.roles.${role}.can`)}`,
              ])}
              chosen={form.values.role ?? 'viewer'}
            />
            <Choice
              name="group"
              label={t('office.team.group')}
              options={groups.map((group) => [group.id, group.name])}
              chosen={form.values.group}
            />
            <Choice
              name="language"
              label={t('office.team.language')}
              options={[
                ['', t('office.team.groupLanguage')],
                ...languages.map((one): [string, string] => [one, languageNames[one]]),
              ]}
              chosen={form.values.language ?? ''}
            />
            <button className="main">{t('office.team.inviteButton')}</button>
          </Form>
        </section>
        <section className="panel">
          <h2>{t('office.team.invitations')}</h2>
          {invitations.length === 0 && <p>{t('office.team.noInvitations')}</p>}
          <ul>
            {invitations.map((one) => (
              <li key={one.id}>
                {one.email}, {t(`office.roles.${one.role}.name`)}, {one.group}.{' '}
                {t(one.isPast ? 'office.team.past' : 'office.team.until', { day: day(one.expiresAt) })}
                {!one.isPast && <CopyLink t={t} id={`link-${one.id}`} label={t('office.team.link')} link={one.link} />}
                <OneButton fields={{ intent: 'resend', id: one.id }}>{t('office.team.resend')}</OneButton>{' '}
                <OneButton fields={{ intent: 'withdraw', id: one.id }}>{t('office.team.withdraw')}</OneButton>
              </li>
            ))}
          </ul>
        </section>
        {groups.length > 0 && (
          <section className="panel">
            <h2>{t('office.team.groups')}</h2>
            <p>{t('office.team.townHint')}</p>
            <ul>
              {groups.map((group) => (
                <li key={group.id}>
                  <a href={paths.office.group(group.id)}>{group.name}</a>{' '}
                  <span className="small">
                    {t(`office.team.kinds.${group.kind}`)}
                    {group.areas.length > 0 && `, ZIP ${group.areas.join(', ')}`}
                    {group.counties.length > 0 && `, ${group.counties.join('; ')}`}
                  </span>
                  <Form>
                    <input type="hidden" name="intent" value="town" />
                    <input type="hidden" name="group" value={group.id} />
                    <TextField
                      t={t}
                      form={townForm(form, group)}
                      name="town"
                      id={`town-${group.id}`}
                      label={t('office.team.town')}
                      isOptional
                    />
                    <button>{t('office.save')}</button>
                  </Form>
                  {mayMakeGroups && group.kind !== 'network' && (
                    <div className="small">
                      {t(group.editsDirectory ? 'office.team.editsDirectory' : 'office.team.proposes')}{' '}
                      <OneButton fields={{ intent: group.editsDirectory ? 'distrust' : 'trust', group: group.id }}>
                        {t(group.editsDirectory ? 'office.team.distrust' : 'office.team.trust')}
                      </OneButton>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {mayMakeGroups && (
          <section className="panel">
            <h2>{t('office.team.newGroup')}</h2>
            <Form>
              <input type="hidden" name="intent" value="group" />
              <TextField t={t} form={making} name="name" label={t('office.team.groupName')} />
              <TextField t={t} form={making} name="town" label={t('office.team.town')} isOptional />
              <Choice
                name="parent"
                label={t('office.team.under')}
                options={groups.map((group) => [group.id, group.name])}
                chosen={form.values.parent}
              />
              <TextField
                t={t}
                form={form}
                name="areas"
                label={t('office.team.areas')}
                hint={t('office.team.areasHint')}
                isOptional
              />
              <TextField
                t={t}
                form={form}
                name="counties"
                label={t('places.chapter.counties')}
                hint={t('places.chapter.countiesHint')}
                isOptional
              />
              <button>{t('office.team.makeGroup')}</button>
            </Form>
          </section>
        )}
      </div>
    </>
  )
}

interface DoneProps {
  t: Translate
  done: TeamNews
  /** The invitation that it is about. */
  invited: TeamProps['invitations'][number] | undefined
}

/** What was just done; a change of somebody's role with its undo, which takes a fresh proof as the change did. */
function Done({ t, done: { what, id, was, organizer }, invited }: DoneProps) {
  const nameOf = (role: Role | null | undefined) => t(role ? `office.roles.${role}.name` : 'office.team.noAccess')
  // Whoever changed it again meanwhile meant that.
  const isStill = organizer !== null && (what === 'role' ? organizer.role !== null : organizer.role === null)
  return (
    <div className="done" role="status">
      <p>
        {t(`office.team.done.${what}`, {
          email: invited?.email ?? '',
          name: organizer?.name ?? '',
          group: organizer?.group.name ?? '',
          was: nameOf(was),
          role: nameOf(invited?.role ?? organizer?.role),
        })}{' '}
        {what === 'given-back-locked' && id && <a href={paths.office.member(id)}>{t('office.letIn.title')}</a>}
      </p>
      {(what === 'role' || what === 'removed') && id && was && isStill && organizer.role !== was && (
        <OneButton
          fields={{
            intent: what === 'role' ? 'role' : 'give-back',
            organizer: id,
            group: organizer.group.id,
            role: was,
          }}
        >
          {t('office.undo')}
        </OneButton>
      )}
    </div>
  )
}

function RoleForm({ t, person }: { t: Translate; person: TeamLine }) {
  return (
    <>
      <Form className="inline">
        <input type="hidden" name="intent" value="role" />
        <input type="hidden" name="organizer" value={person.id} />
        <input type="hidden" name="group" value={person.groupId} />
        <select name="role" defaultValue={person.role} aria-label={t('office.team.roleOf', { name: person.name })}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`office.roles.${role}.name`)}
            </option>
          ))}
          <option value="none">{t('office.team.noAccess')}</option>
        </select>
        <button>{t('office.save')}</button>
      </Form>
      {!person.isOurs && <p className="error">{t('office.team.notOurs')}</p>}
    </>
  )
}

/** What was typed for this group, if it was refused; otherwise the town as it is. */
function townForm(form: FormState, group: { id: string; town: string }): FormState {
  const isRefused = form.values.intent === 'town' && form.values.group === group.id
  return isRefused ? form : { values: { town: group.town }, errors: [] }
}
