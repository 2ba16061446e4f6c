import { expect, test } from 'vitest'
import {
  type ClassifiableText,
  classify,
  type PhoneState,
  type TextVerdict,
} from '~/actions/texts/dialog/classify-text'
import { startDialog } from '~/actions/texts/dialog/dialog-state'
import type { Keyword, RegisteredWord } from '~/actions/texts/keywords/keyword'
import type { NewsWord } from '~/actions/texts/keywords/keywords.server'

const at = new Date('2026-11-25T18:00:00Z')
const minutes = (count: number) => new Date(at.getTime() + count * 60_000)

const sign: Keyword = {
  word: 'alto polimigra',
  language: 'es',
  deed: 'sign',
  deedId: '7d1c7f0e-3f0c-4f0e-9d5c-0d4bb1a6f001',
  title: '¡Alto Polimigra!',
  welcome: null,
}
const write: Keyword = { ...sign, word: 'council', language: 'en', deed: 'write' }
const anyPetition: Keyword = { ...sign, word: '' }
const over: RegisteredWord = { language: 'en', ended: 'We won.', about: { petitionId: sign.deedId } }
const registered: RegisteredWord = { ...over, language: 'es', ended: null }

const stranger: PhoneState = {
  language: 'es',
  isLanguageGuessed: true,
  dialog: null,
  hasLapsed: false,
  isStopped: false,
  stoppedAt: null,
  isOffice: false,
}
const known: PhoneState = { ...stranger, isLanguageGuessed: false }
const stopped: PhoneState = { ...known, isStopped: true, stoppedAt: minutes(-10) }
const office: PhoneState = { ...stranger, isOffice: true }
const asked = startDialog('sign', sign.deedId, 'firma')
const answering: PhoneState = { ...known, dialog: asked }
const confirming: PhoneState = { ...known, dialog: { ...asked, step: 'confirm', name: 'Tomás Reyes', zip: '85001' } }
const choosing: PhoneState = { ...known, dialog: { ...asked, deed: 'write', step: 'words', name: 'Tomás Reyes' } }
const noticias: NewsWord = {
  language: 'es',
  campaign: { id: sign.deedId, slug: 'end-scomm', name: { en: 'END', es: 'ALTO' } },
}
const lapsed: PhoneState = { ...known, hasLapsed: true }

type Row = [body: string, from: PhoneState, verdict: TextVerdict, extra?: Partial<ClassifiableText>]

const optsOut = { kind: 'opt-out-text' } as const
const stop = (language: 'en' | 'es', saysMore = false): TextVerdict => ({ is: 'stop', language, saysMore })
const opens = (keyword: Keyword) => ({ keyword, registered })
const answer = ({ dialog }: PhoneState): TextVerdict => ({ is: 'answer', dialog: dialog! })
const unclear: TextVerdict = { is: 'not-understood' }
const doubtful = (language: 'en' | 'es'): TextVerdict => ({ is: 'maybe-stop', language })
const code = (otherwise: TextVerdict): TextVerdict => ({ is: 'code', otherwise })

const texts: Row[] = [
  // Opting out: the way it arrived decides, whatever the phone is doing.
  ['STOP', stranger, stop('en'), optsOut],
  ['stop.', answering, stop('en'), optsOut],
  ['S T O P', known, stop('en'), optsOut],
  ['¡ALTO!', stranger, stop('es'), optsOut],
  ['Baja', known, stop('es'), optsOut],
  ['BAJA', stopped, stop('es'), optsOut],
  ['No más', known, stop('es'), optsOut],
  ['leave me alone', known, stop('en'), optsOut],
  ['Stop', office, stop('en'), optsOut],
  ['Alto ya, gracias', known, stop('es'), optsOut],
  ['stop texting me please', confirming, stop('en'), optsOut],
  // Registered between its arrival and now: it stays a STOP.
  ['Alto Polimigra', known, stop('es', true), { ...optsOut, ...opens(sign) }],
  ['alto polimigra', known, stop('es', true), { ...optsOut, registered: over }],
  // A word that opted out when it arrived, and is on no list any more.
  ['adiós', known, stop('es', true), optsOut],
  ['goodbye', { ...known, language: 'en' }, stop('en', true), optsOut],

  // Help, for everybody.
  ['HELP', stranger, { is: 'help', language: 'en' }],
  ['info?', answering, { is: 'help', language: 'en' }],
  ['Ayuda', stopped, { is: 'help', language: 'es' }],
  ['help', office, { is: 'help', language: 'en' }],

  // Opting in again.
  ['START', stopped, { is: 'start', language: 'en' }],
  ['unstop', { ...stopped, isOffice: true }, { is: 'start', language: 'en' }],
  ['Alta', stopped, { is: 'start', language: 'es' }],
  ['ALTA', stranger, { is: 'start', language: 'es' }],
  ['START', { ...stopped, stoppedAt: minutes(1) }, { is: 'void-start' }],
  ['START', { ...stopped, stoppedAt: at }, { is: 'start', language: 'en' }],

  // YES and SI belong to the question, where one is asked.
  ['SI', confirming, answer(confirming)],
  ['sí', confirming, answer(confirming)],
  ['Yes!', confirming, answer(confirming)],
  ['Sí, por favor', confirming, answer(confirming)],
  ['SI', choosing, answer(choosing)],
  ['yes', choosing, answer(choosing)],
  ['START', confirming, { is: 'start', language: 'en' }],
  ['SI', answering, { is: 'start', language: 'es' }],
  ['yes', known, { is: 'start', language: 'en' }],
  ['NO', confirming, answer(confirming)],
  ['no', known, unclear],

  // Keywords.
  ['ALTO POLIMIGRA', stranger, { is: 'keyword', keyword: sign }, opens(sign)],
  ['¡Alto Polimigra!', answering, { is: 'keyword', keyword: sign }, opens(sign)],
  ['council', stranger, { is: 'keyword', keyword: write }, opens(write)],
  ['council', office, { is: 'keyword', keyword: write }, opens(write)],
  ['council', stopped, { is: 'stopped', language: 'en' }, opens(write)],
  ['council', answering, { is: 'ended', registered: over }, { registered: over }],
  ['alto polimigra', office, { is: 'ended', registered: over }, { registered: over }],
  // Dropped between its arrival and now: nobody is opted out, and it is nobody's name.
  ['alto polimigra', known, doubtful('es')],
  ['alto polimigra', answering, doubtful('es')],
  ['alto ya', known, doubtful('es')],
  // It may be meant to opt out: a human decides. As somebody's own words to an official it is no opt-out.
  ['Stop the deportations', known, doubtful('en')],
  ['Stop the deportations', answering, doubtful('en')],
  ['Stop the deportations', choosing, answer(choosing)],
  ['No más redadas', stopped, { is: 'stopped', language: 'es' }],
  ['No más redadas', office, { is: 'from-office' }],
  ['FIRMA', stranger, { is: 'keyword', keyword: anyPetition }, { keyword: anyPetition }],
  ['Firma!', known, { is: 'nothing-open', language: 'es' }],
  ['sign', answering, { is: 'nothing-open', language: 'en' }],
  ['FIRMA', stopped, { is: 'stopped', language: 'es' }],

  // Answers.
  ['Tomás Reyes', answering, answer(answering)],
  ['José Ángel Ñuñez-Peña', answering, answer(answering)],
  ['85001', answering, answer(answering)],
  ['85001-1234', answering, answer(answering)],
  ['2', answering, answer(answering)],
  ['👍', answering, answer(answering)],
  ['', answering, answer(answering)],
  ['Stop the raids in our county and let people work', answering, answer(answering)],
  ['Yes', { ...confirming, isOffice: true }, answer(confirming)],

  // A cry for help comes before every other reading but a keyword; who writes to an official may write of one.
  ['Me detuvieron', stranger, { is: 'cry-for-help', alsoAnswers: null }],
  ['Me detuvieron', stopped, { is: 'cry-for-help', alsoAnswers: null }],
  ['They took my dad', answering, { is: 'cry-for-help', alsoAnswers: null }],
  ['They took my dad', choosing, { is: 'cry-for-help', alsoAnswers: choosing.dialog }],
  ['Stop, ICE is outside', known, { is: 'cry-for-help', alsoAnswers: null }],
  ['They took my dad', office, { is: 'from-office' }],
  ['emergencia', stranger, { is: 'keyword', keyword: sign }, opens(sign)],

  // Codes.
  ['123456', stranger, code(unclear)],
  ['Code: 123456.', known, code({ is: 'wrong-code' })],
  ['123 456', known, { is: 'not-understood' }],
  ['123456', answering, code(answer(answering))],
  ['123456', stopped, code({ is: 'stopped', language: 'es' })],
  ['123456', lapsed, code({ is: 'lapsed' })],
  ['123456', office, { is: 'from-office' }],
  ['1234567', known, unclear],

  // The word for news.
  ['Noticias', stranger, { is: 'news', news: noticias }, { news: noticias }],
  ['noticias', stopped, { is: 'stopped', language: 'es' }, { news: noticias }],

  // Everything else.
  ['Tomás Reyes', lapsed, { is: 'lapsed' }],
  ['Who is this?', office, { is: 'from-office' }],
  ['Yes', office, { is: 'from-office' }],
  ['hello', stopped, { is: 'stopped', language: 'es' }],
  ['', stranger, unclear],
  ['👍🏽❤️', known, unclear],
  ['85001', known, unclear],
  ['a'.repeat(1_600), known, unclear],
  [`stop ${'a '.repeat(790)}`, known, unclear],
]

test.for(texts)('“%.40s”', ([body, from, verdict, extra]) => {
  expect(
    classify({ kind: 'inbound-text', body, at, keyword: null, registered: null, news: null, ...extra }, from),
  ).toEqual(verdict)
})

test('every verdict is in the table', () => {
  const all: Record<TextVerdict['is'], true> = {
    stop: true,
    help: true,
    start: true,
    'void-start': true,
    code: true,
    'from-office': true,
    stopped: true,
    keyword: true,
    ended: true,
    'nothing-open': true,
    news: true,
    answer: true,
    lapsed: true,
    'wrong-code': true,
    'maybe-stop': true,
    'cry-for-help': true,
    'not-understood': true,
  }
  const seen = texts.flatMap(([, , verdict]) =>
    verdict.is === 'code' ? [verdict.is, verdict.otherwise.is] : [verdict.is],
  )
  expect([...new Set(seen)].sort()).toEqual(Object.keys(all).sort())
})
