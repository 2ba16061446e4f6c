import { type Bilingual, type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { CostLine } from '~/office/texts/cost-line'
import { paths } from '~/paths'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { Broadcast } from './broadcasts.server'

interface BroadcastProps {
  t: Translate
  lang: Language
  broadcast: Broadcast
  form: FormState
  /** What somebody else saved while this was typed, or null. */
  theirs: { subject: Bilingual; body: Bilingual } | null
  revision: number
  isSaved: boolean
  /** Price of a segment, in millionths of a dollar. */
  price: number
}

/** A message to those who asked for news, being written in both languages. */
export function BroadcastPage({ t, lang, broadcast, form, theirs, revision, isSaved, price }: BroadcastProps) {
  const { channel, campaign, post } = broadcast
  const label = (what: 'subject' | 'body', language: Language) =>
    `${t(`broadcasts.${what}`)} · ${languageNames[language]}`
  return (
    <>
      <h1>{t(`broadcasts.title.${channel}`)}</h1>
      <p>
        <span className="state draft">{t('office.states.draft')}</span>{' '}
        <span className="small">{campaign.name[lang]}</span>{' '}
        {post && (
          <a className="small" href={paths.office.storyEdit(campaign.slug, 'news', post)}>
            {t('broadcasts.post')}
          </a>
        )}
      </p>
      <p className="lead">{t('broadcasts.later')}</p>
      {isSaved && (
        <p className="done" role="status">
          {t('broadcasts.saved')}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
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
      <Form {...typed(form)} className="panel">
        <input type="hidden" name="revision" value={revision} autoComplete="off" />
        <div className="pair">
          {languages.map((language) => (
            <div key={language}>
              {channel === 'mail' && (
                <TextField
                  t={t}
                  form={form}
                  name={`subject_${language}`}
                  label={label('subject', language)}
                  lang={language}
                  maxLength={160}
                />
              )}
              <TextArea
                t={t}
                form={form}
                name={`body_${language}`}
                label={label('body', language)}
                hint={t(`broadcasts.hint.${channel}`)}
                lang={language}
                rows={channel === 'mail' ? 16 : 6}
                maxLength={channel === 'mail' ? 25_000 : 700}
              />
              {channel === 'text' && (
                <CostLine t={t} field={`body_${language}`} text={form.values[`body_${language}`] ?? ''} price={price} />
              )}
            </div>
          ))}
        </div>
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
      {!broadcast.isDropped && <OneButton fields={{ intent: 'drop' }}>{t('broadcasts.drop')}</OneButton>}
    </>
  )
}
