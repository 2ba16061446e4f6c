import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { WhyToRead } from '#db/schema-gateways'
import { officesAt } from '~/actions/outreach/office-texts.server'
import type { Bilingual, Language } from '~/i18n/language'
import { organizerNames } from '~/office/guard/organizers.server'
import { maskContact } from '~/people/mask-contact'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** A text for a human to read, waiting or handled. */
export interface TextToRead {
  id: string
  /** Masked, with the last four digits. */
  phone: string
  words: string
  /** The office with this number; null when we know none. */
  office: Bilingual | null
  /** `maybe-stop`: may want to opt out, and has not. */
  reason: WhyToRead | 'maybe-stop'
  /** The language we answer this phone in; null while unknown. */
  language: Language | null
  /** They opted out: no answer would reach them. */
  hasStopped: boolean
  at: string
  /** Null while it waits. */
  handled: { at: string; by: string } | null
}

const most = 50

/**
 * Opens the texts that wait for a human, those that may want to opt out first, then the oldest; or those handled in the
 * last seven days, newest first. The caller must write the audit entry.
 */
export async function openInbox(db: Db, vault: Vault, which: 'waiting' | 'handled', now: Date): Promise<TextToRead[]> {
  const asked = db
    .selectFrom('text_to_read')
    .innerJoin('conversation', 'conversation.id', 'text_to_read.conversation_id')
    .leftJoin('suppression', 'suppression.blind_index', 'conversation.blind_index')
    .select([
      'text_to_read.id',
      'text_to_read.sealed',
      'text_to_read.reason',
      'text_to_read.arrived_at',
      'text_to_read.handled_at',
      'text_to_read.handled_by',
    ])
    .select([
      'conversation.id as line',
      'conversation.sealed_phone',
      'conversation.language',
      'conversation.is_language_guessed',
      'suppression.since as stopped_since',
    ])
    .limit(most)
  const week = new Date(now.getTime() - 7 * 24 * 60 * 60_000)
  const rows = await (which === 'waiting'
    ? asked
        .where('handled_at', 'is', null)
        .orderBy(sql`text_to_read.reason = 'begins-with-stop' and suppression.since is null`, 'desc')
        .orderBy('arrived_at')
    : asked.where('handled_at', '>', week).orderBy('handled_at', 'desc')
  ).execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.handled_by),
  )
  const phones = new Map(
    rows.map((row) => [row.id, openText(vault.site(), sealedAs('conversation', row.line, 'phone'), row.sealed_phone)]),
  )
  const offices = await officesAt(db, [...new Set(phones.values())])
  return rows.map((row) => ({
    id: row.id,
    phone: maskContact('sms', phones.get(row.id)!),
    office: offices.get(phones.get(row.id)!) ?? null,
    words: openText(vault.site(), sealedAs('text_to_read', row.id), row.sealed),
    reason: row.reason === 'begins-with-stop' && row.stopped_since === null ? 'maybe-stop' : row.reason,
    language: row.is_language_guessed ? null : row.language,
    hasStopped: row.stopped_since !== null,
    at: row.arrived_at.toISOString(),
    handled: row.handled_at && {
      at: row.handled_at.toISOString(),
      by: (row.handled_by && names.get(row.handled_by)) ?? '',
    },
  }))
}

/** How many were handled in the last seven days. */
export async function countHandled(db: Db, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('text_to_read')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('handled_at', '>', new Date(now.getTime() - 7 * 24 * 60 * 60_000))
    .executeTakeFirstOrThrow()
  return Number(count)
}
