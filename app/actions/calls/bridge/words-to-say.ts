import type { ScriptLine } from '~/actions/calls/script'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { segmentsOf } from '~/channels/sms/segments'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'

/** Maximum segments of a text with the script. */
const mostSegments = 3

interface Saying {
  /** The whole script, with its blanks filled in. */
  script: ScriptLine[]
  /** Index of the line with the ask. */
  askLine: number
  /** Where the rest can be read. */
  url: string
  language: Language
  /** Wraps the words in the rest of the text. */
  around: (words: string) => string
}

/**
 * A text with what to say, for people without internet: the English lines from the greeting to the ask, and the ask in
 * Spanish. Whatever exceeds three segments is dropped, the link first, then the greeting; if not even the ask fits, the
 * text has only the link.
 *
 * @returns the text in the GSM alphabet
 */
export function textToSay({ script, askLine, url, language, around }: Saying): string {
  const t = translator(language)
  const ask = script[askLine]
  const mine = script.slice(0, askLine + 1).filter((line) => line.who === 'you')
  const said = (lines: ScriptLine[]) =>
    t('texts.voice.say', { words: lines.map((line) => line.said.replace(/_{4,}/g, '___')).join(' ') })
  const meaning = language === 'es' && ask?.meaning ? t('texts.voice.means', { words: ask.meaning }) : ''
  const link = t('texts.voice.script', { url })
  const ways = ask
    ? [
        [said(mine), meaning, link],
        [said(mine), meaning],
        [said([ask]), meaning, link],
        [said([ask]), meaning],
        [said([ask])],
      ]
    : []
  const texts = ways.map((parts) => cheaperSpelling(around(parts.filter(Boolean).join(' '))))
  return texts.find((text) => segmentsOf(text) <= mostSegments) ?? around(t('texts.voice.scriptLink', { url }))
}
