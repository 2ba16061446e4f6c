import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'

interface GalleryProps {
  mails: { template: string; language: Language; subject: string; text: string }[]
}

/** All emails, each with its plain text. */
export function EmailGallery({ mails }: GalleryProps) {
  return (
    <NoticePage title="Mails" text="Every mail Firme sends, with made-up people, in both languages.">
      <ul className="rows">
        {mails.map(({ template, language, subject, text }) => (
          <li key={template + language}>
            <h2 lang={language}>{subject}</h2>
            <p className="small">
              <a href={paths.devEmail(template, language)}>
                {template}, {language}, as HTML
              </a>
            </p>
            <pre className="plain-text" lang={language}>
              {text}
            </pre>
          </li>
        ))}
      </ul>
    </NoticePage>
  )
}
