import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { HolderLine } from './office-posts.server'
import type { PostProps } from './post-props'
import { SourceFields } from './source-fields'

/** The current and past holders of a post; every change needs a source. */
export function HolderPanel({ t, lang, form, post, mayEdit }: PostProps) {
  const { holder } = post
  const day = (text: string | null) => (text ? longDate(lang, text) : t('officials.post.unknownDay'))
  const formOf = (intent: string, values: Record<string, string> = {}) =>
    form.values.intent === intent ? form : { ...emptyForm, values }
  const source = (line: HolderLine) => (
    <span className="small">
      <a href={line.sourceUrl} rel="noreferrer">
        {new URL(line.sourceUrl).hostname}
      </a>
      , {day(line.checkedOn)}
    </span>
  )
  return (
    <section className="panel">
      <h2 id="holder">{t('officials.post.holder')}</h2>
      {holder ? (
        <p>
          <strong>{holder.name}</strong>
          {holder.startedOn && `, ${t('officials.post.since', { day: day(holder.startedOn) })}`}
          {holder.termEndsOn && `, ${t('officials.post.until', { day: day(holder.termEndsOn) })}`} {source(holder)}
        </p>
      ) : (
        <p>{t('officials.post.nobody')}</p>
      )}
      {post.past.length > 0 && (
        <>
          <h3>{t('officials.post.history')}</h3>
          <ul>
            {post.past.map((line, index) => (
              <li key={line.id}>
                {line.name}, {t('officials.post.fromTo', { from: day(line.startedOn), to: day(line.endedOn) })}{' '}
                {source(line)}
                {mayEdit && index === 0 && !holder && (
                  <Form>
                    <input type="hidden" name="membership" value={line.id} />
                    <button className="quiet" name="intent" value="undo-leave">
                      {t('officials.post.undoLeave')}
                    </button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayEdit && (
        <>
          {holder && (
            <TermForm
              t={t}
              form={formOf('correct-holder', {
                name: holder.name,
                started_on: holder.startedOn ?? '',
                term_ends_on: holder.termEndsOn ?? '',
              })}
              intent="correct-holder"
              words={t('officials.post.correctHolder')}
              isOpen={form.values.intent === 'correct-holder'}
            />
          )}
          <TermForm
            t={t}
            form={formOf('appoint')}
            intent="appoint"
            words={t('officials.post.appoint')}
            isOpen={form.values.intent === 'appoint'}
          />
          {holder && (
            <details open={form.values.intent === 'leave'}>
              <summary>{t('officials.post.leave')}</summary>
              <Form className="inline">
                <TextField
                  t={t}
                  form={formOf('leave')}
                  name="ended_on"
                  type="date"
                  label={t('officials.post.endedOn')}
                />
                <SourceFields t={t} form={formOf('leave')} id="leave" />
                <button name="intent" value="leave">
                  {t('officials.post.leaveButton')}
                </button>
              </Form>
            </details>
          )}
        </>
      )}
    </section>
  )
}

function TermForm({
  t,
  form,
  intent,
  words,
  isOpen,
}: Pick<PostProps, 't' | 'form'> & { intent: string; words: string; isOpen: boolean }) {
  return (
    <details open={isOpen}>
      <summary>{words}</summary>
      <Form className="inline">
        <TextField
          t={t}
          form={form}
          name="name"
          id={`${intent}-name`}
          label={t('officials.post.name')}
          maxLength={150}
          isRequired
        />
        <TextField
          t={t}
          form={form}
          name="started_on"
          id={`${intent}-started_on`}
          type="date"
          label={t('officials.post.startedOn')}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="term_ends_on"
          id={`${intent}-term_ends_on`}
          type="date"
          label={t('officials.post.termEndsOn')}
          isOptional
        />
        <SourceFields t={t} form={form} id={intent} />
        <button name="intent" value={intent}>
          {t('officials.post.save')}
        </button>
      </Form>
    </details>
  )
}
