import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { MailAnswer } from '~/channels/mail/mail-in-thread'
import type { Language } from '~/i18n/language'
import type { AnswerTemplate, HandTemplate } from '~/queue/outbox/message'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** Maximum answers to one phone in 24 hours, so that two machines that answer each other stop. */
const mostADay = 40

/**
 * Most answers to HELP, and to STOP, in an hour: the first goes to anybody who asks, the second even when the day's money is
 * spent.
 */
const mostAnHour = 3
const limitedByHour: readonly OwedAnswer['template'][] = ['text-help', 'text-stopped']

/** A text we owe to a phone that texted us, or a mail to somebody who answered ours. */
export interface OwedAnswer {
  conversationId: string
  template: AnswerTemplate | HandTemplate
  language: Language
  body: string
  /** What the conversation is about; its campaign pays. */
  about?: { petitionId: string } | { advocacyId: string }
  /** The organizer who wrote it by hand. */
  writtenBy?: string
  /** Of a mail, besides its words. */
  mail?: MailAnswer
  /** A second answer with the same key is not queued. */
  onceKey: string
}

/**
 * Queues an answer, with its body sealed, in the caller's transaction.
 *
 * @returns false when it stood already, or when this phone has had too many this hour or today
 */
export async function oweAnswer(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  owed: OwedAnswer,
  now: Date,
): Promise<boolean> {
  if (await hasHadEnough(db, owed, now)) return false
  const petitionId = owed.about && 'petitionId' in owed.about ? owed.about.petitionId : null
  const advocacyId = owed.about && 'advocacyId' in owed.about ? owed.about.advocacyId : null
  const id = randomUUID()
  const added = await db
    .insertInto('message')
    .values({
      id,
      channel: owed.mail ? 'mail' : 'sms',
      template: owed.template,
      language: owed.language,
      conversation_id: owed.conversationId,
      petition_id: petitionId,
      advocacy_campaign_id: advocacyId,
      campaign_id: sql<
        string | null
      >`coalesce((select campaign_id from petition where id = ${petitionId}), (select campaign_id from advocacy_campaign where id = ${advocacyId}))`,
      sealed_body: sealText(vault.site(), sealedAs('message', id, 'body'), owed.body),
      sealed_mail: owed.mail
        ? sealText(vault.site(), sealedAs('message', id, 'mail'), JSON.stringify(owed.mail))
        : null,
      written_by: owed.writtenBy ?? null,
      once_key: owed.onceKey,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

async function hasHadEnough(
  db: Db,
  { conversationId, template }: Pick<OwedAnswer, 'conversationId' | 'template'>,
  now: Date,
): Promise<boolean> {
  const hours = (count: number) => new Date(now.getTime() - count * 60 * 60_000)
  const { today, alike } = await db
    .selectFrom('message')
    .select((eb) => [
      eb.fn.countAll<string>().as('today'),
      eb.fn
        .countAll<string>()
        .filterWhere('template', '=', template)
        .filterWhere('created_at', '>', hours(1))
        .as('alike'),
    ])
    .where('conversation_id', '=', conversationId)
    .where('created_at', '>', hours(24))
    .executeTakeFirstOrThrow()
  if (limitedByHour.includes(template) && Number(alike) >= mostAnHour) return true
  return Number(today) >= mostADay && template !== 'text-stopped'
}
