import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { purposeOf } from './budgets'
import { type OfficialTemplate, type QueuedMessage, type SignerTemplate, toMany, type WriterTemplate } from './message'
import { type BudgetAsking, takeFromBudgets } from './take-from-budgets.server'

export type { QueuedMessage }

/**
 * Queues messages, each once, within their contacts' budgets, in the caller's transaction. A confirmation request that
 * exceeds the budget is stored as `deferred`: the office shows it, and it is queued once the budget allows
 * (`askDeferred`). Other messages over the budget are dropped, except what is sent to many: that waits its turn when it is
 * claimed (`news-caps.ts`).
 *
 * @returns how many were queued, not counting deferred ones
 * @see takeFromBudgets, which decides between two workers
 */
export async function enqueueMessages(trx: Trx, keyring: Keyring, owed: QueuedMessage[], now: Date): Promise<number> {
  if (owed.length === 0) return 0
  const fresh = await notYetOwed(trx, owed)
  if (fresh.length === 0) return 0
  const news = fresh.filter(({ template }) => toMany.includes(template))
  const others = fresh.filter(({ template }) => !toMany.includes(template))
  const isGranted = await takeFromBudgets(trx, others.map(askingOf), now)
  const going = [...news, ...others.filter((_, index) => isGranted[index])]
  const deferred = others.filter((message, index) => !isGranted[index] && askingOf(message).purpose === 'confirmation')
  if (deferred.length > 0) await insert(trx, keyring, deferred, { state: 'deferred', now })
  return going.length > 0 ? insert(trx, keyring, going, { state: 'queued', now }) : 0
}

function askingOf({ blindIndex, template, isAgain, proven, together }: QueuedMessage): BudgetAsking {
  return { blindIndex, purpose: purposeOf(template, isAgain), proven, together }
}

async function notYetOwed(trx: Trx, owed: QueuedMessage[]): Promise<QueuedMessage[]> {
  const byKey = new Map(owed.map((message) => [message.onceKey, message]))
  const known = await trx
    .selectFrom('message')
    .select('once_key')
    .where('once_key', '=', sql<string>`any(${[...byKey.keys()]}::text[])`)
    .execute()
  for (const { once_key } of known) byKey.delete(once_key)
  return [...byKey.values()]
}

/** Explicitly requested messages are sent even after an opt-out, by email only; texts require START first. */
const askedFor: readonly (SignerTemplate | WriterTemplate)[] = [
  'confirm-signature',
  'confirm-letter',
  'confirm-news',
  'own-page-link',
  'everything-we-hold',
]

async function insert(
  trx: Trx,
  keyring: Keyring,
  messages: QueuedMessage[],
  { state, now }: { state: 'queued' | 'deferred'; now: Date },
): Promise<number> {
  const column = <T>(value: (message: QueuedMessage) => T) => messages.map(value)
  const ids = messages.map(() => randomUUID())
  const inserted = await sql`
    insert into message (id, link_hash, channel, template, language, contact_id, person_id, signature_id, petition_id, letter_id, advocacy_campaign_id, once_key, due_at, due_until, campaign_id, is_despite_stop, state, failure, created_at)
    select id, link_hash, channel, template, language, contact_id, person_id, signature_id, petition_id, letter_id, advocacy_campaign_id, once_key, due_at, due_until,
      (select campaign_id from contact_point where contact_point.id = given.contact_id),
      channel = 'mail' and template = any(${askedFor}::text[]) and exists (select from suppression where suppression.blind_index = given.blind_index),
      ${state}, case ${state} when 'deferred' then 'over-budget' end, ${now}
    from unnest(
      ${ids}::uuid[],
      ${ids.map((id) => linkHash(linkToken(keyring, id)))}::bytea[],
      ${column((message) => message.channel)}::text[],
      ${column((message) => message.template)}::text[],
      ${column((message) => message.language)}::text[],
      ${column((message) => message.contactId)}::uuid[],
      ${column((message) => message.personId)}::uuid[],
      ${column((message) => message.signatureId)}::uuid[],
      ${column((message) => message.petitionId)}::uuid[],
      ${column((message) => message.letterId ?? null)}::uuid[],
      ${column((message) => message.advocacyId ?? null)}::uuid[],
      ${column((message) => message.onceKey)}::text[],
      ${column((message) => message.dueAt ?? now)}::timestamptz[],
      ${column((message) => message.dueUntil ?? null)}::timestamptz[],
      ${column((message) => message.blindIndex)}::bytea[])
      as given (id, link_hash, channel, template, language, contact_id, person_id, signature_id, petition_id, letter_id, advocacy_campaign_id, once_key, due_at, due_until, blind_index)
    on conflict do nothing
  `.execute(trx)
  return Number(inserted.numAffectedRows)
}

/** A letter, or a day's letters, to send to an official. */
export interface OwedToOfficial {
  id: string
  template: OfficialTemplate
  contactDetailId: string
  letterId: string | null
  onceKey: string
  dueAt: Date
  /** Null: may leave at any time. */
  dueUntil: Date | null
}

/** Queues mail to officials. No budget: the writer confirmed each letter, and each is scheduled separately. */
export async function oweToOfficials(trx: Trx, keyring: Keyring, owed: OwedToOfficial[], now: Date): Promise<void> {
  if (owed.length === 0) return
  const column = <T>(value: (message: OwedToOfficial) => T) => owed.map(value)
  await sql`
    insert into message (id, link_hash, template, contact_detail_id, letter_id, once_key, due_at, due_until, channel, language, created_at, campaign_id)
    select given.*, 'mail', 'en', ${now},
      (select campaign_id from letter join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where letter.id = given.letter_id)
    from unnest(
      ${column((message) => message.id)}::uuid[],
      ${column((message) => linkHash(linkToken(keyring, message.id)))}::bytea[],
      ${column((message) => message.template)}::text[],
      ${column((message) => message.contactDetailId)}::uuid[],
      ${column((message) => message.letterId)}::uuid[],
      ${column((message) => message.onceKey)}::text[],
      ${column((message) => message.dueAt)}::timestamptz[],
      ${column((message) => message.dueUntil)}::timestamptz[])
      as given (id, link_hash, template, contact_detail_id, letter_id, once_key, due_at, due_until)
    on conflict do nothing
  `.execute(trx)
}
