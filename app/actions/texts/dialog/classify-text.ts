import type { Keyword, RegisteredWord } from '~/actions/texts/keywords/keyword'
import { signLanguage } from '~/actions/texts/keywords/keyword'
import type { Language } from '~/i18n/language'
import { readText } from '~/people/opt-words'
import { type DialogState, saysYes } from './dialog-state'

/** A text, with what its words are registered for at the moment it is read. */
export interface ClassifiableText {
  /**
   * Whether a text that begins like a STOP is one was decided when it arrived, by `kindOf`, and is believed: keywords may
   * have changed since. A STOP with nothing beside it is one always.
   */
  kind: 'inbound-text' | 'opt-out-text'
  body: string
  at: Date
  /** What the words lead to, or null: not registered, or not open now. */
  keyword: Keyword | null
  /** The registered word itself, open or not. */
  registered: RegisteredWord | null
}

/** What is known of the phone that a text came from. */
export interface PhoneState {
  language: Language
  /** Nothing from this phone has told its language yet: it is spoken to in both. */
  isLanguageGuessed: boolean
  dialog: DialogState | null
  /** What was under way was forgotten since their last text. */
  hasLapsed: boolean
  /** It has opted out of texts. */
  isStopped: boolean
  /** When its last STOP was sent. */
  stoppedAt: Date | null
  /** Officials are texted at this number, or were. */
  isOffice: boolean
}

/** What a text is. Each has its handler in `record-texts.server.ts`. */
export type TextVerdict =
  /** Opts out. `saysMore`: a human reads the rest. */
  | { is: 'stop'; language: Language; saysMore: boolean }
  | { is: 'help'; language: Language }
  /** Opts in again. */
  | { is: 'start'; language: Language }
  /** A START sent before the last STOP: texts may be read out of order. */
  | { is: 'void-start' }
  /** Six digits: they may confirm a signature. If they do not, the text is `otherwise`. */
  | { is: 'code'; otherwise: TextVerdict }
  /** From an office that is in no dialog with us: only a human answers it. */
  | { is: 'from-office' }
  /** From somebody who has opted out. */
  | { is: 'stopped'; language: Language }
  | { is: 'keyword'; keyword: Keyword }
  /** A registered word whose petition or action is over. */
  | { is: 'ended'; registered: RegisteredWord }
  /** FIRMA or SIGN, while no petition is open. */
  | { is: 'nothing-open'; language: Language }
  /** An answer in the dialog that is under way. */
  | { is: 'answer'; dialog: DialogState }
  /** After a dialog that was forgotten. */
  | { is: 'lapsed' }
  /** Six digits that confirm nothing, when nothing else is expected of this phone. */
  | { is: 'wrong-code' }
  | { is: 'not-understood' }

/**
 * Decides what a text is, from its words and what is known of its phone. Everything that is decided about a text is
 * decided here, and nothing is written.
 */
export function classify(text: ClassifiableText, phone: PhoneState): TextVerdict {
  const read = readText(text.body)
  if (text.kind === 'opt-out-text' || read.is === 'stop')
    return {
      is: 'stop',
      language: read.is === 'other' ? phone.language : read.language,
      saysMore: read.is !== 'stop',
    }
  if (read.is === 'help') return { is: 'help', language: read.language }
  const isStart = read.is === 'start'
  const isExpected = phone.dialog !== null || text.keyword !== null || text.registered !== null
  // An office that answers a message, even with a yes, is not somebody who wants to sign.
  if (phone.isOffice && !isExpected && !(isStart && phone.isStopped)) return { is: 'from-office' }
  if (isStart && !(phone.dialog?.step === 'confirm' && saysYes(text.body)))
    return phone.stoppedAt && phone.stoppedAt > text.at
      ? { is: 'void-start' }
      : { is: 'start', language: read.language }
  const otherwise = classifyWords(text, phone)
  return isCode(text.body) ? { is: 'code', otherwise } : otherwise
}

function classifyWords({ body, keyword, registered }: ClassifiableText, phone: PhoneState): TextVerdict {
  if (phone.isStopped) return { is: 'stopped', language: keyword?.language ?? phone.language }
  if (keyword) return { is: 'keyword', keyword }
  if (registered) return { is: 'ended', registered }
  const signs = signLanguage(body)
  if (signs) return { is: 'nothing-open', language: signs }
  // It was a keyword when it arrived and has been dropped since. It is no answer to a question either.
  if (readText(body).is === 'begins-with-stop') return { is: 'not-understood' }
  if (phone.dialog) return { is: 'answer', dialog: phone.dialog }
  if (phone.hasLapsed) return { is: 'lapsed' }
  if (isCode(body) && !phone.isLanguageGuessed) return { is: 'wrong-code' }
  return { is: 'not-understood' }
}

/** The language that one of the words for everyone tells, or null. */
export function toldLanguage(body: string): Language | null {
  const read = readText(body)
  return read.is === 'other' ? null : read.language
}

function isCode(body: string): boolean {
  return /^\D*\d{6}\D*$/.test(body)
}
