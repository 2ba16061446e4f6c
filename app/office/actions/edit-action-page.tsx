import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import { CopyPanel, EditorForm, StatePanel } from '~/office/editor/editor-form'
import { Folded, inBothFields } from '~/office/editor/folded'
import type { EditorField } from '~/office/editor/said-field'
import type { SaidMissing, Writing } from '~/office/editor/writing'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'

interface EditProps extends Writing {
  t: Translate
  lang: Language
  head: WrittenHead
  fields: EditorField[]
  missing: SaidMissing[]
}

/** Fields that decide when it is open. */
const times = ['timeZone', 'opensAt', 'closesAt']

/** Editor for an action: what it needs first, then what it can do without. Saved while typing; public only once published. */
export function EditActionPage({ t, lang, head, fields, missing, ...writing }: EditProps) {
  const { form } = writing
  const missingFields = missing.map((one) => one.field)
  const view = (field: EditorField) => (
    <EditorFieldView key={field.name} t={t} form={form} field={field} missing={missingFields} />
  )
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm
        t={t}
        lang={lang}
        head={head}
        autosave={paths.office.actionAutosave(head.slug)}
        preview={(language) => paths.office.actionPreview(head.slug, language)}
        missing={missing}
        {...writing}
      >
        {fields.filter((field) => field.isRequired && !times.includes(field.name)).map(view)}
        {[
          {
            title: t('office.edit.parts.words'),
            of: fields.filter(({ isRequired, name }) => !isRequired && !times.includes(name)),
          },
          { title: t('office.edit.parts.times'), of: fields.filter(({ name }) => times.includes(name)) },
        ].map(({ title, of }) => (
          <Folded
            key={title}
            t={t}
            form={form}
            title={title}
            missing={missingFields}
            names={of.filter(({ name }) => name !== 'timeZone').flatMap(({ name }) => [name, ...inBothFields([name])])}
            isFilled={missingFields.includes('timeZone')}
          >
            {of.map(view)}
          </Folded>
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
