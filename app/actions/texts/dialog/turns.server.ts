import { randomUUID } from 'node:crypto'
import { recordTextedSignature } from '~/actions/petitions/signatures/record-signatures.server'
import type { Keyword } from '~/actions/texts/keywords/keyword'
import { translator } from '~/i18n/translator'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { oweAnswer } from './answers.server'
import { carryMessage } from './carry-message.server'
import { answer, beginningOf, type DialogState, splitName, startDialog } from './dialog-state'
import { type Conversation, saveDialogState, showToHuman, type Text } from './find-conversation.server'
import { findOfficials } from './find-officials.server'
import { thankInOwnWords } from './own-thanks.server'
import { meaningWords, questionWords } from './questions.server'

/** Begins what a keyword leads to; whatever was under way is dropped. */
export async function open(recording: RecordContext, line: Conversation, keyword: Keyword, text: Text): Promise<void> {
  const dialog = startDialog(keyword.deed, keyword.deedId, keyword.word)
  const t = translator(keyword.language)
  const first =
    keyword.welcome ??
    t(keyword.deed === 'sign' ? 'texts.conversation.welcomeSign' : 'texts.conversation.welcomeWrite', {
      title: keyword.title,
    })
  await recording.trx
    .updateTable('conversation')
    .set({ language: keyword.language, is_language_guessed: false })
    .where('id', '=', line.conversationId)
    .execute()
  await saveDialogState(recording, line, dialog)
  await say(recording, { ...line, language: keyword.language }, text, first, dialog)
}

/** One step further in what is under way. */
export async function continueDialog(
  recording: RecordContext,
  line: Conversation & { dialog: DialogState },
  text: Text,
): Promise<void> {
  const t = translator(line.language)
  const turn = answer(line.dialog, text.submission.body)
  switch (turn.outcome) {
    case 'ask':
    case 'ask-again': {
      await saveDialogState(recording, line, turn.dialog)
      const question = await questionWords(recording.trx, line.language, turn.dialog, turn.outcome === 'ask-again')
      return say(
        recording,
        line,
        text,
        turn.outcome === 'ask' ? question : `${t('texts.conversation.again')} ${question}`,
        turn.dialog,
      )
    }
    case 'explain':
      await saveDialogState(recording, line, turn.dialog)
      return say(recording, line, text, await meaningWords(recording.trx, line.language, turn.dialog), turn.dialog)
    case 'give-up':
      await saveDialogState(recording, line, null)
      await showToHuman(recording, line, text, 'not-understood')
      return say(
        recording,
        line,
        text,
        t('texts.conversation.giveUp', { word: beginningOf(line.dialog, line.language) }),
        line.dialog,
      )
    case 'find-officials': {
      const found = await findOfficials(recording, line, turn.dialog, text.at)
      await saveDialogState(recording, line, found.dialog)
      return say(recording, line, text, found.words, turn.dialog)
    }
    case 'sign': {
      await saveDialogState(recording, line, null)
      const signed = await recordTextedSignature(recording, {
        ...text,
        held: null,
        submission: signatureOf(line, turn.dialog),
      })
      // The thanks that a confirmed signature is owed are the receipt.
      return signed === 'recorded'
        ? thankInOwnWords(recording, line, turn.dialog, text.at)
        : say(
            recording,
            line,
            text,
            t(signed === 'again' ? 'texts.conversation.signedAlready' : 'texts.conversation.notSigned'),
            turn.dialog,
          )
    }
    case 'send': {
      await saveDialogState(recording, line, null)
      for (const words of await carryMessage(recording, line, turn.dialog, text))
        await say(recording, line, text, words, turn.dialog)
    }
  }
}

function signatureOf(
  { phone, language }: Conversation,
  { deedId, name, zip }: DialogState,
): OpenedSubmission<'signature'>['submission'] {
  return {
    petitionId: deedId,
    language,
    ...splitName(name),
    email: null,
    phone,
    postalCode: zip,
    country: 'US',
    comment: '',
    isPrivate: false,
    showName: false,
    consentEmail: false,
    consentSms: false,
    consentNetwork: '',
    textVersion: consentTextVersion,
    source: 'text',
  }
}

async function say(
  recording: RecordContext,
  { conversationId, language }: Conversation,
  { id, at }: Text,
  body: string,
  { deed, deedId }: DialogState,
): Promise<void> {
  const about = deed === 'sign' ? { petitionId: deedId } : { advocacyId: deedId }
  await oweAnswer(
    recording.trx,
    recording,
    { conversationId, template: 'text-answer', language, body, about, onceKey: `answer ${id} ${randomUUID()}` },
    at,
  )
}
