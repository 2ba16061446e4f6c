import { TextArea, TextField, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import { Trap } from '~/ui/forms/trap'
import type { PageProps } from '~/ui/page/public-layout'
import { closing } from './letter-facts'
import type { WritingDesk } from './letter-view'

/** Id of the form that the language switch submits. */
export const letterFormId = 'letter-form'

/** What only a writer fills in: subject and letter are suggested. */
export const written = ['spanish', 'given_name', 'family_name', 'postal_code', 'email']

interface WritingProps extends PageProps {
  desk: WritingDesk
  /** Form errors; values come from `desk`. */
  form: FormState
}

/** Fields of the letter itself; all others are about its writer. */
const letterFieldNames = ['subject', 'body', 'spanish', 'several']

/**
 * The letter form: points, letter, writer, ways to send. A single form, so that no button loses input. After a refusal
 * the part with what is wrong comes first, and the parts have no numbers; the page says above them what it is.
 */
export function WritingForm({ lang, t, desk, form: state }: WritingProps) {
  const form = { ...state, values: desk.values }
  const isRefused = form.errors.length > 0
  const isLetterWrong = form.errors.some(({ field }) => letterFieldNames.includes(field))
  const isWriterWrong = isRefused && !isLetterWrong
  const title = (number: number, words: string) => (isRefused ? words : `${number}. ${words}`)
  const signAndSend = (
    <section className="block" id="sign-and-send" aria-labelledby="ways">
      <h2 id="ways">{title(3, t('letters.send.title'))}</h2>
      <Sign t={t} desk={desk} form={form} />
      {(!isWriterWrong || form.values.intent !== 'send') && <OtherWays t={t} />}
    </section>
  )
  const points = (
    <section className="points" role="group" aria-labelledby="points" data-points={JSON.stringify(desk.texts)}>
      <h2 id="points">{title(1, t('letters.points.title'))}</h2>
      {desk.points.map(({ id, label }) => (
        <Tick key={id} form={form} name={`point_${id}`} label={label} />
      ))}
      <p className="small" role="status" data-changed={t('letters.points.changed')} hidden />
      <div className="acts">
        <button className="button plain" name="intent" value="points" formAction="#written">
          {t('letters.points.put')}
        </button>{' '}
        <button className="button plain" name="intent" value="another" formAction="#written">
          {t('letters.points.another')}
        </button>
      </div>
    </section>
  )
  return (
    <Form
      id={letterFormId}
      noValidate
      className="writing"
      enter={{ name: 'intent', value: desk.canSend ? 'send' : 'own' }}
    >
      <input type="hidden" name="seed" value={desk.values.seed} />
      <input type="hidden" name="before" value={desk.values.before} />
      <p className="to">
        {t('letters.writtenFor', { count: desk.to.length })}{' '}
        {desk.to.map(({ name, title: office }, index) => (
          <span key={name + office}>
            {index > 0 && '; '}
            <strong>{name}</strong>, {office}
          </span>
        ))}
      </p>
      {isWriterWrong && signAndSend}
      <div className="compose">
        {!isLetterWrong && points}
        <Sheet lang={lang} t={t} desk={desk} form={form} title={title(2, t('letters.write.title'))} />
        {isLetterWrong && points}
        <p className="at-hand">
          <a className="button" href="#sign-and-send">
            {t('letters.send.go')}
          </a>
        </p>
      </div>
      {!isWriterWrong && signAndSend}
      {isWriterWrong && form.values.intent === 'send' && (
        <section className="block">
          <OtherWays t={t} />
        </section>
      )}
    </Form>
  )
}

/** The letter: subject, English text, and the writer's own words in Spanish. */
function Sheet({ lang, t, desk, form, title }: WritingProps & { title: string }) {
  return (
    <section className="sheet" id="written" aria-labelledby="letter">
      <h2 id="letter">{title}</h2>
      <div className="paper">
        <TextField t={t} form={form} name="subject" label={t('letters.write.subject')} maxLength={150} lang="en" />
        <TextArea
          t={t}
          form={form}
          name="body"
          label={t('letters.write.body')}
          hint={bodyHint({ t, desk })}
          maxLength={5_000}
          rows={14}
          lang="en"
          lead={
            desk.greeting && (
              <p className="greeting" lang="en">
                {desk.greeting}
              </p>
            )
          }
        />
        <p className="closing" lang="en">
          {closing}
        </p>
      </div>
      {desk.meaning && (
        <details>
          <summary>{t('letters.write.meaning')}</summary>
          <p className="plain-text" data-meaning>
            {desk.meaning}
          </p>
        </details>
      )}
      <TextArea
        t={t}
        form={form}
        name="spanish"
        label={t('letters.write.spanish')}
        hint={t('letters.write.spanishHint')}
        maxLength={5_000}
        rows={lang === 'es' ? 4 : 3}
        lang="es"
        isOptional
      />
      {desk.canChoose && <Several t={t} value={desk.values.several ?? 'each'} />}
    </section>
  )
}

function bodyHint({ t, desk }: Pick<WritingProps, 't' | 'desk'>): string {
  return [
    t('letters.write.bodyHint'),
    desk.minimumOwnWords > 0 ? t('letters.write.ownWords', { count: desk.minimumOwnWords }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function Several({ t, value }: Pick<PageProps, 't'> & { value: string }) {
  return (
    <Radios
      name="several"
      legend={t('letters.write.several')}
      options={(['each', 'all'] as const).map((one) => ({ value: one, words: t(`letters.write.${one}`) }))}
      chosen={value}
    />
  )
}

/** Who writes, and the button that sends the letter for them. */
function Sign({ t, desk, form }: Pick<WritingProps, 't' | 'desk' | 'form'>) {
  return (
    <div className="sign">
      <Writer t={t} form={form} />
      {desk.canSend ? (
        <>
          <TextField
            t={t}
            form={form}
            name="email"
            label={t('letters.send.email')}
            hint={t('letters.send.emailHint')}
            type="email"
            autoComplete="email"
            inputMode="email"
            maxLength={254}
          />
          <Tick form={form} name="wants_replies" label={t('letters.send.replies')} />
          <Tick form={form} name="show_name" label={t('letters.send.showName')} />
          <Trap t={t} form={form} />
          <button className="button wide" name="intent" value="send">
            {t('letters.send.button')}
          </button>
          <p className="small">{t('letters.send.forMeText')}</p>
        </>
      ) : (
        <p>{t('letters.send.noEmail')}</p>
      )}
    </div>
  )
}

/** From the writer's own mail, or on paper. */
function OtherWays({ t }: Pick<WritingProps, 't'>) {
  return (
    <div className="pair">
      <div>
        <h3>{t('letters.send.ownTitle')}</h3>
        <p>{t('letters.send.ownText')}</p>
        <button className="button plain wide" name="intent" value="own">
          {t('letters.send.ownButton')}
        </button>
      </div>
      <div>
        <h3>{t('letters.send.printTitle')}</h3>
        <p>{t('letters.send.printText')}</p>
        <button className="button plain wide" name="intent" value="paper">
          {t('letters.send.printButton')}
        </button>
      </div>
    </div>
  )
}

function Writer({ t, form }: Pick<WritingProps, 't' | 'form'>) {
  return (
    <>
      <p>{t('letters.who.text')}</p>
      <div className="two">
        <TextField
          t={t}
          form={form}
          name="given_name"
          label={t('site.form.givenName')}
          autoComplete="given-name"
          maxLength={100}
        />
        <TextField
          t={t}
          form={form}
          name="family_name"
          label={t('site.form.familyName')}
          isOptional
          autoComplete="family-name"
          maxLength={100}
        />
      </div>
      <TextField
        t={t}
        form={form}
        name="postal_code"
        label={t('site.form.postalCode')}
        hint={t('letters.who.zipHint')}
        autoComplete="postal-code"
        inputMode="numeric"
        maxLength={20}
      />
    </>
  )
}
