import { CopyPanel, EditorForm, StatePanel, type Writing } from '~/drafts/editor-form'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ActionField, type EditorField } from './action-field'
import { ActionTabs, type ActionHead } from './action-tabs'

/** Something that is missing, in words, and where. */
export interface SaidMissing {
  field: string
  words: string
}

interface EditProps extends Writing {
  t: Translate
  lang: Language
  head: ActionHead
  fields: EditorField[]
  missing: SaidMissing[]
}

/** An action, both languages side by side; saved while one writes, shown to everybody only when published. */
export function EditActionPage({ t, lang, head, fields, missing, ...writing }: EditProps) {
  const said = missing.map(({ field, words }) => ({ href: field === 'targets' ? paths.office.actionTargets(head.slug) : `#${field}`, words }))
  return (
    <>
      <ActionTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm t={t} lang={lang} head={head} autosave={paths.office.actionAutosave(head.slug)} missing={said} {...writing}>
        {fields.map((field) => (
          <ActionField key={field.name} t={t} form={writing.form} field={field} missing={missing.map((one) => one.field)} />
        ))}
      </EditorForm>
      <div className="columns">
        <CopyPanel t={t} action={paths.office.actionCopy(head.slug)} />
        <StatePanel t={t} head={head} action={`${paths.office.action(head.slug)}?index`} states={['open', 'closed', 'archived']} />
      </div>
    </>
  )
}
