import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { AnswerTemplate } from '~/outbox/message'
import { readText } from '~/people/opt-words'
import { resume, suppress } from '~/people/record-stops.server'
import { markContact } from '~/people/signer-marks.server'
import { tryCode } from '~/signatures/record-confirmations.server'
import type { Recording } from '~/worker/arrival'
import { oweAnswer } from './answers.server'
import { saysYes } from './conversation'
import { findKeyword, isRegistered } from '~/texts/keywords.server'
import { lineOf, showToHuman, type Text } from './line.server'
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
  if (submission.sid === null) return true
  const added = await trx
    .insertInto('provider_event')
    .values({ sid: submission.sid, kind: 'text-in', seen_at: at, removed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

async function readOne(recording: Recording, text: Text): Promise<void> {
  const { submission, at } = text
  const { contactIndex } = markContact(recording.keyring, 'sms', submission.from)
  const read = readText(submission.body)
  const line = await lineOf(recording, submission.from, at, contactIndex, read.is === 'other' ? null : read.language)
  const wasStopped = (await recording.trx.selectFrom('suppression').select('since').where('blind_index', '=', contactIndex).executeTakeFirst()) !== undefined
  const keyword = read.is === 'other' || read.is === 'begins-with-stop' ? await findKeyword(recording.trx, submission.body, at) : null
  const isPhrase = keyword !== null || (read.is !== 'stop' && (await isRegistered(recording.trx, submission.body)))
  const say = (language: Language, template: AnswerTemplate, key: 'stopped' | 'started' | 'help' | 'comeBack' | 'ended', once = text.id) =>
    submission.isAnswered ? false : oweAnswer(recording.trx, recording, { conversationId: line.conversationId, template, language, body: translator(language)(`texts.conversation.${key}`), onceKey: `${key} ${line.conversationId} ${once}` }, at)

  if (read.is === 'stop' || (read.is === 'begins-with-stop' && !isPhrase)) {
    await suppress(recording, 'sms', contactIndex, at)
    await recording.trx.updateTable('conversation').set({ stopped_at: at, sealed_state: null }).where('id', '=', line.conversationId).execute()
    if (!wasStopped) await say(read.language, 'text-stopped', 'stopped')
    if (read.is === 'begins-with-stop') await showToHuman(recording, line, text, 'begins-with-stop')
    return
  }
  if (read.is === 'help') return void (await say(read.language, 'text-help', 'help'))
  if (read.is === 'start' && !(line.talk?.step === 'confirm' && saysYes(submission.body))) {
    // One that was sent before the last STOP is void: they may be read out of turn.
    const { stopped_at } = await recording.trx.selectFrom('conversation').select('stopped_at').where('id', '=', line.conversationId).executeTakeFirstOrThrow()
    if (stopped_at && stopped_at > at) return
    await resume(recording, contactIndex)
    return void (await say(read.language, 'text-answer', wasStopped ? 'started' : 'help'))
  }
  if (/^\D*\d{6}\D*$/.test(submission.body)) {
    await tryCode(recording, { phone: submission.from, code: submission.body, petitionId: null, at })
    return
  }
  if (wasStopped) return void (await say(keyword?.language ?? line.language, 'text-help', 'comeBack', at.toISOString().slice(0, 10)))
  if (isPhrase && !keyword) return void (await say(line.language, 'text-answer', 'ended'))
  if (keyword) return open(recording, line, keyword, text)
  if (line.talk) return goOn(recording, { ...line, talk: line.talk }, text)
  await showToHuman(recording, line, text, 'not-understood')
  await say(line.language, 'text-answer', 'help', at.toISOString().slice(0, 10))
}
