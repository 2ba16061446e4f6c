import { type Bilingual, type Language, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { ErrorSummary, labelsInBoth, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'

interface NewsProps {
  t: Translate
  lang: Language
  head: WrittenHead
  form: FormState
  news: { id: string; publishedOn: string; title: Bilingual; body: Bilingual }[]
}

/** News about a petition, shown on its page in both languages. */
export function NewsPage({ t, lang, head, form, news }: NewsProps) {
  const labels = labelsInBoth({ title: t('office.edit.fields.title'), body: t('office.news.body') })
  const isNew = form.values.intent !== 'change'
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="news" />
      <ErrorSummary t={t} form={form} labels={labels} />
      <section className="panel">
        <h2>{t('office.news.add')}</h2>
        <Form {...typed(isNew ? form : emptyForm)}>
          <NewsFields t={t} form={isNew ? form : emptyForm} labels={labels} suffix={isNew ? '' : '-new'} />
          <button className="main">{t('office.news.publish')}</button>
        </Form>
      </section>
      {news.length === 0 && <p>{t('office.news.none')}</p>}
      {news.map((one) => {
        const isRefused = !isNew && form.values.id === one.id
        return (
          <section className="panel" key={one.id}>
            <h2>{one.title[lang]}</h2>
            <p className="small">{longDate(lang, one.publishedOn)}</p>
            <pre>{one.body[lang]}</pre>
            <details open={isRefused}>
              <summary>{t('office.news.change')}</summary>
              <Form {...typed(isRefused ? form : emptyForm)}>
                <input type="hidden" name="id" value={one.id} />
                <NewsFields
                  t={t}
                  form={isRefused ? form : { values: valuesOf(one), errors: [] }}
                  labels={labels}
                  // The summary of errors leads to the fields of the form that was refused.
                  suffix={isRefused ? '' : `-${one.id}`}
                />
                <button name="intent" value="change">
                  {t('office.save')}
                </button>
              </Form>
            </details>
            <OneButton
              fields={{ id: one.id, intent: 'remove' }}
              label={`${t('office.news.remove')}: ${one.title[lang]}`}
            >
              {t('office.news.remove')}
            </OneButton>
          </section>
        )
      })}
    </>
  )
}

function valuesOf({ title, body }: Pick<NewsProps['news'][number], 'title' | 'body'>): Record<string, string> {
  return { title_en: title.en, title_es: title.es, body_en: body.en, body_es: body.es }
}

interface NewsFieldsProps {
  t: Translate
  form: FormState
  labels: Record<string, string>
  suffix?: string
}

function NewsFields({ t, form, labels, suffix = '' }: NewsFieldsProps) {
  return (
    <div className="pair">
      {languages.map((language) => (
        <div key={language}>
          <TextField
            t={t}
            form={form}
            name={`title_${language}`}
            id={`title_${language}${suffix}`}
            label={labels[`title_${language}`]!}
            lang={language}
            maxLength={160}
          />
          <TextArea
            t={t}
            form={form}
            name={`body_${language}`}
            id={`body_${language}${suffix}`}
            label={labels[`body_${language}`]!}
            hint={t('office.edit.hints.story')}
            lang={language}
            maxLength={10_000}
          />
        </div>
      ))}
    </div>
  )
}
