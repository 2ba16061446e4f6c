import { randomUUID } from 'node:crypto'
import { siteDay } from '#db/site-day'
import { officeName } from '~/actions/kind/target-words'
import { whenWords } from '~/actions/kind/when-words'
import { recordTextedLetter } from '~/actions/letters/delivery/record-letters.server'
import { dripOf } from '~/actions/letters/delivery/schedule-letters.server'
import { inFewestSegments } from '~/channels/sms/fewest-segments'
import { translator } from '~/i18n/translator'
import { nextStretch } from '~/officials/posts/office-hours'
import { bestContact, type Target, type TargetContact } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { signerIndexes } from '~/people/signer-indexes.server'
import { splitName } from '~/people/split-name'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { type DialogState } from './dialog-state'
import type { Conversation, Text } from './find-conversation.server'
import { type CarriedBy, receiptWords } from './own-thanks.server'
import { type Action, actionOf } from './questions.server'
import { carriedBefore, textLine, textOffice } from './text-office.server'

/** Result for one official. */
type Carried =
  | { outcome: 'carried'; way: CarriedBy; when: string | null }
  | { outcome: 'before' }
  /** Two others have written to them from this phone. */
  | { outcome: 'two-others' }
  | { outcome: 'call'; number: string }
  | { outcome: 'unreachable' }

/**
 * Sends a message to each chosen official by the channel their office reads: a text if its number is known to take
 * texts, else a letter by email, else tells the writer which number to call. The writer learns which messages go out
 * now, which when the office opens, and which do not because they were sent before.
 *
 * @returns what to tell the writer
 */
export async function carryMessage(
  recording: RecordContext,
  conversation: Conversation,
  dialog: DialogState,
  text: Text,
): Promise<string[]> {
  const t = translator(conversation.language)
  const action = await actionOf(recording.trx, dialog.deedId, text.at)
  const writer = action && (await remember(recording, conversation, dialog, action, text))
  if (!action || !writer) return [t('texts.conversation.ended')]
  const done: { who: string; carried: Carried }[] = []
  for (const target of await readTargets(recording.trx, dialog.chosenIds))
    done.push({
      who: officeName(target)[conversation.language],
      carried: await carryTo(recording, { conversation, dialog, text, action, writer, target }),
    })
  const groups = Map.groupBy(done, ({ carried }) => JSON.stringify(carried.outcome === 'call' ? 'call' : carried))
  return Promise.all([...groups.values()].map((group) => said(recording, conversation, dialog, group)))
}

interface Carrying {
  conversation: Conversation
  dialog: DialogState
  text: Text
  action: Action
  writer: Signer
  target: Target
}

async function carryTo(
  recording: RecordContext,
  { conversation, dialog, text, action, writer, target }: Carrying,
): Promise<Carried> {
  const one = { actionId: action.id, postId: target.postId, personId: writer.personId }
  if (await carriedBefore(recording.trx, one)) return { outcome: 'before' }
  const { hours, timeZone } = dripOf(target, 1)
  const stretch = nextStretch(hours, timeZone, text.at)
  const when =
    stretch && stretch.from > text.at
      ? whenWords(conversation.language, stretch.from, timeZone, text.at).replace(/\s/g, ' ').replace(/\.$/, '')
      : null
  const phone = await textLine(recording, one, target)
  if (phone) {
    await textOffice(recording, {
      ...one,
      contactId: phone.id,
      body: textOf(action, conversation, dialog),
      language: conversation.language,
      zip: dialog.zip,
      stretch,
      at: text.at,
    })
    return { outcome: 'carried', way: 'text', when }
  }
  if (bestContact(target, ['email'])) {
    const recorded = await recordTextedLetter(recording, writer, {
      ...text,
      id: randomUUID(),
      held: null,
      submission: letterOf(action, target, dialog, conversation),
    })
    switch (recorded) {
      case 'recorded':
        return { outcome: 'carried', way: 'mail', when }
      case 'again':
        return { outcome: 'before' }
      case 'refused':
        return { outcome: 'two-others' }
    }
  }
  const voice = bestContact(target, ['voice'])
  return voice ? { outcome: 'call', number: numberInText(voice) } : { outcome: 'unreachable' }
}

/** ASCII, with the extension, in a form that phones turn into a link. */
function numberInText({ value, extension }: TargetContact): string {
  const number = value.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')
  return extension ? `${number} ext. ${extension}` : number
}

async function said(
  { trx }: RecordContext,
  conversation: Conversation,
  dialog: DialogState,
  group: { who: string; carried: Carried }[],
): Promise<string> {
  const t = translator(conversation.language)
  const { carried } = group[0]!
  const who = group.map((one) => one.who).join(', ')
  switch (carried.outcome) {
    case 'carried':
      return receiptWords(trx, conversation, dialog, { who, ...carried })
    case 'before':
      return inFewestSegments((spelled) => t('texts.conversation.carriedBefore', { who: spelled(who) }))
    case 'two-others':
      return inFewestSegments((spelled) => t('texts.conversation.twoOthers', { who: spelled(who) }))
    case 'call': {
      const numbers = group
        .map((one) => (one.carried.outcome === 'call' ? `${one.who} ${one.carried.number}` : one.who))
        .join(', ')
      return inFewestSegments((spelled) => t('texts.conversation.callNow', { who: spelled(numbers) }))
    }
    case 'unreachable':
      return t('texts.conversation.unreachable')
  }
}

/** Stores the writer as a person, so that what was sent for them is deleted with them. Null if the campaign closed. */
async function remember(
  recording: RecordContext,
  { phone, language }: Conversation,
  dialog: DialogState,
  action: Action,
  { at }: Text,
): Promise<Signer | null> {
  const keys = recording.vault.byCampaign.get(action.campaignId)
  if (!keys?.tokenKey) return null
  const details = { ...splitName(dialog.name), postalCode: dialog.zip, country: 'US' as const, language }
  const writer: Signer = {
    ...signerIndexes(recording.keyring, keys.tokenKey, { ...details, email: null, phone }),
    ...notYetRemembered,
    keys,
    details,
    arrival: { at },
  }
  await rememberPeople(recording, [writer])
  await recording.trx
    .updateTable('contact_point')
    .set({ proven_on: siteDay(at), failing_since: null })
    .where('id', '=', writer.contactId)
    .execute()
  return writer
}

/** The text for the office: the words, their author, who delivers them, and how to stop. */
function textOf(action: Action, conversation: Conversation, dialog: DialogState): string {
  const words =
    dialog.words && conversation.language === 'es'
      ? `I write in Spanish: ${dialog.words}`
      : dialog.words || action.message.en
  return `${words}\n${dialog.name}, ${dialog.zip}\nVia Firme (${action.campaignName.en}). STOP to end.`
}

/** The message as a letter, with the action's own subject. Says so when the writer's own words are in Spanish. */
function letterOf(
  action: Action,
  target: Target,
  dialog: DialogState,
  { language }: Conversation,
): OpenedSubmission<'letter'>['submission'] {
  const words =
    dialog.words && language === 'es'
      ? `In my own words, in Spanish:\n\n${dialog.words}`
      : dialog.words || action.message.en
  return {
    actionId: action.id,
    postIds: [target.postId],
    language,
    ...splitName(dialog.name),
    email: '',
    postalCode: dialog.zip,
    subject: action.subject.en || action.title.en,
    body: words,
    spanish: '',
    isToAll: false,
    wantsReplies: false,
    showName: true,
    source: 'text',
  }
}
