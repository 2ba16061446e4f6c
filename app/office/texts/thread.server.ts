import { type RawBuilder, sql } from 'kysely'
import type { Channel, MessageState } from '#db/schema'
import type { WhyToRead } from '#db/schema-gateways'
import { isUuid } from '#db/uuid'
import { officesAt } from '~/actions/outreach/office-texts.server'
import { templateName } from '~/actions/registry.server'
import { groupOfPhone } from '~/actions/texts/dialog/group-of-phone.server'
import type { MailInThread } from '~/channels/mail/mail-in-thread'
import type { TextFrame } from '~/channels/sms/text-frame'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { maskContact } from '~/people/mask-contact'
import type { AnyTemplate } from '~/queue/outbox/message'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { Answerer } from './inbox-rights.server'
import { readNotes, type ThreadNote } from './thread-notes.server'
import { openSigners, type ThreadSigner } from './thread-signers.server'

/** One text or mail of a thread. */
export type ThreadLine =
  /** `handled`: who did, and when; null while it waits. */
  | {
      is: 'received'
      id: string
      at: string
      words: string
      /** Null for a text. */
      mail: Pick<MailInThread, 'subject' | 'quoted' | 'attachments'> | null
      reason: WhyToRead
      handled: { at: string; by: string } | null
    }
  /** `words`: null when they have been deleted, or were never kept. `by`: the organizer who wrote it; null: we did. */
  | {
      is: 'sent'
      id: string
      at: string
      what: string
      words: string | null
      by: string | null
      state: MessageState
      failure: string | null
    }

/** What was asked and answered, with one phone or one address. */
export interface OpenedThread {
  id: string
  channel: Channel
  /** The number or address, masked. */
  phone: string
  signers: ThreadSigner[]
  office: Bilingual | null
  language: Language | null
  /** The group whose business it is. */
  groupId: string
  lines: ThreadLine[]
  /** Words of older texts have been deleted. */
  hasDeleted: boolean
  /** The newest text that waits; null when none does. */
  newest: string | null
  holder: Answerer | null
  /** They get no more texts, since that day; `by`: the organizer who recorded it, null when nobody did. */
  stopped: { since: string; by: string | null } | null
  /** Until when it waits for nobody. ISO; null while it is in the inbox. */
  snoozedUntil: string | null
  notes: ThreadNote[]
  frame: TextFrame
}

interface PhoneRow {
  id: string
  channel: Channel
  snoozedUntil: Date | null
  sealedPhone: Buffer
  blindIndex: Buffer
  language: Language
  isGuessed: boolean
  groupId: string
  holder: string | null
  stoppedSince: string | null
  recordedBy: string | null
}

/**
 * Opens everything that the database still holds of a thread, the oldest first. Answers that the dialog understood are
 * not kept, and what we sent is kept for a week. The caller must write the audit entry.
 *
 * @throws 404 when there is none
 */
export async function openThread(
  office: Pick<Office, 'db' | 'vault' | 'groups' | 'groupsWith' | 'lang' | 'now'>,
  id: string | undefined,
): Promise<OpenedThread> {
  const { db, vault } = office
  const phone = isUuid(id) ? await readPhone(office, id) : null
  if (!phone) throw new Response(null, { status: 404 })
  const signers = (await openSigners(office, [phone.blindIndex])).get(phone.blindIndex.toString('hex')) ?? []
  const received = await db
    .selectFrom('text_to_read')
    .select(['id', 'sealed', 'sealed_mail', 'reason', 'arrived_at', 'handled_at', 'handled_by'])
    .where('conversation_id', '=', phone.id)
    .orderBy('arrived_at')
    .orderBy('id')
    .execute()
  if (received.length === 0) throw new Response(null, { status: 404 })
  const sent = await readSent(office, phone, signers)
  const names = await organizerNames(db, vault, [
    phone.holder,
    phone.recordedBy,
    ...received.map((row) => row.handled_by),
    ...sent.map((row) => row.writtenBy),
  ])
  const lines: ThreadLine[] = [
    ...received.map(
      (row): ThreadLine => ({
        is: 'received',
        id: row.id,
        at: row.arrived_at.toISOString(),
        words: openText(vault.site(), sealedAs('text_to_read', row.id), row.sealed),
        mail: shownMail(openMailOf(vault, row)),
        reason: row.reason,
        handled: row.handled_at && {
          at: row.handled_at.toISOString(),
          by: (row.handled_by && names.get(row.handled_by)) ?? '',
        },
      }),
    ),
    ...sent.map(
      (row): ThreadLine => ({
        is: 'sent',
        id: row.id,
        at: row.at.toISOString(),
        what: templateName(row.template, office.lang),
        words: row.sealedBody && openText(vault.site(), sealedAs('message', row.id, 'body'), row.sealedBody),
        by: row.writtenBy && (names.get(row.writtenBy) ?? ''),
        state: row.state,
        failure: row.failure,
      }),
    ),
  ]
  const number = openText(vault.site(), sealedAs('conversation', phone.id, 'phone'), phone.sealedPhone)
  return {
    id: phone.id,
    channel: phone.channel,
    phone: maskContact(phone.channel, number),
    signers,
    office: (await officesAt(db, [number])).get(number) ?? null,
    language: phone.isGuessed ? null : phone.language,
    groupId: phone.groupId,
    // What we answered at the same moment comes after what was asked.
    lines: lines.toSorted((one, other) => one.at.localeCompare(other.at) || one.is.localeCompare(other.is)),
    hasDeleted: sent.some((row) => row.isInThread && row.sealedBody === null),
    newest: received.findLast((row) => row.handled_at === null)?.id ?? null,
    holder: phone.holder === null ? null : { id: phone.holder, name: names.get(phone.holder) ?? '' },
    stopped:
      phone.stoppedSince === null
        ? null
        : { since: phone.stoppedSince, by: phone.recordedBy && (names.get(phone.recordedBy) ?? '') },
    snoozedUntil: phone.snoozedUntil && phone.snoozedUntil > office.now ? phone.snoozedUntil.toISOString() : null,
    notes: await readNotes(office, phone.id),
    frame: await readFrame(
      office,
      { id: phone.id, groupId: phone.groupId, channel: phone.channel },
      answerLanguage(
        received.map((row) => row.reason),
        phone.language,
      ),
    ),
  }
}

/** What is kept of a mail besides its words; null for a text. */
export function openMailOf(vault: Vault, row: { id: string; sealed_mail: Buffer | null }): MailInThread | null {
  if (!row.sealed_mail) return null
  return JSON.parse(openText(vault.site(), sealedAs('text_to_read', row.id, 'mail'), row.sealed_mail)) as MailInThread
}

function shownMail(mail: MailInThread | null) {
  return mail && { subject: mail.subject, quoted: mail.quoted, attachments: mail.attachments }
}

/** The language of an answer. We do not know an official's: it is answered in English. */
export function answerLanguage(reasons: WhyToRead[], language: Language): Language {
  return reasons.at(-1) === 'from-office' ? 'en' : language
}

/** Who signs an answer to a thread, and whether it must say how to stop. */
export async function readFrame(
  { db, groups, now }: Pick<Office, 'db' | 'groups' | 'now'>,
  thread: { id: string; groupId: string; channel: Channel },
  language: Language,
): Promise<TextFrame> {
  const sender = groups.get(thread.groupId)?.senderName ?? 'Firme'
  if (thread.channel === 'mail') return { sender, stopLine: null }
  const told = await db
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', thread.id)
    .where('state', 'in', ['queued', 'sending', 'sent', 'delivered'])
    .where('created_at', '>', new Date(now.getTime() - 24 * 60 * 60_000))
    .executeTakeFirst()
  return {
    sender,
    stopLine: told ? null : translator(language)('texts.stopLine'),
  }
}

async function readPhone({ db }: Pick<Office, 'db'>, id: string): Promise<PhoneRow | undefined> {
  const { rows } = await sql<PhoneRow>`
    select conversation.id, conversation.channel, snoozed_until as "snoozedUntil", sealed_phone as "sealedPhone", conversation.blind_index as "blindIndex", conversation.language, is_language_guessed as "isGuessed",
      ${groupOfPhone} as "groupId", holder.id as holder, suppression.since as "stoppedSince", suppression.recorded_by as "recordedBy"
    from conversation left join suppression on suppression.blind_index = conversation.blind_index
    left join organizer as holder on holder.id = claimed_by and holder.removed_at is null
    where conversation.id = ${id}
  `.execute(db)
  return rows[0]
}

interface SentRow {
  id: string
  at: Date
  template: AnyTemplate
  sealedBody: Buffer | null
  writtenBy: string | null
  state: MessageState
  failure: string | null
  /** An answer in the conversation; else a text about a signature, which is composed when it is sent. */
  isInThread: boolean
}

async function readSent(
  { db }: Pick<Office, 'db'>,
  { id, blindIndex, channel }: Pick<PhoneRow, 'id' | 'blindIndex' | 'channel'>,
  signers: ThreadSigner[],
): Promise<SentRow[]> {
  const columns = (isInThread: boolean): RawBuilder<unknown> => sql`
    select message.id, message.created_at as at, template, sealed_body as "sealedBody", written_by as "writtenBy", state, failure, ${isInThread}::boolean as "isInThread" from message`
  const { rows } = await sql<SentRow>`
    ${columns(true)} where conversation_id = ${id}
    union all
    ${columns(false)} join contact_point on contact_point.id = message.contact_id
      where contact_point.blind_index = ${blindIndex} and message.channel = ${channel} and message.person_id = any(${signers.map((signer) => signer.id)}::uuid[])
    order by at, id
  `.execute(db)
  return rows
}
