import { textProblem } from '~/channels/sms/text-problem'
import { type Language, languages } from '~/i18n/language'
import { allWords, type BroadcastContent } from './broadcast-content'

/** What spam filters and readers dislike in a message; it may go out all the same, except shortened links. */
export interface Warning {
  is: 'shouting' | 'shortener' | 'manyMarks' | 'longSubject' | 'clipped' | 'onlyPictures' | 'noButton'
  language: Language
}

/** Bytes of HTML after which Gmail hides the rest of a mail, with the link that stops it. */
const clipsAfter = 102 * 1024

/**
 * Looks over a message in both languages.
 *
 * @param bytes of the rendered HTML of a mail, by language
 */
export function lintContent(content: BroadcastContent, bytes: Readonly<Record<Language, number>> | null): Warning[] {
  return languages.flatMap((language) => {
    const words = allWords(content, language)
    const all = words.join('\n')
    const found: Warning['is'][] = []
    if (words.some(isShouted)) found.push('shouting')
    if (hasShortener(content, language)) found.push('shortener')
    if (/[!?¡¿]{3,}|\${2,}/.test(all)) found.push('manyMarks')
    if (content.channel === 'mail') {
      if (content.subject[language].length > 70) found.push('longSubject')
      if (bytes && bytes[language] > clipsAfter) found.push('clipped')
      const { blocks } = content
      if (blocks.length > 0 && blocks.every(({ kind }) => kind === 'picture')) found.push('onlyPictures')
      if (!blocks.some(({ kind }) => kind === 'button')) found.push('noButton')
    }
    return found.map((is) => ({ is, language }))
  })
}

/** Whether a link is shortened: carriers filter such texts, mail providers such mails, and nobody sees where it leads. */
export function hasShortener(content: BroadcastContent, language: Language): boolean {
  const links = content.blocks.map(({ link }) => link[language])
  return [...allWords(content, language), ...links].some((text) => textProblem(text) === 'shortener')
}

/** A sentence in capitals. Names of agencies are not: a few letters, or a word or two. */
function isShouted(text: string): boolean {
  return text.split(/[\n.!?]/).some((sentence) => {
    const words = sentence.match(/\p{L}{2,}/gu) ?? []
    const loud = words.filter((word) => word === word.toUpperCase())
    return loud.filter((word) => word.length > 3).length >= 3 && loud.length * 2 > words.length
  })
}
