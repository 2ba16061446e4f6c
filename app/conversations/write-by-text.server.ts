import { randomUUID } from 'node:crypto'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { areaOf } from '~/jurisdictions/area'
import { countiesOfZip } from '~/jurisdictions/lookup.server'
import { recordTextedLetter } from '~/mailbag/record-letters.server'
import { bestContact, type Target, type TargetContact } from '~/officials/target'
import { readTargets } from '~/officials/targets.server'
import { answerPlace } from '~/outbox/compose-message.server'
import { addOutreach } from '~/outreach/record-outreach.server'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { markContact, signerMarks } from '~/people/signer-marks.server'
import { citiesWithPosts, divisionIds } from '~/take-action/place.server'
import { postsToReach } from '~/take-action/posts-to-reach.server'
import { linkHash, linkToken } from '~/vault/links.server'
import { sealText } from '~/vault/open.server'
import type { Arrival, Recording } from '~/worker/arrival'
import { splitName, type Talk } from './conversation'
import type { Line, Text } from './line.server'
import { receiptWords } from './own-thanks.server'
import { actionOf, questionWords, shortName, type Action } from './questions.server'

/** Most cities or officials to choose from by number: more would not fit a text. */
const mostOffered = 6

/** Who answers to a ZIP: one is chosen at once, several are offered by number, after the city where a city decides; none ends the talk. */
export async function findOfficials(recording: Recording, line: Line, talk: Talk, at: Date): Promise<{ talk: Talk | null; words: string }> {
  const { trx } = recording
  const t = translator(line.language)
  const action = await actionOf(trx, talk.deedId, at)
  if (!action) return { talk: null, words: t('texts.conversation.ended') }
  const zip = await countiesOfZip(trx, talk.zip)
  await trx.updateTable('conversation').set({ time_zone: zip?.timeZone ?? null }).where('id', '=', line.conversationId).execute()
  const counties = zip?.counties ?? []
  // Where mail is addressed to is not whose council decides: only they know.
  if (talk.city === null && action.targeting.how === 'lookup') {
    const cities = await citiesWithPosts(trx, counties.map((county) => county.slug), action.targeting.roles)
    const asking: Talk = { ...talk, misses: 0, step: 'city', cities: cities.slice(0, mostOffered).map((city) => city.slug) }
    if (cities.length > 0) return { talk: asking, words: await questionWords(trx, line.language, asking) }
  }
  const reached = await postsToReach(trx, action, [...counties.map((county) => county.id), ...(await divisionIds(trx, talk.city ? [talk.city] : []))])
  if (reached.postIds.length === 0) return { talk: null, words: t(reached.agreedIds.length > 0 ? 'texts.conversation.agreed' : 'texts.conversation.nobody', { zip: talk.zip }) }
  const isChoice = reached.postIds.length > 1 && action.targeting.order === 'in-turn'
  const next: Talk = { ...talk, misses: 0, postIds: reached.postIds.slice(0, mostOffered), chosenIds: isChoice ? [] : reached.postIds, step: isChoice ? 'which' : 'words' }
  return { talk: next, words: await questionWords(trx, line.language, next) }
}

/**
 * Carries a message to each chosen official by the channel their office reads: a text where its number is known to take
 * them, else a letter by e-mail, else we say which number to call now.
 *
 * @returns what to tell the writer
 */
export async function send(recording: Recording, line: Line, talk: Talk, text: Text): Promise<string[]> {
  const { trx } = recording
  const t = translator(line.language)
  const action = await actionOf(trx, talk.deedId, text.at)
  const writer = action && (await remember(recording, line, talk, action, text))
  if (!action || !writer) return [t('texts.conversation.ended')]
  const words = `${talk.words || action.message.en}\n${talk.name}, ${talk.zip}`
  const carried: Record<'text' | 'mail', string[]> = { text: [], mail: [] }
  const toCall: string[] = []
  for (const target of await readTargets(trx, talk.chosenIds)) {
    const phone = await textLine(recording, target)
    const voice = bestContact(target, ['voice'])
    const mail = phone ? null : bestContact(target, ['email'])
    if (phone) await textOffice(recording, { action, target, contact: phone, writer, words, language: line.language, zip: talk.zip, at: text.at })
    if (mail) await recordTextedLetter(recording, writer, { ...text, id: randomUUID(), held: null, submission: letterOf(action, target, talk, line.language) })
    if (phone || mail) carried[phone ? 'text' : 'mail'].push(shortName(target))
    else if (voice) toCall.push(`${shortName(target)} ${voice.value.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3')}`)
  }
  const ways = (['text', 'mail'] as const).filter((way) => carried[way].length > 0)
  return [
    ...(await Promise.all(ways.map((way) => receiptWords(trx, line, talk, carried[way].join(', '), way)))),
    ...(toCall.length > 0 ? [t('texts.conversation.callNow', { who: toCall.join(', ') })] : []),
    ...(ways.length + toCall.length === 0 ? [t('texts.conversation.unreachable')] : []),
  ]
}

/** Where an office is known to take texts: no number that has ever texted us STOP, whatever somebody has written of it since. */
async function textLine({ trx, keyring }: Recording, target: Target): Promise<TargetContact | null> {
  const phone = target.contacts.find((contact) => contact.kind === 'text' && contact.status === 'fine')
  if (!phone) return null
  const stopped = await trx.selectFrom('suppression').select('since').where('blind_index', '=', markContact(keyring, 'sms', phone.value).contactIndex).executeTakeFirst()
  return stopped ? null : phone
}

/** The writer as a person of the campaign, so that what was sent for them is forgotten with them. Null when the campaign has closed. */
async function remember(recording: Recording, { phone, language }: Line, talk: Talk, action: Action, { at }: Text): Promise<Signer | null> {
  const keys = recording.vault.byCampaign.get(action.campaignId)
  if (!keys?.tokenKey) return null
  const details = { ...splitName(talk.name), postalCode: talk.zip, country: 'US' as const, language }
  const writer: Signer = { ...signerMarks(recording.keyring, keys.tokenKey, { ...details, email: null, phone }), ...notYetRemembered, keys, details, arrival: { at } }
  await rememberPeople(recording, [writer])
  await recording.trx.updateTable('contact_point').set({ proven_on: at.toISOString().slice(0, 10), failing_since: null }).where('id', '=', writer.contactId).execute()
  return writer
}

/** The message as a letter, under the action's own subject. */
function letterOf(action: Action, target: Target, talk: Talk, language: Language): Arrival<'letter'>['submission'] {
  return {
    actionId: action.id, postIds: [target.postId], language, ...splitName(talk.name), email: '', postalCode: talk.zip, subject: action.title.en, body: talk.words || action.message.en,
    spanish: '', isToAll: false, wantsReplies: false, showName: true, source: 'text',
  }
}

interface Carried {
  action: Action
  target: Target
  contact: TargetContact
  writer: Signer
  words: string
  language: Language
  zip: string
  at: Date
}

async function textOffice({ trx, vault, keyring }: Recording, { action, target, contact, writer, words, language, zip, at }: Carried): Promise<void> {
  const id = randomUUID()
  // One from each person to each official: a second is told that it was sent, and is not.
  const added = await trx
    .insertInto('message')
    .values({
      id, channel: 'sms', template: 'text-to-official', language: 'en', contact_detail_id: contact.id, person_id: writer.personId, sealed_body: sealText(vault.site(), answerPlace(id), words),
      once_key: `text-to-official ${action.id} ${target.postId} ${writer.personId}`, link_hash: linkHash(linkToken(keyring, id)), due_at: at, created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return
  await addOutreach(trx, [{
    id, advocacyId: action.id, postId: target.postId, contactDetailId: contact.id, channel: 'text', outcome: 'sent', via: 'relay', language,
    area: areaOf(zip, 'US'), source: 'text', durationSeconds: null, personId: writer.personId, doneAt: at,
  }])
}
