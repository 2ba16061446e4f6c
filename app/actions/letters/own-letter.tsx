import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import type { PageProps } from '~/ui/page/public-layout'
import type { OwnMail } from './letter-view'
import { letterFormId } from './writing-form'

interface OwnMailsProps extends Pick<PageProps, 't'> {
  mails: OwnMail[]
  /** What the letter says in the page's language; '' on the English page. */
  meaning: string
  fields: Record<string, string>
}

/** A finished letter to send from the writer's own mail: a link for each mail, and the text to copy. */
export function OwnMails({ t, mails, meaning, fields }: OwnMailsProps) {
  const canSend = mails.some((mail) => mail.href !== null)
  return (
    <section className="sign" aria-labelledby="own">
      <h2 id="own">{t('letters.own.title')}</h2>
      {canSend && <p>{t('letters.own.text')}</p>}
      {mails.map((mail, index) => (
        <div className="choice" key={mail.name}>
          {mail.href === null ? (
            <p>{t('letters.own.noAddress', { name: mail.name })}</p>
          ) : (
            <p>
              <a className="button wide" href={mail.href}>
                {t.rich('letters.own.open', {
                  name: () => <span lang={mail.isToOffice ? 'en' : undefined}>{mail.name}</span>,
                })}
              </a>{' '}
              <span className="small">{mail.addresses}</span>
            </p>
          )}
          {mail.href !== null && !mail.isWhole && <p className="note">{t('letters.own.tooLong')}</p>}
          <details open={!mail.isWhole}>
            <summary>{t('letters.own.copy')}</summary>{' '}
            <label className="small" htmlFor={`subject-${index}`}>
              {t('letters.own.copySubject')}
            </label>
            <input id={`subject-${index}`} type="text" readOnly value={mail.subject} lang="en" />
            <label className="small" htmlFor={`text-${index}`}>
              {t('letters.own.copy')}
            </label>
            <textarea id={`text-${index}`} rows={10} readOnly value={mail.text} lang="en" />
          </details>
        </div>
      ))}
      {canSend && <Sent t={t} intent="own-sent" fields={fields} />}
      <Meaning t={t} meaning={meaning} />
      <Change t={t} fields={fields} />
    </section>
  )
}

interface PaperProps extends PageProps {
  slug: string
  withAddress: number
  of: number
  meaning: string
  fields: Record<string, string>
  /** Where they live, as a query string. */
  placeQuery: string
}

/** A finished letter to print, sign and mail. */
export function PaperLetter({ lang, t, slug, withAddress, of, meaning, fields, placeQuery }: PaperProps) {
  return (
    <section className="sign" aria-labelledby="paper">
      <h2 id="paper">{t('letters.send.printTitle')}</h2>
      <ol>
        <li>{t('letters.paper.print', { count: of })}</li>
        <li>{t('letters.paper.sign')}</li>
        <li>{withAddress === of ? t('letters.paper.fold') : t('letters.paper.address')}</li>
      </ol>
      <Form action={`${paths.letterPdf(lang, slug)}?${placeQuery}`}>
        <Hidden fields={fields} />
        <button className="button wide">{t('letters.paper.button')}</button>
      </Form>
      <Sent t={t} intent="paper-sent" fields={fields} />
      <Meaning t={t} meaning={meaning} />
      <Change t={t} fields={fields} />
    </section>
  )
}

/** The writer says that it is on its way; which is counted once, however often it is said. */
function Sent({ t, intent, fields }: Pick<OwnMailsProps, 't' | 'fields'> & { intent: 'own-sent' | 'paper-sent' }) {
  return (
    <Form>
      <Hidden fields={fields} />
      <button className="button plain wide" name="intent" value={intent}>
        {t('letters.own.done')}
      </button>
      <p className="small">{t('letters.own.doneText')}</p>
    </Form>
  )
}

/** What the English letter says, paragraph by paragraph; below the buttons, so that it pushes none off the screen. */
function Meaning({ t, meaning }: Pick<OwnMailsProps, 't' | 'meaning'>) {
  if (!meaning) return null
  return (
    <details open>
      <summary>{t('letters.own.meaning')}</summary>
      <p className="plain-text">{meaning}</p>
    </details>
  )
}

/** Goes back to the form with all values; the language switch submits it too. */
function Change({ t, fields }: Pick<OwnMailsProps, 't' | 'fields'>) {
  return (
    <Form id={letterFormId} className="again">
      <Hidden fields={fields} />
      <button className="button plain" name="intent" value="switch">
        {t('letters.own.change')}
      </button>
    </Form>
  )
}

function Hidden({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) =>
    name === 'body' || name === 'spanish' ? (
      <textarea key={name} name={name} hidden readOnly value={value} aria-hidden="true" />
    ) : (
      <input key={name} type="hidden" name={name} value={value} />
    ),
  )
}
