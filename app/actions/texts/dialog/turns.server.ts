import { randomUUID } from 'node:crypto'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { translator } from '~/i18n/translator'
import { recordTextedSignature } from '~/actions/petitions/signatures/record-signatures.server'
import type { Arrival, Recording } from '~/queue/intake/arrival'
import { oweAnswer } from './answers.server'
import { carryMessage } from './carry-message.server'
import { answer, beginningOf, splitName, startTalk, type Talk } from './conversation'
import type { Keyword } from '~/actions/texts/keywords/keywords.server'
import { findOfficials } from './find-officials.server'
import { keepTalk, showToHuman, type Line, type Text } from './line.server'
import { thankInOwnWords } from './own-thanks.server'
import { meaningWords, questionWords } from './questions.server'

/** Begins what a keyword leads to; whatever was under way is dropped. */
export async function open(recording: Recording, line: Line, keyword: Keyword, text: Text): Promise<void> {
  const talk = startTalk(keyword.deed, keyword.deedId, keyword.word)
  const t = translator(keyword.language)
  const first = keyword.welcome ?? t(keyword.deed === 'sign' ? 'texts.conversation.welcomeSign' : 'texts.conversation.welcomeWrite', { title: keyword.title })
  await recording.trx.updateTable('conversation').set({ language: keyword.language, is_language_guessed: false }).where('id', '=', line.conversationId).execute()
  await keepTalk(recording, line, talk)
  await say(recording, { ...line, language: keyword.language }, text, first, talk)
}

/** One step further in what is under way. */
export async function goOn(recording: Recording, line: Line & { talk: Talk }, text: Text): Promise<void> {
  const t = translator(line.language)
  const turn = answer(line.talk, text.submission.body)
  switch (turn.does) {
    case 'ask':
    case 'ask-again': {
      await keepTalk(recording, line, turn.talk)
      const question = await questionWords(recording.trx, line.language, turn.talk, turn.does === 'ask-again')
      return say(recording, line, text, turn.does === 'ask' ? question : `${t('texts.conversation.again')} ${question}`, turn.talk)
    }
    case 'explain':
      await keepTalk(recording, line, turn.talk)
      return say(recording, line, text, await meaningWords(recording.trx, line.language, turn.talk), turn.talk)
    case 'give-up':
      await keepTalk(recording, line, null)
      await showToHuman(recording, line, text, 'not-understood')
      return say(recording, line, text, t('texts.conversation.giveUp', { word: beginningOf(line.talk, line.language) }), line.talk)
    case 'find-officials': {
      const found = await findOfficials(recording, line, turn.talk, text.at)
      await keepTalk(recording, line, found.talk)
      return say(recording, line, text, found.words, turn.talk)
    }
    case 'sign': {
      await keepTalk(recording, line, null)
      const signed = await recordTextedSignature(recording, { ...text, held: null, submission: signatureOf(line, turn.talk) })
      // The thanks that a confirmed signature is owed are the receipt.
      return signed === 'recorded' ? thankInOwnWords(recording, line, turn.talk, text.at) : say(recording, line, text, t(signed === 'again' ? 'texts.conversation.signedAlready' : 'texts.conversation.notSigned'), turn.talk)
    }
    case 'send': {
      await keepTalk(recording, line, null)
      for (const words of await carryMessage(recording, line, turn.talk, text)) await say(recording, line, text, words, turn.talk)
    }
  }
}

function signatureOf({ phone, language }: Line, { deedId, name, zip }: Talk): Arrival<'signature'>['submission'] {
  return {
    petitionId: deedId, language, ...splitName(name), email: null, phone, postalCode: zip, country: 'US', comment: '', isPrivate: false, showName: false,
    consentEmail: false, consentSms: false, consentNetwork: '', textVersion: consentTextVersion, source: 'text',
  }
}

async function say(recording: Recording, { conversationId, language }: Line, { id, at }: Text, body: string, { deed, deedId }: Talk): Promise<void> {
  const about = deed === 'sign' ? { petitionId: deedId } : { advocacyId: deedId }
  await oweAnswer(recording.trx, recording, { conversationId, template: 'text-answer', language, body, about, onceKey: `answer ${id} ${randomUUID()}` }, at)
}
