import { contactKinds } from '#db/schema-officials'
import type { PostRole } from '~/officials/posts/target'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { useDays } from '~/ui/page/readers-zone'
import { ContactsTable } from './contacts-table'
import { HolderPanel } from './holder-panel'
import { HoursPanel } from './hours-panel'
import type { PostProps } from './post-props'
import { SourceFields } from './source-fields'

/** One post: its holders, contacts, hours, legal powers and open reports. */
export function PostPage(props: PostProps) {
  const dateOf = useDays()
  const { t, lang, form, post, mayEdit } = props
  const formOf = (intent: string) => (form.values.intent === intent ? form : emptyForm)
  return (
    <>
      <h1>
        {[post.holder?.name ?? t('officials.list.noHolder'), post.title, post.district, post.seat]
          .filter(Boolean)
          .join(' · ')}
      </h1>
      <p className="lead">
        {t(`officials.roles.${post.role as PostRole}`)}, {post.organization.name},{' '}
        {[post.place.name, post.place.state].filter(Boolean).join(', ')}
      </p>
      <ErrorSummary t={t} form={form} />
      {post.retiredOn && (
        <p className="errors">{t('officials.post.retired', { day: longDate(lang, post.retiredOn) })}</p>
      )}
      <HolderPanel {...props} />
      <section className="panel">
        <h2>{t('officials.post.contacts')}</h2>
        <ContactsTable {...props} />
        {mayEdit && (
          <details open={form.values.intent === 'add-contact'}>
            <summary>{t('officials.post.addContact')}</summary>
            <Form className="inline">
              <Choice
                name="kind"
                label={t('officials.post.kind')}
                options={contactKinds.map((kind): [string, string] => [kind, t(`officials.contactKinds.${kind}`)])}
                chosen={formOf('add-contact').values.kind}
              />
              <TextField
                t={t}
                form={formOf('add-contact')}
                name="value"
                id="add-value"
                label={t('officials.post.value')}
                maxLength={300}
                isRequired
              />
              <TextField
                t={t}
                form={formOf('add-contact')}
                name="extension"
                id="add-extension"
                label={t('officials.post.extension')}
                maxLength={7}
                isOptional
              />
              <TextField
                t={t}
                form={formOf('add-contact')}
                name="note"
                id="add-note"
                label={t('officials.post.note')}
                maxLength={150}
                isOptional
              />
              <Choice
                name="owner"
                label={t('officials.post.of')}
                options={(['post', 'organization', ...(post.holder ? (['official'] as const) : [])] as const).map(
                  (owner): [string, string] => [owner, t(`officials.post.owners.${owner}`)],
                )}
                chosen={formOf('add-contact').values.owner}
              />
              <SourceFields t={t} form={formOf('add-contact')} id="add" />
              <button name="intent" value="add-contact">
                {t('officials.post.save')}
              </button>
            </Form>
          </details>
        )}
      </section>
      <HoursPanel {...props} />
      <div className="columns">
        <section className="panel">
          <h2>{t('officials.post.powers')}</h2>
          {post.powers.length === 0 && <p>{t('officials.post.noPowers')}</p>}
          <ul>
            {post.powers.map((power) => (
              <li key={power.topic}>
                <strong>{t(`officials.topics.${power.topic}`)}</strong>: {t(`officials.may.${power.may}`)}.{' '}
                {power.note[lang]}{' '}
                <a href={power.sourceUrl} rel="noreferrer">
                  {power.law}
                </a>{' '}
                <span className="small">{longDate(lang, power.checkedOn)}</span>
              </li>
            ))}
          </ul>
          <a href={paths.office.powers()}>{t('office.menu.sections.powers')}</a>
        </section>
        <section className="panel">
          <h2>{t('officials.post.reports')}</h2>
          {post.reports.length === 0 && <p>{t('officials.post.noReports')}</p>}
          <ul>
            {post.reports.map((report) => (
              <li key={report.id}>
                {dateOf(lang, new Date(report.at))}: {t(`officials.reports.${report.what}`)} (
                {t(`officials.origins.${report.origin}`)})
              </li>
            ))}
          </ul>
          <a href={paths.office.stale()}>{t('office.menu.sections.stale')}</a>
        </section>
        {mayEdit && (
          <section className="panel">
            <h2>{t('officials.post.change')}</h2>
            <Form>
              <TextField
                t={t}
                form={
                  formOf('change').errors.length > 0
                    ? form
                    : { values: { title: post.title, organization: post.organization.name }, errors: [] }
                }
                name="title"
                label={t('officials.list.title')}
                maxLength={100}
                isRequired
              />
              <TextField
                t={t}
                form={
                  formOf('change').errors.length > 0
                    ? form
                    : { values: { title: post.title, organization: post.organization.name }, errors: [] }
                }
                name="organization"
                label={t('officials.post.organization')}
                maxLength={150}
                isRequired
              />
              <button name="intent" value="change">
                {t('officials.post.save')}
              </button>
            </Form>
            <Form>
              <p className="small">{t('officials.post.retirePostHint')}</p>
              <button className="quiet" name="intent" value={post.retiredOn ? 'revive' : 'retire'}>
                {t(post.retiredOn ? 'officials.post.revive' : 'officials.post.retirePost')}
              </button>
            </Form>
          </section>
        )}
      </div>
    </>
  )
}
