import type { Language } from '~/i18n/language'

/** Text in the page's language; on Spanish pages, words in English quotation marks are marked as English. */
export function Quoting({ text, lang }: { text: string; lang: Language }) {
  if (lang === 'en') return text
  return text.split(/(“[^“”]+”)/).map((part, index) =>
    part.startsWith('“') ? (
      <span key={index} lang="en">
        {part}
      </span>
    ) : (
      part
    ),
  )
}
