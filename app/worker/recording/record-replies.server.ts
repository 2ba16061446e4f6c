import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { WhyToRead } from '#db/schema-gateways'
import { isUuid } from '#db/uuid'
import { criesForHelp } from '~/actions/texts/dialog/cries-for-help'
import { foldQuoted } from '~/channels/mail/fold-quoted'
import type { MailInThread } from '~/channels/mail/mail-in-thread'
import type { PersonsMail } from '~/channels/mail/sort-mail'
import { guessLanguage } from '~/i18n/guess-language'
import type { Language } from '~/i18n/language'
import { readText } from '~/people/opt-words'
import { indexContact } from '~/people/signer-indexes.server'
import { suppress } from '~/people/suppression.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { cleanLine, cleanLines, cutForJson } from '~/ui/forms/text'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { isFirstArrival } from './first-arrival.server'

const mostAddress = 254
const mostWords = 20_000
const mostQuoted = 20_000
const mostAttachments = 20

/** One of our mails that somebody answers. */
interface AnsweredMail {
  id: string
  language: Language
  /** Of whom it was sent to; null for an official. */
  blindIndex: Buffer | null
  isToOfficial: boolean
}

/** Who wrote, by their address. */
interface Writer {
  language: Language | null
  isKnown: boolean
  isOffice: boolean
}

/**
 * Puts a person's mail into the inbox, as a thread of their address: an answer to a mail of ours, or a mail from an address
 * that we know. Other mail is left alone. An opt-out in so many words is carried out at once when it answers one of our mails,
 * since whoever has that mail may stop it; from an address alone, which anybody can write, it is put first for a human. Each
 * mail is recorded once, by its Message-ID.
 *
 * @param received `answered`: the message whose reply address it went to, if any; `raw`: the whole mail
 */
export async function recordReply(
  recording: RecordContext,
  mail: PersonsMail,
  received: { answered: string | null; raw: Buffer },
  at: Date,
): Promise<void> {
  const { trx, keyring } = recording
  if (mail.from.address.length > mostAddress || !(await isFirstTime(recording, mail, received.raw, at))) return
  const blindIndex = indexContact(keyring, 'mail', mail.from.address).contactIndex
  const answered = await findAnswered(recording, [received.answered ?? '', ...mail.answers.map(idOfOurs)])
  const writer = await findWriter(recording, blindIndex, mail.from.address)
  if (!answered && !writer.isKnown && !writer.isOffice) return
  const folded = foldQuoted(mail.text.slice(0, 4 * mostWords))
  const said = cutForJson(cleanLines(folded.said), mostWords)
  const read = readText(said)
  const asksToStop = read.is === 'stop' || read.is === 'stop-phrase'
  if (asksToStop && answered?.blindIndex) {
    await suppress({ trx }, { channel: 'mail', blindIndex: answered.blindIndex, how: 'mail' }, at)
    return
  }
  const reason = whyToRead(said, { isOffice: writer.isOffice || answered?.isToOfficial === true, read: read.is })
  const language = guessLanguage(said)
  const conversationId = await findThread(
    recording,
    { address: mail.from.address, blindIndex, guessed: language, else: writer.language ?? answered?.language ?? 'en' },
    at,
  )
  const id = randomUUID()
  const more: MailInThread = {
    name: cutForJson(cleanLine(mail.from.name), 100),
    subject: cutForJson(cleanLine(mail.subject), 300),
    quoted: cutForJson(cleanLines(folded.quoted), mostQuoted),
    attachments: mail.attachments.slice(0, mostAttachments).map((name) => cutForJson(cleanLine(name), 100)),
    messageId: cutForJson(cleanLine(mail.messageId), 300),
    answers: mail.answers.slice(-10).map((one) => cutForJson(cleanLine(one), 300)),
  }
  await trx
    .insertInto('text_to_read')
    .values({
      id,
      conversation_id: conversationId,
      sealed: sealText(recording.vault.site(), sealedAs('text_to_read', id), said),
      sealed_mail: sealText(recording.vault.site(), sealedAs('text_to_read', id, 'mail'), JSON.stringify(more)),
      reason,
      arrived_at: at,
      handled_at: null,
      handled_by: null,
    })
    .execute()
}

function whyToRead(
  said: string,
  { isOffice, read }: { isOffice: boolean; read: ReturnType<typeof readText>['is'] },
): WhyToRead {
  if (isOffice) return 'from-office'
  if (criesForHelp(said)) return 'cry-for-help'
  return read === 'stop' || read === 'stop-phrase' || read === 'maybe-stop' ? 'mail-maybe-stop' : 'mail-reply'
}

/** Whether this mail has not been recorded before, by whichever way it came in. */
function isFirstTime(recording: RecordContext, mail: PersonsMail, raw: Buffer, at: Date): Promise<boolean> {
  const name = mail.messageId || createHash('sha256').update(raw).digest('hex')
  return isFirstArrival(recording, `${mail.from.address} ${name}`, at)
}

/** The id in a Message-ID of ours, which is a random one: whoever quotes it has read the mail. */
function idOfOurs(messageId: string): string {
  return messageId.slice(0, 36)
}

async function findAnswered({ trx }: RecordContext, ids: string[]): Promise<AnsweredMail | null> {
  const wanted = ids.filter(isUuid).slice(0, 20)
  if (wanted.length === 0) return null
  const { rows } = await sql<AnsweredMail>`
    select message.id, message.language, coalesce(contact_point.blind_index, conversation.blind_index) as "blindIndex", contact_detail_id is not null as "isToOfficial"
    from message left join contact_point on contact_point.id = message.contact_id left join conversation on conversation.id = message.conversation_id
    where message.id = any(${wanted}::uuid[]) and message.channel = 'mail'
    order by array_position(${wanted}::uuid[], message.id) limit 1
  `.execute(trx)
  return rows[0] ?? null
}

async function findWriter({ trx }: RecordContext, blindIndex: Buffer, address: string): Promise<Writer> {
  const { rows } = await sql<Writer>`
    select (select person.language from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id)
        where contact_point.blind_index = ${blindIndex} order by person.created_on desc limit 1) as language,
      exists (select from contact_point where blind_index = ${blindIndex}) or exists (select from conversation where blind_index = ${blindIndex}) as "isKnown",
      exists (select from contact_detail where kind = 'email' and lower(value) = ${address.toLowerCase()}) as "isOffice"
  `.execute(trx)
  return rows[0]!
}

/** Finds or makes the thread of an address. A mail that comes brings back one that was put off. */
async function findThread(
  { trx, vault }: RecordContext,
  heard: { address: string; blindIndex: Buffer; guessed: Language | null; else: Language },
  at: Date,
): Promise<string> {
  const id = randomUUID()
  const { rows } = await sql<{ id: string }>`
    insert into conversation (id, blind_index, sealed_phone, channel, language, is_language_guessed, heard_at)
    values (${id}, ${heard.blindIndex}, ${sealText(vault.site(), sealedAs('conversation', id, 'phone'), heard.address)}, 'mail', ${heard.guessed ?? heard.else}, false, ${at})
    on conflict (blind_index) do update set heard_at = greatest(conversation.heard_at, excluded.heard_at), snoozed_until = null,
      language = coalesce(${heard.guessed}, conversation.language)
    returning id
  `.execute(trx)
  return rows[0]!.id
}
