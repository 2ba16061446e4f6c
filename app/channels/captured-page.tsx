import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import type { Captured } from './captured.server'

interface CapturedProps {
  t: Translate
  captured: Captured[]
  form: FormState
}

/** Captured emails and texts, newest first, with live links, and a form that simulates an incoming text. */
export function CapturedPage({ t, captured, form }: CapturedProps) {
  return (
    <NoticePage title="Outbox" text="On this machine nothing is sent: mail and texts are kept here instead.">
      <p>
        <a href={paths.devOutbox()}>Refresh</a> · <a href={paths.devEmails()}>Every mail, in both languages</a>
      </p>
      {captured.length === 0 && (
        <p className="note">Nothing yet. Sign a petition, and the confirmation appears here.</p>
      )}
      <ul className="rows">
        {captured.map((message, index) => (
          <li key={index}>
            <h2>{message.channel === 'mail' ? message.subject : 'Text'}</h2>
            <p className="small">
              To {message.to} · {new Date(message.at).toISOString().replace('T', ' ').slice(0, 19)} UTC
            </p>
            <pre className="plain-text">{linked(message.text)}</pre>
          </li>
        ))}
      </ul>
      <section className="block" aria-labelledby="inbound">
        <h2 id="inbound">Send Firme a text</h2>
        <Form noValidate>
          <ErrorSummary t={t} form={form} />
          <TextField t={t} form={form} name="from" label="From (US number)" type="tel" inputMode="tel" />
          <TextField t={t} form={form} name="body" label="Text" />
          <button className="button">Send</button>
        </Form>
      </section>
    </NoticePage>
  )
}

function linked(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )
}
