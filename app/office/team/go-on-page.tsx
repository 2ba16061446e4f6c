import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'

interface GoOnProps {
  t: Translate
  /** What was asked for, in words. */
  asked: string
  /** Where it was posted, and what. */
  target: string
  fields: readonly (readonly [string, string])[]
  /** The page it came from. */
  next: string
}

/** After a proof of identity: one button carries out what had been asked for before it. */
export function GoOnPage({ t, asked, target, fields, next }: GoOnProps) {
  return (
    <div className="narrow">
      <h1>{t('office.prove.goOnTitle')}</h1>
      <p className="lead">{t('office.prove.goOnText', { asked })}</p>
      <Form action={target}>
        {fields.map(([name, value], index) => (
          <input key={`${index} ${name}`} type="hidden" name={name} value={value} />
        ))}
        <button className="main">{t('office.prove.goOn')}</button>
      </Form>
      <p>
        <a href={next}>{t('office.prove.goBack')}</a>
      </p>
    </div>
  )
}
