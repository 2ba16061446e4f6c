import { TextField } from '~/forms/fields'
import { longDate } from '~/ui/dates'
import type { ContactLine } from './office-posts.server'
import type { PostProps } from './post-page'
import { SourceFields } from './source-fields'

/** Every way of reaching a post, with source, day and state; each put right or retired where it stands. */
export function ContactsTable({ t, lang, form, post, mayEdit }: PostProps) {
  if (post.contacts.length === 0) return <p>{t('officials.post.noContacts')}</p>
  const formOf = ({ id, value, extension, note }: ContactLine) =>
    form.values.intent === 'correct-contact' && form.values.contact === id ? form : { values: { value, extension, note }, errors: [] }
  return (
    <div className="scroll" role="region" tabIndex={0} aria-label={t('officials.post.contacts')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('officials.post.kind')}</th>
            <th scope="col">{t('officials.post.value')}</th>
            <th scope="col">{t('officials.post.of')}</th>
            <th scope="col">{t('officials.post.status')}</th>
            <th scope="col">{t('officials.post.source')}</th>
            {mayEdit && <th scope="col">{t('officials.post.correct')}</th>}
          </tr>
        </thead>
        <tbody>
          {post.contacts.map((contact) => (
            <tr key={contact.id}>
              <td>{t(`officials.contactKinds.${contact.kind}`)}</td>
              <th scope="row">
                {contact.value} {contact.extension && `x${contact.extension}`}
                {contact.note && <div className="small">{contact.note}</div>}
              </th>
              <td>{t(`officials.post.owners.${contact.owner}`)}</td>
              <td>
                <span className={`state ${contact.status === 'fine' ? 'done' : contact.status === 'dead' ? 'waiting' : 'bad'}`}>{t(`officials.statuses.${contact.status}`)}</span>
                {contact.statusReason && <div className="small">{t(`officials.statusReasons.${contact.statusReason as 'retired'}`)}</div>}
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
                    <form method="post">
                      <input type="hidden" name="contact" value={contact.id} />
                      <TextField t={t} form={formOf(contact)} name="value" id={`${contact.id}-value`} label={t('officials.post.value')} maxLength={300} isRequired />
                      <TextField t={t} form={formOf(contact)} name="extension" id={`${contact.id}-extension`} label={t('officials.post.extension')} maxLength={7} isOptional />
                      <TextField t={t} form={formOf(contact)} name="note" id={`${contact.id}-note`} label={t('officials.post.note')} maxLength={150} isOptional />
                      <SourceFields t={t} form={formOf(contact)} id={contact.id} />
                      <button name="intent" value="correct-contact">
                        {t('officials.post.save')}
                      </button>
                    </form>
                  </details>
                  <form method="post">
                    <input type="hidden" name="contact" value={contact.id} />
                    <button className="quiet" name="intent" value={contact.status === 'dead' ? 'bring-back' : 'retire-contact'}>
                      {t(contact.status === 'dead' ? 'officials.post.bringBack' : 'officials.post.retire')}
                    </button>
                  </form>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
