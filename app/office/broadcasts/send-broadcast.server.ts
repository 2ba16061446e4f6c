import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Language, languages } from '~/i18n/language'
import {
  pauseBroadcast,
  resumeBroadcast,
  type Started,
  sendToRest,
  startBroadcast,
  stopBroadcast,
} from '~/messages/broadcasts/steer-broadcast.server'
import type { Office } from '~/office/guard/guard.server'
import { linkHash, linkToken } from '~/vault/links.server'
import type { Broadcast } from './broadcasts.server'
import { type Obstacle, readReadiness, versionsOf } from './readiness.server'
import { whomOf } from './whom-of-broadcast.server'

/** Sends a message in both languages, and both versions of it, to who writes it. A text comes as a mail: we know no organizer's number. */
export async function testBroadcast(
  office: Pick<Office, 'db' | 'keyring' | 'organizer' | 'now'>,
  { id, revision, content }: Broadcast,
): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const messages = versionsOf(content).flatMap((variant) =>
      languages.map((language) => ({ id: randomUUID(), language, variant })),
    )
    await trx
      .insertInto('message')
      .values(
        messages.map((message) => ({
          id: message.id,
          channel: 'mail' as const,
          template: 'broadcast-test',
          language: message.language,
          organizer_id: office.organizer.id,
          test_of: id,
          variant: message.variant,
          campaign_id: null,
          // One press of the button is one test, however often the browser sends it.
          once_key: `broadcast-test ${id} ${revision} ${message.language} ${message.variant ?? ''} ${office.organizer.id} ${Math.floor(office.now.getTime() / 10_000)}`,
          link_hash: linkHash(linkToken(office.keyring, message.id)),
          due_at: office.now,
          created_at: office.now,
        })),
      )
      .onConflict((conflict) => conflict.column('once_key').doNothing())
      .execute()
    await trx
      .updateTable('broadcast')
      .set({ tested_revision: revision })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .execute()
  })
}

/** Notes that somebody has read this revision in one language. */
export async function noteRead(
  { db }: Pick<Office, 'db'>,
  { id, revision }: Broadcast,
  language: Language,
): Promise<void> {
  await db
    .updateTable('broadcast')
    .set(language === 'en' ? { read_en_revision: revision } : { read_es_revision: revision })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .execute()
}

export type Approved =
  | { outcome: 'approved' }
  /** They wrote a part of it: a second person has to approve it too. */
  | { outcome: 'agreed' }
  | { outcome: 'changed' }
  | { outcome: 'refused'; obstacles: Obstacle[] }

/**
 * Approves a message as it is now, with the segment as it is now. Somebody who wrote no part of it can do so alone; of those
 * who did, it takes two, since each has read what the other wrote.
 */
export async function approveBroadcast(
  office: Pick<Office, 'db' | 'env' | 'groups' | 'organizer' | 'may' | 'audit' | 'now'>,
  broadcast: Broadcast,
  revision: number,
): Promise<Approved> {
  const { obstacles } = await readReadiness(office, broadcast)
  if (obstacles.length > 0) return { outcome: 'refused', obstacles }
  const me = office.organizer.id
  if (broadcast.writers.includes(me) && broadcast.agreedBy === null) return agree(office, broadcast, revision)
  const { segment } = await whomOf(office, broadcast)
  const { numUpdatedRows } = await office.db
    .updateTable('broadcast')
    .set({
      state: 'approved',
      approved_by: office.organizer.id,
      approved_at: office.now,
      approved_revision: revision,
      segment: segment && JSON.stringify(segment),
      updated_at: office.now,
    })
    .where('id', '=', broadcast.id)
    .where('state', '=', 'draft')
    // What they have read, and nothing that somebody saved meanwhile.
    .where('revision', '=', revision)
    .where(sql<boolean>`(not (${me}::uuid = any(writers)) or (agreed_revision = revision and agreed_by <> ${me}))`)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { outcome: 'changed' }
  await office.audit({ groupId: broadcast.campaign.groupId, act: 'approved-message', subject: broadcast.id })
  return { outcome: 'approved' }
}

async function agree(
  { db, organizer, audit }: Pick<Office, 'db' | 'organizer' | 'audit'>,
  { id, campaign }: Broadcast,
  revision: number,
): Promise<Approved> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ agreed_by: organizer.id, agreed_revision: revision })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { outcome: 'changed' }
  await audit({ groupId: campaign.groupId, act: 'agreed-to-message', subject: id })
  return { outcome: 'agreed' }
}

/** Steps of a message that is going out. */
export const steps = ['pause', 'resume', 'stop', 'rest'] as const

export type Step = (typeof steps)[number]

/** Sends it, now or at its time. */
export async function sendBroadcast(
  office: Pick<Office, 'db' | 'organizer' | 'audit' | 'now'>,
  { id, campaign }: Broadcast,
): Promise<Started> {
  const started = await startBroadcast(office.db, { id, by: office.organizer.id }, office.now)
  if (started.outcome === 'started')
    await office.audit({
      groupId: campaign.groupId,
      act: 'sent-message',
      subject: id,
      howMany: started.reach.willReceive,
    })
  return started
}

const acts = {
  pause: 'paused-message',
  resume: 'resumed-message',
  stop: 'stopped-message',
  rest: 'sent-message-to-rest',
} as const

export type Steered =
  | { outcome: 'done' }
  /** Somebody was faster. */
  | { outcome: 'changed' }
  /** Its last moment is over for everybody. */
  | { outcome: 'too-late' }

/** Pauses, resumes or ends it, or sends it to who has not got it yet. */
export async function steerBroadcast(
  office: Pick<Office, 'db' | 'audit' | 'now' | 'may'>,
  { id, campaign }: Broadcast,
  step: Step,
): Promise<Steered> {
  // Whoever may write may hold it back; that it reaches more people takes the right to approve.
  if (step === 'rest' && !office.may('approve-messages', campaign.groupId)) throw new Response(null, { status: 403 })
  const { db, now } = office
  const done = (is: boolean) => (is ? 'done' : 'changed')
  const rest = { sent: 'done', gone: 'changed', 'too-late': 'too-late' } as const
  const outcome = await {
    pause: async () => done(await pauseBroadcast(db, id)),
    resume: async () => done(await resumeBroadcast(db, id)),
    stop: async () => done(await stopBroadcast(db, id, now)),
    rest: async () => rest[(await sendToRest(db, id, now)).outcome],
  }[step]()
  if (outcome === 'done') await office.audit({ groupId: campaign.groupId, act: acts[step], subject: id })
  return { outcome }
}
