import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { WhyToRead } from '#db/schema-gateways'
import { isUuid } from '#db/uuid'
import { oweAnswer } from '~/actions/texts/dialog/answers.server'
import { groupOfPhone } from '~/actions/texts/dialog/group-of-phone.server'
import { answerSubject, type MailAnswer } from '~/channels/mail/mail-in-thread'
import { framed } from '~/channels/sms/text-frame'
import { type TextProblem, textProblem } from '~/channels/sms/text-problem'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { cleanLines } from '~/ui/forms/text'
import { takeToAnswer } from './hand-thread.server'
import { answerLanguage, openMailOf, readFrame } from './thread.server'

export type Answered =
  | { outcome: 'answered' | 'forgotten' }
  | { outcome: 'refused'; problem: TextProblem | 'stopped' | 'too-many' }
  /** Somebody else has the thread. */
  | { outcome: 'taken'; by: string }

interface Answer {
  id: string
  reply: string
  /** The newest text that its writer has seen; '' when none waits. */
  seen: string
  /** Of the page: a form that is sent twice is one answer. */
  seed: string
}

interface ThreadToAnswer {
  language: Language
  groupId: string
  channel: Channel
  hasStopped: boolean
  reasons: WhyToRead[]
}

/**
 * Queues an answer by hand, a text or a mail, signed by the group, and marks what its writer has seen as handled. The thread is theirs from
 * then on. A phone that opted out cannot be answered.
 *
 * @returns `forgotten`: its phone was silent for thirty days, and is no longer kept
 */
export async function answerThread(
  office: Office,
  network: string,
  { id, reply, seen, seed }: Answer,
): Promise<Answered> {
  const { now, organizer } = office
  return office.db.transaction().execute(async (trx): Promise<Answered> => {
    const thread = await readThread(trx, id)
    if (!thread) return { outcome: 'forgotten' }
    if (thread.hasStopped) return { outcome: 'refused', problem: 'stopped' }
    const language = answerLanguage(thread.reasons, thread.language)
    const frame = await readFrame({ db: trx, groups: office.groups, now }, { id, ...thread }, language)
    const isMail = thread.channel === 'mail'
    const typed = cleanLines(reply)
    const body = isMail ? signedMail(typed, frame.sender, language) : framed(typed, frame)
    const problem = isMail ? mailProblem(typed) : textProblem(body)
    if (problem) return { outcome: 'refused', problem }
    const taken = await takeToAnswer(trx, office, id)
    if (taken) return { outcome: 'taken', ...taken }
    const onceKey = `by hand ${id} ${seed}`
    const sent = await trx.selectFrom('message').select('id').where('once_key', '=', onceKey).executeTakeFirst()
    if (sent) return { outcome: 'answered' }
    const owed = {
      conversationId: id,
      template: isMail ? 'mail-answer' : 'text-answer',
      language,
      body,
      writtenBy: organizer.id,
      ...(isMail ? { mail: await mailToAnswer(trx, office, { id, sender: frame.sender }) } : {}),
    } as const
    if (!(await oweAnswer(trx, office, { ...owed, onceKey }, now))) return { outcome: 'refused', problem: 'too-many' }
    await markHandled(trx, office, { id, seen })
    await office.audit({ groupId: network, act: 'answered-text', subject: id }, trx)
    return { outcome: 'answered' }
  })
}

async function readThread(trx: Db, id: string): Promise<ThreadToAnswer | undefined> {
  const { rows } = await sql<ThreadToAnswer>`
    select language, channel, ${groupOfPhone} as "groupId",
      exists (select from suppression where suppression.blind_index = conversation.blind_index) as "hasStopped",
      (select array_agg(reason order by arrived_at, text_to_read.id) from text_to_read where conversation_id = conversation.id) as reasons
    from conversation where id = ${id} and exists (select from text_to_read where conversation_id = conversation.id)
  `.execute(trx)
  return rows[0]
}

/** Characters of an answer by mail. */
const mostMailed = 10_000

function mailProblem(text: string): TextProblem | null {
  return text.length > mostMailed ? 'long' : null
}

/** The words of an answer, with who signs it and why it comes, in the reader's language. */
function signedMail(typed: string, sender: string, language: Language): string {
  return `${typed}\n\n-- \n${sender}\n${translator(language)('texts.inbox.mail.foot', { sender })}\n`
}

/** Subject and chain of an answer to the newest mail of a thread. */
async function mailToAnswer(
  trx: Db,
  { vault }: Pick<Office, 'vault'>,
  { id, sender }: { id: string; sender: string },
): Promise<MailAnswer> {
  const newest = await trx
    .selectFrom('text_to_read')
    .select(['id', 'sealed_mail'])
    .where('conversation_id', '=', id)
    .orderBy('arrived_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const mail = openMailOf(vault, newest)
  const messageId = mail?.messageId ?? ''
  return {
    subject: answerSubject(mail?.subject ?? ''),
    sender,
    inReplyTo: messageId,
    references: [...(mail?.answers ?? []), messageId].filter(Boolean),
  }
}

/**
 * Marks texts as handled, up to the newest that was seen: one that came meanwhile goes on waiting.
 *
 * @returns when, to undo it; null when somebody else was faster
 */
export async function markDone(
  office: Office,
  network: string,
  thread: { id: string; seen: string },
): Promise<Date | null> {
  return office.db.transaction().execute(async (trx) => {
    if ((await markHandled(trx, office, thread)) === 0) return null
    await office.audit({ groupId: network, act: 'handled-text', subject: thread.id }, trx)
    return office.now
  })
}

/** @returns how many texts */
export async function markHandled(
  trx: Db,
  { organizer, now }: Pick<Office, 'organizer' | 'now'>,
  { id, seen }: { id: string; seen: string },
): Promise<number> {
  if (!isUuid(seen)) return 0
  const { numAffectedRows } = await sql`
    update text_to_read set handled_at = ${now}, handled_by = ${organizer.id}
    where conversation_id = ${id} and handled_at is null and arrived_at <= (select arrived_at from text_to_read where id = ${seen} and conversation_id = ${id})
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Lets texts wait again that this organizer marked as handled at that moment. @returns whether there were any */
export async function reopenThread(
  office: Office,
  network: string,
  { id, at }: { id: string; at: Date },
): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    const reopened = await trx
      .updateTable('text_to_read')
      .set({ handled_at: null, handled_by: null })
      .where('conversation_id', '=', id)
      .where('handled_at', '=', at)
      .where('handled_by', '=', office.organizer.id)
      .executeTakeFirst()
    if (reopened.numUpdatedRows === 0n) return false
    await office.audit({ groupId: network, act: 'reopened-text', subject: id }, trx)
    return true
  })
}
