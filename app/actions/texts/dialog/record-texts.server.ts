import { utcDay } from '#db/utc-day'
import { subscribeByText, tryNewsCode } from '~/actions/news/record-news-confirmations.server'
import { recordOfficeStart, recordOfficeStop } from '~/actions/outreach/office-texts.server'
import { tryCode } from '~/actions/petitions/signatures/record-confirmations.server'
import type { RegisteredWord } from '~/actions/texts/keywords/keyword'
import { findWord, type NewsWord } from '~/actions/texts/keywords/keywords.server'
import { isFirstReport } from '~/channels/provider-events.server'
import type { Language } from '~/i18n/language'
import { type Translate, translator } from '~/i18n/translator'
import { indexContact } from '~/people/signer-indexes.server'
import { resume, suppress } from '~/people/suppression.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import type { AnswerTemplate } from '~/queue/outbox/message'
import { oweAnswer } from './answers.server'
import { type ClassifiableText, classify, type TextVerdict, toldLanguage } from './classify-text'
import type { DialogState } from './dialog-state'
import {
  type Conversation,
  findConversation,
  hasJustMisunderstood,
  showToHuman,
  type Text,
} from './find-conversation.server'
import { hotlineFor } from './group-of-phone.server'
import { continueDialog, open } from './turns.server'

/** Handles texts that do not opt out, in order. Idempotent: a repeated webhook is handled once. */
export async function recordTexts(recording: RecordContext, arrivals: Text[]): Promise<void> {
  for (const arrival of arrivals) await readOne(recording, 'inbound-text', arrival)
}

/** Handles texts that opt out. Their kind is final, even if a keyword has been registered since. */
export async function recordOptOutTexts(recording: RecordContext, arrivals: Text[]): Promise<void> {
  for (const arrival of arrivals) await readOne(recording, 'opt-out-text', arrival)
}

/** A text being handled, and its phone. */
interface Reading {
  recording: RecordContext
  conversation: Conversation
  text: Text
}

async function readOne(recording: RecordContext, kind: ClassifiableText['kind'], text: Text): Promise<void> {
  const { trx, keyring } = recording
  const { from, body, sid } = text.submission
  if (sid !== null && !(await isFirstReport(trx, { kind: 'text-in', sid }, text.at))) return
  const blindIndex = indexContact(keyring, 'sms', from).contactIndex
  const heard = { phone: from, blindIndex, language: toldLanguage(body), at: text.at }
  const conversation = await findConversation(recording, heard)
  const verdict = classify({ kind, body, at: text.at, ...(await findWord(trx, body, text.at)) }, conversation)
  await act({ recording, conversation, text }, verdict)
}

async function act(reading: Reading, verdict: TextVerdict): Promise<void> {
  const { recording, conversation, text } = reading
  switch (verdict.is) {
    case 'stop':
      return stop(reading, verdict)
    case 'start':
      return start(reading, verdict)
    case 'void-start':
      return
    case 'help':
      return say(reading, { template: 'text-help', language: verdict.language, key: 'help' })
    case 'code':
      return (await confirms(reading)) ? undefined : act(reading, verdict.otherwise)
    case 'from-office':
      return showToHuman(recording, conversation, text, 'from-office')
    case 'stopped':
      return say(reading, { template: 'text-help', language: verdict.language, key: 'comeBack', once: 'day' })
    case 'keyword':
      return open(recording, conversation, verdict.keyword, text)
    case 'ended': {
      const { language, ended, about } = verdict.registered
      return say(reading, { language, key: 'ended', own: ended, about })
    }
    case 'news':
      return beginNews(reading, verdict.news)
    case 'nothing-open':
      return say(reading, { language: verdict.language, key: 'nothingOpen' })
    case 'answer':
      return continueDialog(recording, { ...conversation, dialog: verdict.dialog }, text)
    case 'lapsed':
      return say(reading, { key: 'lapsed' })
    case 'wrong-code':
      return say(reading, { key: 'wrongCode' })
    case 'maybe-stop':
      await showToHuman(recording, conversation, text, 'begins-with-stop')
      return say(reading, { language: verdict.language, key: 'maybeStop' })
    case 'cry-for-help':
      return hearCry(reading, verdict.alsoAnswers)
    case 'not-understood': {
      const isSecond = await hasJustMisunderstood(recording, conversation, text.at)
      await showToHuman(recording, conversation, text, isSecond ? 'misunderstood' : 'not-understood')
      const [one, both] = isSecond ? (['willRead', 'willReadBoth'] as const) : (['help', 'helpBoth'] as const)
      return say(reading, { key: conversation.isLanguageGuessed ? both : one, once: 'day' })
    }
  }
}

/**
 * Shows a cry for help to a human, and says so: with the hotline of their group, or that this is not one. Somebody who
 * has stopped our texts is answered too, as anybody who asks for help is, and told how a human can answer them.
 */
async function hearCry(reading: Reading, alsoAnswers: DialogState | null): Promise<void> {
  const { recording, conversation, text } = reading
  await showToHuman(recording, conversation, text, 'cry-for-help')
  const hotline = await hotlineFor(recording.trx, conversation)
  const spoken: Language[] = conversation.isLanguageGuessed ? ['es', 'en'] : [conversation.language]
  const own = spoken.map((language) => cryWords(translator(language), hotline, conversation.isStopped)).join(' ')
  await say(reading, { key: 'cry', own, once: 'day', template: conversation.isStopped ? 'text-help' : 'text-answer' })
  if (alsoAnswers) await continueDialog(recording, { ...conversation, dialog: alsoAnswers }, text)
}

function cryWords(t: Translate, hotline: string | null, isStopped: boolean): string {
  const words = hotline ? t('texts.conversation.cryHotline', { hotline }) : t('texts.conversation.cry')
  return `${words} ${t(isStopped ? 'texts.startLine' : 'texts.stopLine')}`
}

async function stop(reading: Reading, { language, saysMore }: Extract<TextVerdict, { is: 'stop' }>): Promise<void> {
  const { recording, conversation, text } = reading
  await suppress(recording, { channel: 'sms', blindIndex: conversation.blindIndex, how: 'text' }, text.at)
  await recordOfficeStop(recording.trx, text.submission.from, text.at)
  await recording.trx
    .updateTable('conversation')
    .set({ stopped_at: text.at, sealed_state: null })
    .where('id', '=', conversation.conversationId)
    .execute()
  if (!conversation.isStopped) await say(reading, { template: 'text-stopped', language, key: 'stopped' })
  if (saysMore) await showToHuman(recording, conversation, text, 'begins-with-stop')
}

async function start(reading: Reading, { language }: Extract<TextVerdict, { is: 'start' }>): Promise<void> {
  const { recording, conversation, text } = reading
  await resume(recording, conversation.blindIndex, text.at)
  await recordOfficeStart(recording.trx, text.submission.from, text.at)
  await say(reading, { language, key: conversation.isStopped ? 'started' : 'help' })
}

async function beginNews(reading: Reading, { language, campaign }: NewsWord): Promise<void> {
  const { recording, conversation, text } = reading
  const asked = { phone: conversation.phone, campaignId: campaign.id, language }
  const isOn = await subscribeByText(recording, asked, text.at)
  if (!isOn) return say(reading, { language, key: 'nothingOpen' })
  await recording.trx
    .updateTable('conversation')
    .set({ language, is_language_guessed: false })
    .where('id', '=', conversation.conversationId)
    .execute()
  await say(reading, { language, key: 'newsOn' })
}

async function confirms(reading: Reading): Promise<boolean> {
  const { recording, text } = reading
  const attempt = { phone: text.submission.from, code: text.submission.body, at: text.at }
  if ((await tryCode(recording, { ...attempt, petitionId: null })) === 'confirmed') return true
  if (!(await tryNewsCode(recording, { ...attempt, campaignId: null }))) return false
  await say(reading, { key: 'newsOn' })
  return true
}

/** An answer outside of a dialog. */
interface Said {
  key:
    | 'stopped'
    | 'started'
    | 'newsOn'
    | 'help'
    | 'helpBoth'
    | 'comeBack'
    | 'ended'
    | 'nothingOpen'
    | 'lapsed'
    | 'wrongCode'
    | 'maybeStop'
    | 'cry'
    | 'willRead'
    | 'willReadBoth'
  /** The organizer's text instead of ours. */
  own?: string | null
  /** Defaults to the phone's language. */
  language?: Language
  template?: AnswerTemplate
  /** At most once a day; by default, for every text. */
  once?: 'day'
  about?: RegisteredWord['about']
}

async function say({ recording, conversation, text: { id, at, submission } }: Reading, said: Said): Promise<void> {
  if (submission.isAnswered) return
  const { key, own, language = conversation.language, template = 'text-answer', once, about } = said
  const { conversationId } = conversation
  const body = own ?? translator(language)(`texts.conversation.${key}`)
  const onceKey = `${key} ${conversationId} ${once === 'day' ? utcDay(at) : id}`
  const answer = { conversationId, template, language, body, onceKey, ...(about ? { about } : {}) }
  await oweAnswer(recording.trx, recording, answer, at)
}
