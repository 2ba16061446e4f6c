import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { longDate } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { ContactLine } from './office-posts.server'
import type { PostProps } from './post-props'
import { SourceFields } from './source-fields'

/** All contacts of a post with source, check date and status; each can be corrected or retired in place. */
export function ContactsTable({ t, lang, form, post, mayEdit }: PostProps) {
  if (post.contacts.length === 0) return <p>{t('officials.post.noContacts')}</p>
  const formOf = ({ id, value, extension, note }: ContactLine) =>
    form.values.intent === 'correct-contact' && form.values.contact === id
      ? form
      : { values: { value, extension, note }, errors: [] }
  return (
    <WideTable
      label={t('officials.post.contacts')}
      head={[
        t('officials.post.kind'),
        t('officials.post.value'),
        t('officials.post.of'),
        t('officials.post.status'),
        t('officials.post.source'),
        mayEdit && t('officials.post.correct'),
      ]}
    >
      {post.contacts.map((contact) => (
        <tr key={contact.id}>
          <td>{t(`officials.contactKinds.${contact.kind}`)}</td>
          <th scope="row">
            {contact.value} {contact.extension && `x${contact.extension}`}
            {contact.note && <div className="small">{contact.note}</div>}
          </th>
          <td>{t(`officials.post.owners.${contact.owner}`)}</td>
          <td>
            <span
              className={`state ${contact.status === 'fine' ? 'done' : contact.status === 'dead' ? 'waiting' : 'bad'}`}
            >
              {t(`officials.statuses.${contact.status}`)}
            </span>
            {contact.statusReason && (
              <div className="small">{t(`officials.statusReasons.${contact.statusReason as 'retired'}`)}</div>
            )}
          </td>
          <td>
            <a href={contact.sourceUrl} rel="noreferrer">
              {new URL(contact.sourceUrl).hostname}
            </a>
            <div className="small">{longDate(lang, contact.checkedOn)}</div>
          </td>
          {mayEdit && (
            <td>
              <details open={formOf(contact).errors.length > 0}>
                <summary>{t('officials.post.correct')}</summary>
                <Form>
                  <input type="hidden" name="contact" value={contact.id} />
                  <TextField
                    t={t}
                    form={formOf(contact)}
                    name="value"
                    id={`${contact.id}-value`}
                    label={t('officials.post.value')}
                    maxLength={300}
                    isRequired
                  />
                  <TextField
                    t={t}
                    form={formOf(contact)}
                    name="extension"
                    id={`${contact.id}-extension`}
                    label={t('officials.post.extension')}
                    maxLength={7}
                    isOptional
                  />
                  <TextField
                    t={t}
                    form={formOf(contact)}
                    name="note"
                    id={`${contact.id}-note`}
                    label={t('officials.post.note')}
                    maxLength={150}
                    isOptional
                  />
                  <SourceFields t={t} form={formOf(contact)} id={contact.id} />
                  <button name="intent" value="correct-contact">
                    {t('officials.post.save')}
                  </button>
                </Form>
              </details>
              <Form>
                <input type="hidden" name="contact" value={contact.id} />
                <button
                  className="quiet"
                  name="intent"
                  value={contact.status === 'dead' ? 'bring-back' : 'retire-contact'}
                >
                  {t(contact.status === 'dead' ? 'officials.post.bringBack' : 'officials.post.retire')}
                </button>
              </Form>
            </td>
          )}
        </tr>
      ))}
    </WideTable>
  )
}
