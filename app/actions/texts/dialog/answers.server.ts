import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import type { AnswerTemplate } from '~/queue/outbox/message'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** Maximum answers to one phone in 24 hours, so that two machines that answer each other stop. */
const mostADay = 40

/** A text to send to a phone that texted us. */
export interface OwedAnswer {
  conversationId: string
  template: AnswerTemplate
  language: Language
  body: string
  /** What the conversation is about; its campaign pays. */
  about?: { petitionId: string } | { advocacyId: string }
  /** A second answer with the same key is not queued. */
  onceKey: string
}

/**
 * Queues an answer, with its body sealed, in the caller's transaction.
 *
 * @returns false when it was queued before, or when this phone has had too many today
 */
export async function oweAnswer(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  owed: OwedAnswer,
  now: Date,
): Promise<boolean> {
  const { today } = await db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<string>().as('today'))
    .where('conversation_id', '=', owed.conversationId)
    .where('created_at', '>', new Date(now.getTime() - 24 * 60 * 60_000))
    .executeTakeFirstOrThrow()
  if (Number(today) >= mostADay && owed.template !== 'text-stopped') return false
  const petitionId = owed.about && 'petitionId' in owed.about ? owed.about.petitionId : null
  const advocacyId = owed.about && 'advocacyId' in owed.about ? owed.about.advocacyId : null
  const id = randomUUID()
  const added = await db
    .insertInto('message')
    .values({
      id,
      channel: 'sms',
      template: owed.template,
      language: owed.language,
      conversation_id: owed.conversationId,
      petition_id: petitionId,
      advocacy_campaign_id: advocacyId,
      campaign_id: sql<
        string | null
      >`coalesce((select campaign_id from petition where id = ${petitionId}), (select campaign_id from advocacy_campaign where id = ${advocacyId}))`,
      sealed_body: sealText(vault.site(), sealedAs('message', id, 'body'), owed.body),
      once_key: owed.onceKey,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}
