import type { TextFrame } from '~/channels/sms/text-frame'
import { type Bilingual, type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { dearestByName } from '~/messages/broadcasts/merge-fields'
import { CostLine } from '~/office/texts/cost-line'
import { paths } from '~/paths'
import { ErrorSummary, labelsInBoth, TextArea, TextField, Tick } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { BlockFields } from './block-fields'
import type { Broadcast } from './broadcasts.server'
import type { Choices } from './choices.server'

interface BroadcastProps {
  t: Translate
  lang: Language
  broadcast: Pick<Broadcast, 'id' | 'channel' | 'state' | 'isDropped' | 'campaign' | 'post'>
  form: FormState
  /** What somebody else saved while this was typed, or null. */
  theirs: { subject: Bilingual; body: Bilingual } | null
  revision: number
  isSaved: boolean
  /** Price of a segment, in millionths of a dollar. */
  price: number
  frames: Record<Language, TextFrame>
  pages: Choices
  officials: Choices
}

/** A message to those who asked for news, being written in both languages. */
export function BroadcastPage(props: BroadcastProps) {
  const { t, lang, broadcast, form, theirs, revision, isSaved } = props
  const { id, channel, campaign, post, state } = broadcast
  return (
    <>
      <h1>{t(`broadcasts.title.${channel}`)}</h1>
      <p>
        <span className="state draft">{t(`broadcasts.states.${state}`)}</span>{' '}
        <span className="small">{campaign.name[lang]}</span>{' '}
        {post && (
          <a className="small" href={paths.office.storyEdit(campaign.slug, 'news', post)}>
            {t('broadcasts.post')}
          </a>
        )}
      </p>
      <p className="lead">{t('broadcasts.lead')}</p>
      {state === 'approved' && <p className="small">{t('broadcasts.voids')}</p>}
      {isSaved && (
        <p className="done" role="status">
          {t('broadcasts.saved')} <a href={paths.office.broadcastSend(id)}>{t('broadcasts.send.link')}</a>
        </p>
      )}
      <ErrorSummary
        t={t}
        form={form}
        labels={labelsInBoth({
          body: t('broadcasts.body'),
          subject: t('broadcasts.subject'),
          subject_b: t('broadcasts.compare.subject'),
          body_b: t('broadcasts.compare.body'),
          preview: t('broadcasts.preview'),
          plain: t('broadcasts.plain.title'),
        })}
      />
      {theirs && (
        <section className="panel" aria-labelledby="theirs">
          <h2 id="theirs">{t('broadcasts.theirs')}</h2>
          {languages.map((language) => (
            <div key={language} lang={language}>
              {theirs.subject[language] && <p>{theirs.subject[language]}</p>}
              <pre>{theirs.body[language]}</pre>
            </div>
          ))}
        </section>
      )}
      <Form
        {...typed(form)}
        className="panel"
        encType="multipart/form-data"
        enter={{ name: 'intent', value: broadcast.isDropped ? 'restore' : 'save' }}
      >
        <input type="hidden" name="revision" value={revision} autoComplete="off" />
        <p className="hint">{t('broadcasts.fieldsHint')}</p>
        {channel === 'mail' ? <MailFields {...props} /> : <TextFields {...props} />}
        <div className="acts">
          {broadcast.isDropped ? (
            <button className="main" name="intent" value="restore">
              {t('broadcasts.restore')}
            </button>
          ) : (
            <button className="main" name="intent" value="save">
              {t('broadcasts.save')}
            </button>
          )}
          {channel === 'text' && (
            <button name="intent" value="count">
              {t('broadcasts.count')}
            </button>
          )}
        </div>
      </Form>
      {!broadcast.isDropped && (
        <>
          <p>
            <a href={paths.office.broadcastSend(id)}>{t('broadcasts.send.link')}</a>
          </p>
          <OneButton fields={{ intent: 'drop' }}>{t('broadcasts.drop')}</OneButton>
        </>
      )}
    </>
  )
}

const labelIn = (label: string, language: Language) => `${label} · ${languageNames[language]}`

function MailFields({ t, form, pages, officials }: BroadcastProps) {
  const line = (name: 'subject' | 'subject_b' | 'preview', label: string, isOptional: boolean) => (
    <div className="pair">
      {languages.map((language) => (
        <TextField
          key={language}
          t={t}
          form={form}
          name={`${name}_${language}`}
          label={labelIn(label, language)}
          lang={language}
          maxLength={160}
          isOptional={isOptional}
        />
      ))}
    </div>
  )
  return (
    <>
      {line('subject', t('broadcasts.subject'), false)}
      {line('preview', t('broadcasts.preview'), true)}
      <BlockFields t={t} form={form} pages={pages} officials={officials} />
      <details open={form.values.subject_b_en || form.values.subject_b_es ? true : undefined}>
        <summary>{t('broadcasts.compare.title')}</summary>
        <p className="hint">{t('broadcasts.compare.hint')}</p>
        {line('subject_b', t('broadcasts.compare.subject'), true)}
      </details>
      <details open={form.values.own_plain === '1' || undefined}>
        <summary>{t('broadcasts.plain.title')}</summary>
        <Tick form={form} name="own_plain" label={t('broadcasts.plain.own')} hint={t('broadcasts.plain.hint')} />
        <div className="pair">
          {languages.map((language) => (
            <TextArea
              key={language}
              t={t}
              form={form}
              name={`plain_${language}`}
              label={labelIn(t('broadcasts.plain.title'), language)}
              hint={t('broadcasts.hint.fields')}
              lang={language}
              rows={8}
              maxLength={25_000}
              isOptional
            />
          ))}
        </div>
      </details>
    </>
  )
}

function TextFields(props: BroadcastProps) {
  const { t, form } = props
  return (
    <>
      <TextWords {...props} name="body" label={t('broadcasts.body')} />
      <details open={form.values.body_b_en || form.values.body_b_es ? true : undefined}>
        <summary>{t('broadcasts.compare.titleText')}</summary>
        <p className="hint">{t('broadcasts.compare.hintText')}</p>
        <TextWords {...props} name="body_b" label={t('broadcasts.compare.body')} isOptional />
      </details>
    </>
  )
}

type WordsProps = BroadcastProps & { name: 'body' | 'body_b'; label: string; isOptional?: boolean }

function TextWords({ t, form, price, frames, name, label, isOptional = false }: WordsProps) {
  return (
    <div className="pair">
      {languages.map((language) => (
        <div key={language}>
          <TextArea
            t={t}
            form={form}
            name={`${name}_${language}`}
            label={labelIn(label, language)}
            isOptional={isOptional}
            hint={t('broadcasts.hint.text')}
            lang={language}
            rows={6}
            maxLength={700}
          />
          <CostLine
            t={t}
            field={`${name}_${language}`}
            text={form.values[`${name}_${language}`] ?? ''}
            price={price}
            dearest={dearestByName(language)}
            frame={frames[language]}
          />
        </div>
      ))}
    </div>
  )
}
