import { type Bilingual, type Language, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { ErrorSummary, labelsInBoth, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
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
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="news" />
      <ErrorSummary t={t} form={form} labels={labels} />
      <section className="panel">
        <h2>{t('office.news.add')}</h2>
        <Form {...typed(form)}>
          <div className="pair">
            {languages.map((language) => (
              <div key={language}>
                <TextField
                  t={t}
                  form={form}
                  name={`title_${language}`}
                  label={labels[`title_${language}`]!}
                  maxLength={160}
                />
                <TextArea
                  t={t}
                  form={form}
                  name={`body_${language}`}
                  label={labels[`body_${language}`]!}
                  hint={t('office.edit.hints.story')}
                  maxLength={10_000}
                />
              </div>
            ))}
          </div>
          <button className="main">{t('office.news.publish')}</button>
        </Form>
      </section>
      {news.length === 0 && <p>{t('office.news.none')}</p>}
      {news.map((one) => (
        <section className="panel" key={one.id}>
          <h2>{one.title[lang]}</h2>
          <p className="small">{longDate(lang, one.publishedOn)}</p>
          <pre>{one.body[lang]}</pre>
          <OneButton fields={{ id: one.id, intent: 'remove' }}>{t('office.remove')}</OneButton>
        </section>
      ))}
    </>
  )
}
