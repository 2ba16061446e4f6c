import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import { oweAnswer } from './answers.server'
import { openDialogState } from './find-conversation.server'
import { questionWords } from './questions.server'

/**
 * Handles idle dialogs: after a day one friendly reminder with the open question, sent only by day; after two days the
 * dialog is deleted.
 *
 * @returns how many were reminded, and how many ended
 */
export async function tendConversations(
  db: Db,
  keyring: Keyring,
  now: Date,
): Promise<{ nudged: number; ended: number }> {
  const vault = await openVault(db, keyring)
  return db.transaction().execute(async (trx) => {
    const ended = await sql`
      update conversation set sealed_state = null, nudged_at = coalesce(nudged_at, ${now}) where sealed_state is not null and heard_at < ${now}::timestamptz - interval '48 hours'
    `.execute(trx)
    const { rows } = await sql<{ id: string; language: Language; sealed_state: Buffer; heard_at: Date }>`
      update conversation set nudged_at = ${now}
      where sealed_state is not null and nudged_at is null and heard_at < ${now}::timestamptz - interval '24 hours'
      returning id, language, sealed_state, heard_at
    `.execute(trx)
    for (const row of rows) {
      const dialog = openDialogState(vault, row.id, row.sealed_state)
      const question = await questionWords(trx, row.language, dialog, true)
      const body = translator(row.language)('texts.conversation.nudge', { question })
      await oweAnswer(
        trx,
        { keyring, vault },
        {
          conversationId: row.id,
          template: 'text-nudge',
          language: row.language,
          body,
          onceKey: `nudge ${row.id} ${row.heard_at.toISOString()}`,
        },
        now,
      )
    }
    return { nudged: rows.length, ended: Number(ended.numAffectedRows) }
  })
}

/** Deletes phones silent for 30 days, message bodies after a week unless queued, and old provider events. */
export async function forgetPhones(db: Db, now: Date): Promise<{ phones: number; words: number; events: number }> {
  const phones = await sql`delete from conversation where heard_at < ${now}::timestamptz - interval '30 days'`.execute(
    db,
  )
  const words =
    await sql`update message set sealed_body = null, sealed_mail = null where sealed_body is not null and state <> 'queued' and created_at < ${now}::timestamptz - interval '7 days'`.execute(
      db,
    )
  const events =
    await sql`delete from provider_event where removed_at is not null and seen_at < ${now}::timestamptz - interval '30 days'`.execute(
      db,
    )
  return {
    phones: Number(phones.numAffectedRows),
    words: Number(words.numAffectedRows),
    events: Number(events.numAffectedRows),
  }
}
