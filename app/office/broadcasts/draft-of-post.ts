import { segmentsOf } from '~/channels/sms/segments'
import { type Bilingual, inBoth } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type Block, type BroadcastChannel, emptyBlock } from '~/messages/broadcasts/broadcast-content'

/** What a message says, in both languages: a mail has a subject and blocks, a text a body. */
export interface BroadcastWords {
  subject: Bilingual
  body: Bilingual
  blocks: Block[] | null
}

/** What a draft is made of. */
export interface ToldPost {
  title: Bilingual
  summary: Bilingual
  /** Markdown. */
  text: Bilingual
  /** Address of its page. */
  url: Bilingual
  /** Path of its page without the language. */
  page: string
}

/** Segments of a text to those who asked for news. */
export const mostSegments = 2

const nothing = { en: '', es: '' }

/** A post as a message to those who asked for news. */
export function draftOfPost(channel: BroadcastChannel, post: ToldPost): BroadcastWords {
  return channel === 'mail'
    ? { subject: post.title, body: nothing, blocks: mailOf(post) }
    : { subject: nothing, body: inBoth((language) => textOf(post, language)), blocks: null }
}

/** Its summary and text, and a button that leads to its page. */
function mailOf({ summary, text, page }: ToldPost): Block[] {
  const words = [summary, text].filter((part) => part.en || part.es).map((part) => emptyBlock('text', part))
  const button = {
    ...emptyBlock(
      'button',
      inBoth((language) => translator(language)('broadcasts.readOn')),
    ),
    of: page,
  }
  return [...words, button]
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
