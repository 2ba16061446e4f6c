import { organizationKinds } from '#db/schema-officials'
import { statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { TableState } from '~/office/table/table-state'
import { type PostRole, postRoles } from '~/officials/posts/target'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { PostFilter, PostLine } from './office-posts.server'

interface PostsProps {
  t: Translate
  lang: Language
  form: FormState
  filter: PostFilter
  lines: PostLine[]
  table: TableState
  count: number
  mayEdit: boolean
}

/** The list of posts: holder, number of contacts, when they were checked; with filters and a form for a new post. */
export function PostsPage({ t, lang, form, filter, lines, table, count, mayEdit }: PostsProps) {
  const list = { path: paths.office.officials(), filters: filter, table, count }
  const roles = postRoles.map((role): [string, string] => [role, t(`officials.roles.${role}`)])
  return (
    <>
      <ListHeading
        title={t('office.menu.sections.officials')}
        make={mayEdit ? { label: t('officials.list.add'), href: paths.office.addPost('') } : null}
      />
      <p className="lead">{t('officials.list.lead')}</p>
      <ErrorSummary t={t} form={form} />
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'search', label: t('officials.list.search'), maxLength: 100 },
          { name: 'state', label: t('officials.list.state'), options: statesByName },
          { name: 'role', label: t('officials.list.role'), options: roles },
          {
            name: 'freshness',
            label: t('officials.list.freshness'),
            options: (['fresh', 'stale', 'vacant'] as const).map((one) => [one, t(`officials.list.${one}`)]),
          },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.nav.officials')}
        rows={lines}
        keyOf={({ id }) => id}
        list={list}
        empty={t('officials.list.none')}
        columns={[
          {
            name: 'holder',
            head: t('officials.list.holder'),
            sorts: 'up',
            isName: true,
            cell: (line) => <a href={paths.office.post(line.slug)}>{line.holder ?? t('officials.list.noHolder')}</a>,
          },
          {
            name: 'role',
            head: t('officials.list.post'),
            sorts: 'up',
            cell: ({ role, district }) =>
              [t(`officials.roles.${role as PostRole}`), district].filter(Boolean).join(' · '),
          },
          {
            name: 'place',
            head: t('officials.list.place'),
            sorts: 'up',
            cell: ({ place, state }) => [place, state].filter(Boolean).join(', '),
          },
          {
            name: 'contacts',
            head: t('officials.list.reached'),
            sorts: 'down',
            isNumber: true,
            cell: ({ contacts }) => contacts || t('officials.list.noContact'),
          },
          {
            name: 'checked',
            head: t('officials.list.checked'),
            sorts: 'up',
            cell: ({ checkedOn, isStale }) =>
              checkedOn && <span className={`state ${isStale ? 'bad' : 'done'}`}>{longDate(lang, checkedOn)}</span>,
          },
        ]}
      />
      {mayEdit && (
        <details className="panel" id="add" open={form.errors.length > 0 || form.values.place !== undefined}>
          <summary>{t('officials.list.add')}</summary>
          <Form className="inline">
            <TextField
              t={t}
              form={form}
              name="place"
              label={t('officials.list.placeId')}
              hint={t('officials.list.placeHint')}
              maxLength={200}
              isRequired
            />
            <Choice
              name="kind"
              label={t('officials.rosters.organizationKind')}
              options={organizationKinds.map((kind): [string, string] => [kind, t(`officials.bodies.${kind}`)])}
              chosen={form.values.kind}
            />
            <TextField
              t={t}
              form={form}
              name="organization"
              label={t('officials.post.organization')}
              maxLength={150}
              isOptional
            />
            <Choice
              name="role"
              id="new-role"
              label={t('officials.list.role')}
              options={roles}
              chosen={form.values.role}
            />
            <TextField
              t={t}
              form={form}
              name="title"
              label={t('officials.list.title')}
              hint={t('officials.list.titleHint')}
              maxLength={100}
              isRequired
            />
            <TextField
              t={t}
              form={form}
              name="district"
              label={t('officials.list.district')}
              hint={t('officials.list.districtHint')}
              maxLength={60}
              isOptional
            />
            <button>{t('officials.list.addButton')}</button>
          </Form>
        </details>
      )}
    </>
  )
}
