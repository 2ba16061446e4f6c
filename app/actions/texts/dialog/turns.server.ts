import { randomUUID } from 'node:crypto'
import { recordTextedSignature } from '~/actions/petitions/signatures/record-signatures.server'
import type { Keyword } from '~/actions/texts/keywords/keyword'
import { translator } from '~/i18n/translator'
import { splitName } from '~/people/split-name'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { oweAnswer } from './answers.server'
import { carryMessage } from './carry-message.server'
import { answer, beginningOf, type DialogState, mostMisses, startDialog } from './dialog-state'
import { type Conversation, saveDialogState, showToHuman, type Text } from './find-conversation.server'
import { findOfficials } from './find-officials.server'
import { thankInOwnWords } from './own-thanks.server'
import { meaningWords, questionWords } from './questions.server'

/** Starts the dialog of a keyword, and drops the current one. */
export async function open(
  recording: RecordContext,
  conversation: Conversation,
  keyword: Keyword,
  text: Text,
): Promise<void> {
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
    .where('id', '=', conversation.conversationId)
    .execute()
  await saveDialogState(recording, conversation, dialog)
  await say(recording, { ...conversation, language: keyword.language }, text, first, dialog)
}

/** Continues a dialog by one step. */
export async function continueDialog(
  recording: RecordContext,
  conversation: Conversation & { dialog: DialogState },
  text: Text,
): Promise<void> {
  const t = translator(conversation.language)
  const turn = answer(conversation.dialog, text.submission.body)
  switch (turn.outcome) {
    case 'ask':
    case 'ask-again': {
      await saveDialogState(recording, conversation, turn.dialog)
      const question = await questionWords(
        recording.trx,
        conversation.language,
        turn.dialog,
        turn.outcome === 'ask-again',
      )
      return say(
        recording,
        conversation,
        text,
        turn.outcome === 'ask' ? question : `${t('texts.conversation.again')} ${question}`,
        turn.dialog,
      )
    }
    case 'explain':
      await saveDialogState(recording, conversation, turn.dialog)
      return say(
        recording,
        conversation,
        text,
        await meaningWords(recording.trx, conversation.language, turn.dialog),
        turn.dialog,
      )
    case 'give-up':
      // The question stays open: whoever then finds the right answer is not turned away.
      await saveDialogState(recording, conversation, turn.dialog)
      await showToHuman(recording, conversation, text, 'misunderstood')
      if (turn.dialog.misses > mostMisses) return
      return say(
        recording,
        conversation,
        text,
        t('texts.conversation.giveUp', { word: beginningOf(conversation.dialog, conversation.language) }),
        conversation.dialog,
      )
    case 'find-officials': {
      const found = await findOfficials(recording, conversation, turn.dialog, text.at)
      await saveDialogState(recording, conversation, found.dialog)
      return say(recording, conversation, text, found.words, turn.dialog)
    }
    case 'sign': {
      await saveDialogState(recording, conversation, null)
      const signed = await recordTextedSignature(recording, {
        ...text,
        held: null,
        submission: signatureOf(conversation, turn.dialog),
      })
      // The thank-you message of the confirmed signature is the receipt.
      return signed === 'recorded'
        ? thankInOwnWords(recording, conversation, turn.dialog, text.at)
        : say(
            recording,
            conversation,
            text,
            t(signed === 'again' ? 'texts.conversation.signedAlready' : 'texts.conversation.notSigned'),
            turn.dialog,
          )
    }
    case 'send': {
      await saveDialogState(recording, conversation, null)
      for (const words of await carryMessage(recording, conversation, turn.dialog, text))
        await say(recording, conversation, text, words, turn.dialog)
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
