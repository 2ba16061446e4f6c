import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FileOrPaste } from '~/office/lists/import-parts'
import type { CustomField } from '~/office/people/fields/custom-field'
import { paths } from '~/paths'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { peopleFields } from './import-row'
import type { readImports } from './imports.server'
import { BatchPanel, ListLanguage } from './imports-page'

interface PeopleImportProps {
  t: Translate
  lang: Language
  form: FormState
  campaign: { slug: string; name: string }
  batches: Awaited<ReturnType<typeof readImports>>
  /** The language of a list until somebody says another. */
  usual: Language
  /** What the group keeps about its people. */
  fields: CustomField[]
}

/** People who asked to hear from a campaign, or whom it knows, from a list; each list can be undone as a whole. */
export function PeopleImportPage({ t, lang, form, campaign, batches, usual, fields }: PeopleImportProps) {
  const list: FormState = { ...form, values: form.values.intent === 'list' ? form.values : {} }
  const isAtWork = batches.some(({ state, isSetAside }) => (state === 'checking' || state === 'running') && !isSetAside)
  return (
    <>
      <h1>{t('office.peopleImport.title')}</h1>
      <p className="lead">{t('office.peopleImport.lead', { campaign: campaign.name })}</p>
      <ErrorSummary t={t} form={form} />
      <div {...(isAtWork ? { 'data-reload': 2_000 } : {})}>
        {batches.map((batch, at) => (
          <BatchPanel
            key={batch.id}
            isNewest={at === 0}
            t={t}
            lang={lang}
            batch={batch}
            fields={peopleFields}
            custom={fields}
            words="people"
            badLines={paths.office.peopleBadLines(campaign.slug, batch.id)}
            byPhone={0}
            sheet={null}
            form={form}
          />
        ))}
      </div>
      <section className="panel">
        <h2>{t('office.imports.list')}</h2>
        <p>{t('office.peopleImport.listText')}</p>
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="list" />
          <FileOrPaste t={t} form={list} label={t('office.imports.file')} accept=".csv,.tsv,.txt,.xlsx,text/csv" />
          <ListLanguage t={t} id="list-language" chosen={list.values.list_language ?? usual} />
          <TextArea
            t={t}
            form={list}
            name="evidence"
            label={t('office.peopleImport.evidence')}
            hint={t('office.peopleImport.evidenceHint')}
            rows={3}
            maxLength={1_000}
            isOptional
          />
          <TextField
            t={t}
            form={list}
            name="evidence_on"
            label={t('office.peopleImport.evidenceOn')}
            type="date"
            isOptional
          />
          <div className="acts">
            <button>{t('office.imports.take')}</button>
          </div>
          <ReadingNote t={t} kind="list" />
        </Form>
      </section>
    </>
  )
}
