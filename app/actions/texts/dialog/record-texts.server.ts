import { isFirstReport } from '~/channels/provider-events.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { isOfficePhone, recordOfficeStart, recordOfficeStop } from '~/actions/outreach/office-texts.server'
import type { AnswerTemplate } from '~/queue/outbox/message'
import { readText } from '~/people/opt-words'
import { resume, suppress } from '~/people/suppression.server'
import { markContact } from '~/people/signer-marks.server'
import { tryCode } from '~/actions/petitions/signatures/record-confirmations.server'
import type { Recording } from '~/queue/intake/arrival'
import { oweAnswer } from './answers.server'
import { saysYes } from './conversation'
import { signLanguage } from '~/actions/texts/keywords/keyword'
import { findKeyword, registeredWord, type RegisteredWord } from '~/actions/texts/keywords/keywords.server'
import { lineOf, showToHuman, type Line, type Text } from './line.server'
import { goOn, open } from './turns.server'

/**
 * Reads texts that were sent to us, in their order: words that opt out or in or ask for help, the six digits that
 * confirm a signature, keywords, and answers in a conversation. What nobody can make sense of goes to a human. A text
 * that the provider tells of twice is read once.
 */
export async function recordTexts(recording: Recording, arrivals: Text[]): Promise<void> {
  for (const arrival of arrivals) if (await isNew(recording, arrival)) await readOne(recording, arrival)
}

async function isNew({ trx }: Recording, { submission, at }: Text): Promise<boolean> {
  return submission.sid === null || isFirstReport(trx, { kind: 'text-in', sid: submission.sid }, at)
}

async function readOne(recording: Recording, text: Text): Promise<void> {
  const { submission, at } = text
  const { contactIndex } = markContact(recording.keyring, 'sms', submission.from)
  const read = readText(submission.body)
  const line = await lineOf(recording, submission.from, at, contactIndex, read.is === 'other' ? null : read.language)
  const wasStopped = (await recording.trx.selectFrom('suppression').select('since').where('blind_index', '=', contactIndex).executeTakeFirst()) !== undefined
  const isMeant = read.is === 'other' || read.is === 'begins-with-stop'
  const keyword = isMeant ? await findKeyword(recording.trx, submission.body, at) : null
  const registered = isMeant ? await registeredWord(recording.trx, submission.body) : null
  const say = (words: Said) => sayOurs(recording, line, text, words)

  if (read.is === 'stop' || (read.is === 'begins-with-stop' && !registered)) {
    await suppress(recording, 'sms', contactIndex, at)
    await recordOfficeStop(recording.trx, submission.from, at)
    await recording.trx.updateTable('conversation').set({ stopped_at: at, sealed_state: null }).where('id', '=', line.conversationId).execute()
    if (!wasStopped) await say({ template: 'text-stopped', language: read.language, key: 'stopped' })
    if (read.is === 'begins-with-stop') await showToHuman(recording, line, text, 'begins-with-stop')
    return
  }
  if (read.is === 'help') return say({ template: 'text-help', language: read.language, key: 'help' })
  // An office that answers a message, even with a yes, is not somebody who wants to sign: only a human answers it.
  const isFromOffice = !line.talk && !keyword && !registered && (await isOfficePhone(recording.trx, submission.from))
  if (isFromOffice && !(read.is === 'start' && wasStopped)) return showToHuman(recording, line, text, 'from-office')
  if (read.is === 'start' && !(line.talk?.step === 'confirm' && saysYes(submission.body))) {
    // One that was sent before the last STOP is void: they may be read out of turn.
    const { stopped_at } = await recording.trx.selectFrom('conversation').select('stopped_at').where('id', '=', line.conversationId).executeTakeFirstOrThrow()
    if (stopped_at && stopped_at > at) return
    await resume(recording, contactIndex, at)
    await recordOfficeStart(recording.trx, submission.from, at)
    return say({ language: read.language, key: wasStopped ? 'started' : 'help' })
  }
  const isCode = /^\D*\d{6}\D*$/.test(submission.body)
  if (isCode && (await tryCode(recording, { phone: submission.from, code: submission.body, petitionId: null, at })) === 'confirmed') return
  if (wasStopped) return say({ template: 'text-help', language: keyword?.language ?? line.language, key: 'comeBack', once: 'day' })
  if (keyword) return open(recording, line, keyword, text)
  if (registered) return say({ language: registered.language, key: 'ended', own: registered.ended, about: registered.about })
  const signs = signLanguage(submission.body)
  if (signs) return say({ language: signs, key: 'nothingOpen' })
  if (line.talk) return goOn(recording, { ...line, talk: line.talk }, text)
  if (line.hasLapsed) return say({ key: 'lapsed' })
  if (isCode && !line.isLanguageGuessed) return say({ key: 'wrongCode' })
  await showToHuman(recording, line, text, 'not-understood')
  await say({ key: line.isLanguageGuessed ? 'helpBoth' : 'help', once: 'day' })
}

/** An answer outside of a talk. */
interface Said {
  key: 'stopped' | 'started' | 'help' | 'helpBoth' | 'comeBack' | 'ended' | 'nothingOpen' | 'lapsed' | 'wrongCode'
  /** The organizer's own words instead of ours. */
  own?: string | null
  /** The phone's language, when nothing is said. */
  language?: Language
  template?: AnswerTemplate
  /** How often it is said: to each text, when nothing is said. */
  once?: 'day'
  about?: RegisteredWord['about']
}

async function sayOurs(recording: Recording, line: Line, { id, at, submission }: Text, { key, own, language = line.language, template = 'text-answer', once, about }: Said): Promise<void> {
  if (submission.isAnswered) return
  const body = own ?? translator(language)(`texts.conversation.${key}`)
  const onceKey = `${key} ${line.conversationId} ${once === 'day' ? at.toISOString().slice(0, 10) : id}`
  await oweAnswer(recording.trx, recording, { conversationId: line.conversationId, template, language, body, onceKey, ...(about ? { about } : {}) }, at)
}
