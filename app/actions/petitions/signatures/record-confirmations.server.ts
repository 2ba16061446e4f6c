import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { plainDigits } from '~/i18n/plain-digits'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { indexContact } from '~/people/signer-indexes.server'
import { LegalHold } from '~/queue/intake/held-deletions.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import type { Submission } from '~/queue/intake/submission'
import { isPaused } from '~/queue/outbox/switches.server'
import type { Keyring } from '~/vault/keyring'
import { confirmationCode, linkHash, linkToken } from '~/vault/links.server'
import { createSealer } from '~/vault/seal.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { askedAt } from './asked-at'
import { confirmSignatures } from './confirm-signatures.server'
import { openPhone } from './open-phone.server'

/**
 * Confirms the signatures whose link was opened and button pressed. Expired links have no effect.
 *
 * @throws LegalHold when that would forget who signed privately
 */
export async function recordConfirmations(
  recording: RecordContext,
  arrivals: OpenedSubmission<'confirmation'>[],
): Promise<void> {
  const hashes = arrivals.map((arrival) => linkHash(arrival.submission.token))
  const { rows } = await sql<{ signatureId: string }>`
    select distinct signature.id as "signatureId"
    from unnest(${hashes}::bytea[], ${arrivals.map((arrival) => arrival.at)}::timestamptz[]) as pressed (link_hash, at)
    join message using (link_hash) join signature on signature.id = message.signature_id
    where message.template in ('confirm-signature', 'confirm-reminder') and pressed.at < ${askedAt} + ${`${confirmationLifetime} milliseconds`}::interval
  `.execute(recording.trx)
  const ids = rows.map((row) => row.signatureId)
  if (await forgetsUnderHold(recording.trx, ids)) throw new LegalHold()
  await confirmSignatures(recording, ids, arrivals[0]!.at)
}

/**
 * Confirms signatures, or has what would forget somebody under a legal hold wait in the intake, as if the link had been
 * pressed.
 *
 * @returns how many are confirmed, or will be
 */
export async function confirmOrWait(recording: RecordContext, signatureId: string, at: Date): Promise<number> {
  const { trx, keyring } = recording
  if (!(await forgetsUnderHold(trx, [signatureId])))
    return (await confirmSignatures(recording, [signatureId], at)).length
  const asked = await trx
    .selectFrom('message')
    .select('id')
    .where('signature_id', '=', signatureId)
    .where('template', 'in', ['confirm-signature', 'confirm-reminder'])
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  const [to, id] = [await sealingKey(trx, null), randomUUID()]
  const submission: Submission<'confirmation'> = { token: linkToken(keyring, asked.id) }
  const sealed = seal(to, 'confirmation', id, JSON.stringify(submission), at)
  await trx
    .insertInto('intake')
    .values({ id, key_id: to.keyId, kind: 'confirmation', sealed, held: null, accepted_at: at })
    .execute()
  return 1
}

const seal = createSealer()

/** Whether confirming these would delete a person, as with private signatures, while nobody may be deleted. */
export async function forgetsUnderHold(trx: Trx, signatureIds: string[]): Promise<boolean> {
  const secret = await trx
    .selectFrom('signature')
    .select('id')
    .where('id', '=', sql<string>`any(${signatureIds}::uuid[])`)
    .where('is_private', '=', true)
    .where('state', '=', 'unconfirmed')
    .limit(1)
    .execute()
  return secret.length > 0 && (await isPaused(trx, 'legal-hold'))
}

const mostAttempts = 5

/**
 * Confirms a signature by the six-digit code from a text, at most five attempts per signature. The receipt only says
 * `confirmed` or `no-match`, so that a wrong number, a wrong code and too many attempts look the same.
 */
export async function recordCodes(recording: RecordContext, arrivals: OpenedSubmission<'code'>[]): Promise<void> {
  for (const arrival of arrivals) {
    const { code, petitionId, signedWith } = arrival.submission
    const { trx, vault } = recording
    const phone =
      arrival.submission.phone || (await openPhone(trx, vault, { petitionId, text: signedWith ?? '', at: arrival.at }))
    const outcome = phone ? await tryCode(recording, { phone, code, petitionId, at: arrival.at }) : 'no-match'
    await recording.trx
      .insertInto('receipt')
      .values({ id: arrival.id, outcome, created_at: arrival.at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/**
 * Checks one code. A code texted from the phone itself proves the number even after five failed attempts on the page,
 * where anybody can use them up.
 *
 * @param petitionId null when it was texted; then any petition signed from that phone may match
 */
export async function tryCode(
  recording: RecordContext,
  attempt: { phone: string; code: string; petitionId: string | null; at: Date },
): Promise<'confirmed' | 'no-match'> {
  const { trx, keyring } = recording
  const isFromPhone = attempt.petitionId === null
  for (const signature of await signaturesFromPhone(trx, keyring, attempt)) {
    const isRight = sameDigits(confirmationCode(keyring, signature.id), attempt.code)
    if (!isFromPhone && signature.code_attempts >= mostAttempts) continue
    if (isRight && signature.state === 'unconfirmed') await confirmOrWait(recording, signature.id, attempt.at)
    if (isRight) return 'confirmed'
    if (isFromPhone) continue
    await trx
      .updateTable('signature')
      .set((eb) => ({ code_attempts: eb('code_attempts', '+', 1) }))
      .where('id', '=', signature.id)
      .execute()
  }
  return 'no-match'
}

function signaturesFromPhone(
  db: Db,
  keyring: Keyring,
  { phone, petitionId, at }: { phone: string; petitionId: string | null; at: Date },
) {
  const { contactIndex } = indexContact(keyring, 'sms', phone)
  let query = db
    .selectFrom('contact_point')
    .innerJoin('person', 'person.contact_id', 'contact_point.id')
    .innerJoin('signature', 'signature.person_id', 'person.id')
    .select(['signature.id', 'signature.state', 'signature.code_attempts'])
    .where('contact_point.blind_index', '=', contactIndex)
    .where(askedAt, '>', new Date(at.getTime() - confirmationLifetime))
    .orderBy('signature.id')
  if (petitionId) query = query.where('signature.petition_id', '=', petitionId)
  return query.execute()
}

function sameDigits(right: string, typed: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(right), digest(plainDigits(typed).replace(/\D/g, '')))
}
