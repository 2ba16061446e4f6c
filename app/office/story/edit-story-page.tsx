import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type Telling, TellPanel } from '~/office/broadcasts/tell-panel'
import { EditorFieldView } from '~/office/editor/editor-field'
import { EditorForm } from '~/office/editor/editor-form'
import type { EditorField } from '~/office/editor/said-field'
import type { SaidMissing, Writing } from '~/office/editor/writing'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'
import { StoryTabs } from './story-tabs'

interface EditStoryProps extends Writing {
  t: Translate
  lang: Language
  head: WrittenHead
  fields: EditorField[]
  missing: SaidMissing[]
  menu: { kind: string; name: string }[]
  kind: string
  campaign: { slug: string; name: string }
  /** Of a post: where it becomes a message; null for everything else. */
  telling: Telling | null
}

/** Editor for anything in a campaign's story, both languages side by side. Saved while typing. */
export function EditStoryPage({
  t,
  lang,
  head,
  fields,
  missing,
  menu,
  kind,
  campaign,
  telling,
  ...writing
}: EditStoryProps) {
  return (
    <>
      <StoryTabs t={t} campaign={campaign} menu={menu} current={kind} />
      <WritingTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm
        t={t}
        lang={lang}
        head={head}
        autosave={`${head.tabs[0]!.path.replace(/\/edit$/, '')}/autosave`}
        preview={(language) => paths.office.storyPreview(campaign.slug, kind, head.slug, language)}
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
      {telling && <TellPanel t={t} {...telling} />}
      <p className="small">
        <a href={paths.office.story(campaign.slug, kind)}>{t('office.story.title')}</a>
      </p>
    </>
  )
}
