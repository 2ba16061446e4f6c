import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { askOf, callContent } from '~/actions/calls/call-content'
import { type ScriptLine, scriptLines } from '~/actions/calls/script'
import { isAfterEvent } from '~/actions/kind/event'
import { targetWords } from '~/actions/kind/target-words'
import { oweAnswer } from '~/actions/texts/dialog/answers.server'
import { findConversation } from '~/actions/texts/dialog/find-conversation.server'
import { translator } from '~/i18n/translator'
import { readTargets } from '~/officials/posts/targets.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { linesOf } from '~/ui/forms/content'
import { territoryZone } from '~/ui/forms/us-number'
import { confirmationCode } from '~/vault/links.server'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { textToSay } from './words-to-say'

/** Unused codes per phone in 24 hours, texts and calls together, because anybody can request one for any phone. */
export const mostCodes = 4
/** The same for a phone that used a code in the last 30 days, so that strangers' requests do not lock its owner out. */
export const mostCodesOfKnown = 8
/** Codes in 30 days for a phone that never used one; after that it gets one a day. */
const mostCodesOfStranger = 12
/** Codes in 24 hours in all, used or not. */
const mostInAll = 12
/** Minutes between two codes. */
export const codePauseMinutes = 2
/** Attempts per code, and minutes it is valid. */
export const mostAttempts = 5
export const codeMinutes = 15

/**
 * Records bridge requests and sends the code that proves the number, by text or call. A phone that got a code just now,
 * or too many that were not used, gets none, no matter how many networks it is requested from.
 */
export async function recordBridgeRequests(
  recording: RecordContext,
  arrivals: OpenedSubmission<'bridge-request'>[],
): Promise<void> {
  const { trx, keyring, vault } = recording
  await holdPhones(recording, arrivals)
  for (const { submission, at } of arrivals) {
    const { bridgeId, actionId, phone, language, postIds, area, source, by } = submission
    const { contactIndex } = indexContact(keyring, 'sms', phone)
    if (!(await mayBeTold(trx, contactIndex, at))) continue
    await trx
      .insertInto('bridge_call')
      .values({
        id: bridgeId,
        advocacy_campaign_id: actionId,
        blind_index: contactIndex,
        sealed_phone: sealText(vault.site(), sealedAs('bridge_call', bridgeId, 'phone'), phone),
        time_zone: territoryZone(phone),
        language,
        area,
        source,
        post_ids: postIds,
        way: by === 'call' ? 'call' : 'sms',
        state: 'unproven',
        failure: null,
        provider_id: null,
        asked_at: at,
        proven_at: null,
        claimed_at: null,
        ended_at: null,
        seconds: null,
        removed_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (by === 'call')
      await trx
        .insertInto('code_call')
        .values({ ...nothingYet, bridge_call_id: bridgeId, due_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await oweWords(recording, submission, contactIndex, at)
  }
}

async function mayBeTold(trx: RecordContext['trx'], contactIndex: Buffer, at: Date): Promise<boolean> {
  const { rows } = await sql<{ all: number; today: number; soon: number; month: number; isKnown: boolean }>`
    select (count(*) filter (where is_today))::integer as all, (count(*) filter (where is_today and proven_at is null))::integer as today,
      (count(*) filter (where asked_at > ${at}::timestamptz - make_interval(mins => ${codePauseMinutes})))::integer as soon,
      (count(*) filter (where proven_at is null))::integer as month, count(proven_at) > 0 as "isKnown"
    from (select *, asked_at > ${at}::timestamptz - interval '24 hours' as is_today from bridge_call where blind_index = ${contactIndex} and asked_at > ${at}::timestamptz - interval '30 days') as told
  `.execute(trx)
  const { all, today, soon, month, isKnown } = rows[0]!
  return (
    soon === 0 &&
    all < mostInAll &&
    today < (isKnown ? mostCodesOfKnown : mostCodes) &&
    (isKnown || month < mostCodesOfStranger || today === 0)
  )
}

/**
 * Serializes requests for the same phone across drains, so that two cannot both find that it got no code. Locks in a
 * fixed order to avoid deadlocks.
 */
async function holdPhones(
  { trx, keyring }: RecordContext,
  arrivals: OpenedSubmission<'bridge-request'>[],
): Promise<void> {
  const marks = arrivals.map(({ submission }) =>
    indexContact(keyring, 'sms', submission.phone).contactIndex.toString('hex'),
  )
  for (const mark of [...new Set(marks)].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`code ${mark}`}, 0))`.execute(trx)
}

const nothingYet = {
  state: 'due' as const,
  failure: null,
  provider_id: null,
  claimed_at: null,
  asked_at: null,
  ended_at: null,
  seconds: null,
  removed_at: null,
}

/** Queues the text with the code and, if wanted, what to say. */
async function oweWords(
  recording: RecordContext,
  { bridgeId, actionId, phone, language, postIds, scriptUrl, by }: OpenedSubmission<'bridge-request'>['submission'],
  contactIndex: Buffer,
  at: Date,
): Promise<void> {
  const t = translator(language)
  const code = by === 'text' ? t('texts.voice.code', { code: confirmationCode(recording.keyring, bridgeId) }) : ''
  const around = (words: string) => (code ? `${code} ${words}` : t('texts.voice.scriptOnly', { words }))
  const body = scriptUrl
    ? textToSay({ ...(await readScript(recording, actionId, postIds[0]!, at)), url: scriptUrl, language, around })
    : code
  if (!body) return
  const { conversationId } = await findConversation(recording, { phone, blindIndex: contactIndex, language, at })
  await oweAnswer(
    recording.trx,
    recording,
    {
      conversationId,
      template: 'text-answer',
      language,
      body,
      onceKey: `bridge-code ${bridgeId}`,
    },
    at,
  )
}

/** The script for the first official of a call, and the index of the line with the ask. */
async function readScript(
  { trx }: RecordContext,
  actionId: string,
  postId: string,
  at: Date,
): Promise<{ script: ScriptLine[]; askLine: number }> {
  const action = await trx
    .selectFrom('advocacy_campaign')
    .select('content')
    .where('id', '=', actionId)
    .executeTakeFirstOrThrow()
  const [target] = await readTargets(trx, [postId])
  if (!target) return { script: [], askLine: 0 }
  const content = callContent.parse(action.content)
  const words = targetWords(target)
  const script = scriptLines(content.script, {
    ...words,
    town: words.place,
    ask: askOf(content, target, isAfterEvent(content, at)),
  })
  return { script, askLine: linesOf(content.script.en).findIndex((line) => line.includes('{ask}')) }
}

/** Checks codes: at most five attempts in 15 minutes. */
export async function recordBridgeCodes(
  { trx, keyring }: RecordContext,
  arrivals: OpenedSubmission<'bridge-code'>[],
): Promise<void> {
  for (const { submission, at } of arrivals) {
    const call = await trx
      .selectFrom('bridge_call')
      .select(['id', 'code_attempts', 'asked_at'])
      .where('id', '=', submission.bridgeId)
      .where('state', '=', 'unproven')
      .forUpdate()
      .executeTakeFirst()
    if (!call || call.code_attempts >= mostAttempts || at.getTime() - call.asked_at.getTime() > codeMinutes * 60_000)
      continue
    const isRight = sameDigits(confirmationCode(keyring, call.id), submission.code)
    await trx
      .updateTable('bridge_call')
      .set(isRight ? { state: 'proven', proven_at: at } : { code_attempts: call.code_attempts + 1 })
      .where('id', '=', call.id)
      .execute()
  }
}

function sameDigits(right: string, typed: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(right), digest(typed.replace(/\D/g, '')))
}
