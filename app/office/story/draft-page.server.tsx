import { renderToStaticMarkup } from 'react-dom/server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { officePicture } from '~/office/pictures/office-picture'
import { type ContentField, sayWords } from '~/ui/forms/content'
import type { ListItem } from '~/ui/forms/content-list'
import { Html } from '~/ui/page/html'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { type StoryContent, type StoryWritten, storyKindOf } from './story-writing.server'

/** A draft of anything but the home, field by field, in one language. */
export function draftPage(office: Office, _: StoryWritten, content: StoryContent, lang: Language) {
  const kind = storyKindOf(office)
  const title = kind.titleOf(kind.readContent(content))[lang]
  const html = renderToStaticMarkup(
    <>
      <header className="hero">
        <p className="label">{sayWords(kind.words.plural, lang)}</p>
        <h1>{title}</h1>
      </header>
      <Fields fields={kind.fields} content={content} lang={lang} />
    </>,
  )
  return { title, html, colour: undefined }
}

function Fields({ fields, content, lang }: { fields: readonly ContentField[]; content: StoryContent; lang: Language }) {
  return (
    <>
      {fields.map((field) => {
        const value = content[field.name]
        if (!value) return null
        switch (field.shape) {
          case 'words':
            return <Html key={field.name} html={renderMarkdown((value as Record<Language, string>)[lang])} />
          case 'picture':
            return <img key={field.name} src={officePicture(String(value))} alt="" width={1200} height={630} />
          case 'list':
            return (value as ListItem[])
              .filter((item) => !item.isRemoved)
              .map((item) => (
                <section className="block" key={item.key}>
                  <p className="label">{sayWords(field.kinds[item.kind]!.label, lang)}</p>
                  <Fields fields={field.kinds[item.kind]!.fields} content={item} lang={lang} />
                </section>
              ))
          default:
            return (
              <p className="small" key={field.name}>
                {sayWords(field.label, lang)}: {String(value)}
              </p>
            )
        }
      })}
    </>
  )
}
