import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import { EditorForm } from '~/office/editor/editor-form'
import type { EditorField } from '~/office/editor/said-field'
import type { SaidMissing, Writing } from '~/office/editor/writing'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'

interface EditLadderProps extends Writing {
  t: Translate
  lang: Language
  head: WrittenHead
  fields: EditorField[]
  missing: SaidMissing[]
}

/** Editor of a ladder: a list of rungs and steps, both languages side by side. Saved while typing. */
export function EditLadderPage({ t, lang, head, fields, missing, ...writing }: EditLadderProps) {
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm
        t={t}
        lang={lang}
        head={head}
        autosave={`${paths.office.ladder(head.slug)}/autosave`}
        preview={null}
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
    </>
  )
}
