import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import { CopyPanel, EditorForm, type SaidMissing, StatePanel, type Writing } from '~/office/editor/editor-form'
import type { EditorField } from '~/office/editor/said-field'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'

interface EditProps extends Writing {
  t: Translate
  lang: Language
  head: WrittenHead
  fields: EditorField[]
  missing: SaidMissing[]
}

/** Editor for an action, both languages side by side. Saved while typing; public only once published. */
export function EditActionPage({ t, lang, head, fields, missing, ...writing }: EditProps) {
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm
        t={t}
        lang={lang}
        head={head}
        autosave={paths.office.actionAutosave(head.slug)}
        missing={missing}
        {...writing}
      >
        {fields.map((field) => (
          <EditorFieldView
            key={field.name}
            t={t}
            form={writing.form}
            field={field}
            missing={missing.map((one) => one.field)}
          />
        ))}
      </EditorForm>
      <div className="columns">
        <CopyPanel t={t} action={paths.office.actionCopy(head.slug)} />
        <StatePanel
          t={t}
          what="action"
          head={head}
          action={`${paths.office.action(head.slug)}?index`}
          states={['open', 'closed', 'archived']}
        />
      </div>
    </>
  )
}
