import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { WhyToRead } from '#db/schema-gateways'
import { officesAt } from '~/actions/outreach/office-texts.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { linesOnPage, skippedLines, type TableState, withinPages } from '~/office/table/table-state'
import { maskContact } from '~/people/mask-contact'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { Answerer } from './inbox-rights.server'
import { openSigners } from './thread-signers.server'
import { type ThreadView, threadViews } from './thread-views'

/** Why a thread is in the inbox. `maybe-stop`: may want to opt out, and has not. */
type ThreadReason = WhyToRead | 'maybe-stop'

/** The texts of one phone, or the mails of one address, that a human reads, as the inbox lists them. */
export interface Thread {
  id: string
  channel: Channel
  /** The number or address, masked: a phone with its last four digits. */
  phone: string
  /** Names of that phone's signers whom the organizer may see, each once. */
  names: string[]
  /** The office with this number; null when we know none. */
  office: Bilingual | null
  /** What they texted last. */
  words: string
  reason: ThreadReason
  /** How many texts wait. */
  waiting: number
  /** Since when the first of them waits, or when the last was handled. */
  since: string
  holder: Answerer | null
  /** The language we answer this phone in; null while unknown. */
  language: Language | null
  /** They get no more texts: no answer would reach them. */
  hasStopped: boolean
  /** Who handled the last text; null while one waits. */
  handledBy: string | null
}

/** From the most urgent to the least. */
const urgency: WhyToRead[] = [
  'cry-for-help',
  'begins-with-stop',
  'mail-maybe-stop',
  'misunderstood',
  'from-office',
  'not-understood',
  'mail-reply',
  'after-the-end',
]

interface ThreadRow {
  id: string
  waiting: number
  since: Date | null
  handledAt: Date | null
  handledBy: string | null
  reason: WhyToRead
  lastId: string
  sealed: Buffer
  sealedPhone: Buffer
  blindIndex: Buffer
  channel: Channel
  language: Language
  isGuessed: boolean
  holder: string | null
  hasStopped: boolean
}

/**
 * Opens a page of threads: those that wait, cries for help and who may want to opt out first, then the longest wait; or
 * those handled in the last seven days, newest first. The caller must write the audit entry.
 *
 * @param asked a page behind the last one is the last one
 * @returns the threads, the table as it is shown, how many threads each view holds, and how many signers were opened
 */
export async function openThreads(
  office: Pick<Office, 'db' | 'vault' | 'organizer' | 'groups' | 'groupsWith' | 'now'>,
  view: ThreadView,
  asked: TableState,
): Promise<{ threads: Thread[]; table: TableState; counts: Record<ThreadView, number>; opened: number }> {
  const { db, vault, now } = office
  const counts = await countThreads(db, office.organizer.id, now)
  const table = withinPages(asked, counts[view])
  const isHandled = view === 'handled'
  const { rows } = await sql<ThreadRow>`
    ${threadTable(isHandled)}
    select thread.*, last.sealed, sealed_phone as "sealedPhone", conversation.blind_index as "blindIndex", conversation.channel, conversation.language, is_language_guessed as "isGuessed",
      holder.id as holder, suppression.blind_index is not null as "hasStopped"
    from thread join conversation using (id) join text_to_read as last on last.id = thread."lastId"
    left join suppression on suppression.blind_index = conversation.blind_index
    left join organizer as holder on holder.id = claimed_by and holder.removed_at is null
    where ${inView(view, office.organizer.id, now)}
    order by case when waiting > 0 and (thread.reason = 'cry-for-help' or thread.reason in ('begins-with-stop', 'mail-maybe-stop') and suppression.blind_index is null) then 0 else 1 end,
      thread.since, "handledAt" desc, thread.id
    limit ${linesOnPage} offset ${skippedLines(table)}
  `.execute(db)
  const [names, signers] = await Promise.all([
    organizerNames(
      db,
      vault,
      rows.flatMap((row) => [row.holder, row.handledBy]),
    ),
    openSigners(
      office,
      rows.map((row) => row.blindIndex),
    ),
  ])
  const phones = rows.map((row) => openText(vault.site(), sealedAs('conversation', row.id, 'phone'), row.sealedPhone))
  const offices = await officesAt(db, [...new Set(phones)])
  const signersOf = (row: ThreadRow) => signers.get(row.blindIndex.toString('hex')) ?? []
  const threads = rows.map(
    (row, index): Thread => ({
      id: row.id,
      channel: row.channel,
      phone: maskContact(row.channel, phones[index]!),
      names: [...new Set(signersOf(row).map(({ name }) => name))],
      office: offices.get(phones[index]!) ?? null,
      words: openText(vault.site(), sealedAs('text_to_read', row.lastId), row.sealed),
      reason:
        (row.reason === 'begins-with-stop' || row.reason === 'mail-maybe-stop') && !row.hasStopped
          ? 'maybe-stop'
          : row.reason,
      waiting: row.waiting,
      since: (row.since ?? row.handledAt)!.toISOString(),
      holder: row.holder === null ? null : { id: row.holder, name: names.get(row.holder) ?? '' },
      language: row.isGuessed ? null : row.language,
      hasStopped: row.hasStopped,
      handledBy: row.waiting > 0 ? null : ((row.handledBy && names.get(row.handledBy)) ?? ''),
    }),
  )
  return {
    threads,
    table,
    counts,
    opened: rows.reduce((sum, row) => sum + signersOf(row).length, 0),
  }
}

/** How many threads each view holds. */
async function countThreads(db: Db, organizerId: string, now: Date): Promise<Record<ThreadView, number>> {
  const { rows } = await sql<Record<ThreadView, number>>`
    ${threadTable(false)}
    select ${sql.join(threadViews.map((view) => sql`count(*) filter (where ${inView(view, organizerId, now)})::integer as ${sql.ref(view)}`))}
    from thread join conversation using (id) left join organizer as holder on holder.id = claimed_by and holder.removed_at is null
  `.execute(db)
  return rows[0]!
}

/** Texts by phone, as the first part of a statement. @param withHandled whether those handled say why it is here */
function threadTable(withHandled: boolean) {
  return sql`
    with thread as (
      select conversation_id as id, count(*) filter (where handled_at is null)::integer as waiting,
        min(arrived_at) filter (where handled_at is null) as since, max(handled_at) as "handledAt",
        (array_agg(handled_by order by handled_at desc nulls last))[1] as "handledBy",
        (array_agg(reason order by array_position(${urgency}::text[], reason)) filter (where handled_at is null or ${withHandled}))[1] as reason,
        (array_agg(id order by arrived_at desc, id))[1] as "lastId"
      from text_to_read group by conversation_id)`
}

function inView(view: ThreadView, organizerId: string, now: Date) {
  const isAwake = sql`coalesce(conversation.snoozed_until <= ${now}, true)`
  switch (view) {
    case 'waiting':
      return sql`waiting > 0 and ${isAwake}`
    case 'mine':
      return sql`waiting > 0 and ${isAwake} and holder.id = ${organizerId}`
    case 'snoozed':
      return sql`waiting > 0 and not ${isAwake}`
    case 'handled':
      return sql`waiting = 0 and "handledAt" > ${now}::timestamptz - interval '7 days'`
  }
}
