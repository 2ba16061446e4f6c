import type { ScriptLine } from '~/actions/calls/script'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { segmentsOf } from '~/channels/sms/segments'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'

/** Most segments of a text that says what to say. */
const mostSegments = 3

interface Saying {
  /** The whole script, its blanks filled in. */
  script: ScriptLine[]
  /** Which of its lines asks for what is asked. */
  askLine: number
  /** Where the rest stands. */
  url: string
  language: Language
  /** What stands around it in the text. */
  around: (words: string) => string
}

/**
 * A text with what to say, for who calls without internet: the English words, from the greeting to what is asked, and in
 * Spanish what is asked. What does not fit in three segments is left out: the link first, then the greeting. Where not even the ask fits, the link alone leads to it.
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
