import { campaign, petitions } from '#db/seeds/demo-content'
import type { Bilingual, Language } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import { consentTexts } from '~/ui/forms/consent-texts'

/** Names of people, places, groups and things, which are the same in both languages. */
const names = new Set(
  `firme whatsapp geonames s comm polimigra alto saguaro ocotillo mesquite vance okafor ida lee rosa sam reyes omar
  arizona street plaza example galarza szalczyk miranda olivares clackamas csv pdf qr zip ice`.split(/\s+/),
)

/** Names, and times of day, that are words of the other language. */
const asIs = /\b(La Paz|Los Angeles|San \w+|Santa \w+|[\w-]+ v\. \w+( County)?)\b|\b[ap]\.\s?m\./g

/** How much more often one language must use a word than the other, whose texts quote it at times. */
const decisive = 4

/** Words that one language's messages and demo use and the other's do not, or only where they quote it. */
const ownWords: Record<Language, Set<string>> = (() => {
  const uses = { en: countWords('en'), es: countWords('es') }
  const own = (language: Language, other: Language) =>
    new Set(
      [...uses[language]].flatMap(([word, times]) =>
        !names.has(word) && times > decisive * (uses[other].get(word) ?? 0) ? [word] : [],
      ),
    )
  return { en: own('en', 'es'), es: own('es', 'en') }
})()

function countWords(language: Language): Map<string, number> {
  const uses = new Map<string, number>()
  const texts = [
    ...stringsIn(messages[language]),
    ...Object.values(consentTexts).map((text) => text[language]),
    ...[campaign, ...petitions].flatMap((one) =>
      Object.values(one)
        .filter((field): field is Bilingual => typeof field === 'object' && 'en' in field)
        .map((text) => text[language]),
    ),
  ]
  for (const word of texts.flatMap((text) => wordsOf(plain(text))).map((word) => word.toLowerCase()))
    uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}

/**
 * What is in the other language in a text: null if nothing is.
 *
 * Only words that one language alone uses decide. A text is foreign when more of these are the other language's, or when
 * two of the other language's follow each other. Capitals throughout are keywords, such as STOP, and decide nothing.
 *
 * A library that guesses languages needs a sentence; most of a page is labels of one to three words, and for those our
 * own vocabulary is exact.
 */
export function foreignIn(text: string, language: Language): string | null {
  const other = language === 'en' ? 'es' : 'en'
  const decided = wordsOf(text.replace(asIs, ' ')).map((word) =>
    word === word.toUpperCase()
      ? 'neither'
      : ownWords[other].has(word.toLowerCase())
        ? 'foreign'
        : ownWords[language].has(word.toLowerCase())
          ? 'own'
          : 'neither',
  )
  const count = (kind: string) => decided.filter((one) => one === kind).length
  const isInARow = decided.some((one, index) => one === 'foreign' && decided[index + 1] === 'foreign')
  return count('foreign') > count('own') || isInARow ? text : null
}

/** Without addresses, links, tokens and the syntax of plurals. */
function plain(text: string): string {
  return text
    .replace(/\{\w+, (plural|select)(, offset:\d+)?,/g, ' ')
    .replace(/=\d+ \{|\b(one|many|other|zero) \{/g, ' ')
    .replace(/\{[\w, ]+\}/g, ' ')
}

function wordsOf(text: string): string[] {
  return (
    text.replace(/\S+@\S+|https?:\/\/\S+|\b\S+\.(org|com|csv|json)\b\S*/g, ' ').match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? []
  )
}

function stringsIn(tree: object): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : stringsIn(value as object)))
}
