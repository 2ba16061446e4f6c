import type { Keyword, RegisteredWord } from '~/actions/texts/keywords/keyword'
import { signLanguage } from '~/actions/texts/keywords/keyword'
import type { NewsWord } from '~/actions/texts/keywords/keywords.server'
import type { Language } from '~/i18n/language'
import { plainDigits } from '~/i18n/plain-digits'
import { readText } from '~/people/opt-words'
import { criesForHelp, mayBeName } from './cries-for-help'
import { type DialogState, saysYes } from './dialog-state'

/** A text, with the keyword it matches when it is read. */
export interface ClassifiableText {
  /**
   * `kindOf` decided on arrival whether a text that says stop in more words is a STOP. That decision is final, because
   * keywords may have changed since. A bare STOP always is one.
   */
  kind: 'inbound-text' | 'opt-out-text'
  body: string
  at: Date
  /** The keyword it matches, or null when not registered or not open now. */
  keyword: Keyword | null
  /** The registered word, open or not. */
  registered: RegisteredWord | null
  /** The campaign whose news it asks for by a built-in word. */
  news: NewsWord | null
}

/** What is known about the phone that sent a text. */
export interface PhoneState {
  language: Language
  /** Its language is not known yet, so answers come in both. */
  isLanguageGuessed: boolean
  dialog: DialogState | null
  /** Its last dialog expired since its last text. */
  hasLapsed: boolean
  /** It has opted out of texts. */
  isStopped: boolean
  /** When its last STOP was sent. */
  stoppedAt: Date | null
  /** It is or was a number for texting officials. */
  isOffice: boolean
}

/** How a text was classified. Each has its handler in `record-texts.server.ts`. */
export type TextVerdict =
  /** Opts out. `saysMore`: a human reads the rest. */
  | { is: 'stop'; language: Language; saysMore: boolean }
  | { is: 'help'; language: Language }
  /** Opts in again. */
  | { is: 'start'; language: Language }
  /** A START sent before the last STOP, because texts may be read out of order. */
  | { is: 'void-start' }
  /** Six digits, which may confirm a signature. If not, `otherwise` applies. */
  | { is: 'code'; otherwise: TextVerdict }
  /** From an office outside of a dialog; only a human answers it. */
  | { is: 'from-office' }
  /** From a phone that has opted out. */
  | { is: 'stopped'; language: Language }
  | { is: 'keyword'; keyword: Keyword }
  /** A registered word whose petition or action is over. */
  | { is: 'ended'; registered: RegisteredWord }
  /** NOTICIAS or NEWS. */
  | { is: 'news'; news: NewsWord }
  /** FIRMA or SIGN while no petition is open. */
  | { is: 'nothing-open'; language: Language }
  /** An answer in the current dialog. */
  | { is: 'answer'; dialog: DialogState }
  /** A text after the dialog has expired. */
  | { is: 'lapsed' }
  /** Six digits that confirm nothing, outside of a dialog. */
  | { is: 'wrong-code' }
  /** Somebody may be in danger. `alsoAnswers`: it may be their name, or what they write to an official, too. */
  | { is: 'cry-for-help'; alsoAnswers: DialogState | null }
  /** Says something that may be meant to opt out: a human decides. */
  | { is: 'maybe-stop'; language: Language }
  | { is: 'not-understood' }

/** Classifies a text by its words and its phone's state. All decisions about texts are made here. Pure. */
export function classify(text: ClassifiableText, phone: PhoneState): TextVerdict {
  const read = readText(text.body)
  if (text.kind === 'opt-out-text' || read.is === 'stop')
    return {
      is: 'stop',
      language: read.is === 'other' ? phone.language : read.language,
      saysMore: read.is !== 'stop' && read.is !== 'stop-phrase',
    }
  if (read.is === 'help') return { is: 'help', language: read.language }
  const isStart = read.is === 'start'
  const isExpected = phone.dialog !== null || text.keyword !== null || text.registered !== null
  // An office that answers a message, even with a yes, does not want to sign.
  if (phone.isOffice && !isExpected && !(isStart && phone.isStopped)) return { is: 'from-office' }
  const step = phone.dialog?.step
  if (isStart && !((step === 'confirm' || step === 'words') && saysYes(text.body)))
    return phone.stoppedAt && phone.stoppedAt > text.at
      ? { is: 'void-start' }
      : { is: 'start', language: read.language }
  const otherwise = classifyWords(text, phone)
  return isCode(text.body) ? { is: 'code', otherwise } : otherwise
}

function classifyWords({ body, keyword, registered, news }: ClassifiableText, phone: PhoneState): TextVerdict {
  const cries = !keyword && !registered && criesForHelp(body) !== null
  if (cries) {
    const step = phone.dialog?.step
    const isAnswer = step === 'words' || (step === 'name' && mayBeName(body))
    return { is: 'cry-for-help', alsoAnswers: isAnswer ? phone.dialog : null }
  }
  if (phone.isStopped) return { is: 'stopped', language: keyword?.language ?? phone.language }
  if (keyword) return { is: 'keyword', keyword }
  if (registered) return { is: 'ended', registered }
  // In the middle of a message to an official it is a word like any other.
  if (news && phone.dialog?.step !== 'words' && phone.dialog?.step !== 'name') return { is: 'news', news }
  const signs = signLanguage(body)
  if (signs) return { is: 'nothing-open', language: signs }
  const read = readText(body)
  // Also a keyword that has been removed since it arrived. Only own words for an official may speak of stopping.
  if ((read.is === 'maybe-stop' || read.is === 'stop-phrase') && phone.dialog?.step !== 'words')
    return { is: 'maybe-stop', language: read.language }
  if (phone.dialog) return { is: 'answer', dialog: phone.dialog }
  if (phone.hasLapsed) return { is: 'lapsed' }
  if (isCode(body) && !phone.isLanguageGuessed) return { is: 'wrong-code' }
  return { is: 'not-understood' }
}

/** The language of a word that works for everyone, or of a cry for help; else null. */
export function toldLanguage(body: string): Language | null {
  const read = readText(body)
  return read.is === 'other' ? (criesForHelp(body)?.language ?? null) : read.language
}

function isCode(body: string): boolean {
  return /^\D*\d{6}\D*$/.test(plainDigits(body))
}
