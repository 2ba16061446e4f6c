import { segmentsOf } from '~/channels/sms/segments'
import { type Bilingual, languages } from '~/i18n/language'

export type BroadcastChannel = 'mail' | 'text'

/** What a message says, in both languages. A text has no subject. */
export interface BroadcastWords {
  subject: Bilingual
  body: Bilingual
}

/** What a draft is made of. */
export interface ToldPost {
  title: Bilingual
  summary: Bilingual
  /** Markdown. */
  text: Bilingual
  /** Address of its page. */
  url: Bilingual
}

/** Segments of a text to those who asked for news. */
export const mostSegments = 2

const nothing = { en: '', es: '' }
const inBoth = (write: (language: 'en' | 'es') => string) =>
  Object.fromEntries(languages.map((language) => [language, write(language)])) as unknown as Bilingual

/** A post as a message to those who asked for news. */
export function draftOfPost(channel: BroadcastChannel, post: ToldPost): BroadcastWords {
  return channel === 'mail'
    ? { subject: post.title, body: inBoth((language) => mailOf(post, language)) }
    : { subject: nothing, body: inBoth((language) => textOf(post, language)) }
}

function mailOf({ summary, text, url }: ToldPost, language: 'en' | 'es'): string {
  return [summary[language], text[language], url[language]].filter(Boolean).join('\n\n')
}

/** Its title and summary, cut after a word where two segments would not hold them. The link is never cut. */
function textOf({ title, summary, url }: ToldPost, language: 'en' | 'es'): string {
  const said = title[language].replace(/(?<![.!?])$/, '.')
  const words = `${said} ${summary[language]}`.split(/\s+/).filter(Boolean)
  for (let kept = words.length; kept > 0; kept -= 1) {
    const cut = kept < words.length ? '...' : ''
    const text = `${words.slice(0, kept).join(' ')}${cut} ${url[language]}`
    if (segmentsOf(text) <= mostSegments) return text
  }
  return url[language]
}
