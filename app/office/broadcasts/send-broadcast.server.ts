import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Language, languages } from '~/i18n/language'
import { type Missing, missingFrom } from '~/messages/broadcasts/broadcast-content'
import {
  type BroadcastsBeingComposed,
  composeBroadcast,
  readBroadcastsBeingComposed,
} from '~/messages/broadcasts/broadcasts-being-composed.server'
import { hasShortener, lintContent, type Warning } from '~/messages/broadcasts/lint-content'
import { channelOf, mayGetIt, recipientJoins } from '~/messages/broadcasts/recipients.server'
import { readSchedule, schedule } from '~/messages/broadcasts/schedule'
import {
  pauseBroadcast,
  reachOf,
  resumeBroadcast,
  type Started,
  sendToRest,
  startBroadcast,
  stopBroadcast,
} from '~/messages/broadcasts/steer-broadcast.server'
import { readKeptSegment, type Whom, whoIn } from '~/messages/broadcasts/whom.server'
import { findSegment } from '~/messages/segments/segments.server'
import type { Office } from '~/office/guard/guard.server'
import { linkHash, linkToken } from '~/vault/links.server'
import { openPerson } from '~/vault/open.server'
import { type Broadcast, isBeingWritten } from './broadcasts.server'
import { segmentsToWriteTo } from './choices.server'

/** What keeps a message from being approved by this organizer. */
export type Obstacle =
  | 'incomplete'
  | 'shortener'
  | 'noAddress'
  | 'noSegment'
  | 'notTested'
  | 'notRead'
  | 'ownWriting'
  | 'noRight'

/** Everything that is looked at before a message is approved. */
export interface Readiness {
  missing: Missing[]
  warnings: Warning[]
  obstacles: Obstacle[]
}

/** What a message says as it goes out, in both languages, filled with what is said when nothing is known. */
export async function renderedBroadcast(office: Pick<Office, 'db' | 'env'>, { id }: Broadcast) {
  const readers = languages.map((language) => ({
    messageId: language,
    broadcastId: id,
    personId: null,
    language,
    name: null,
    zip: null,
  }))
  const composing = await readBroadcastsBeingComposed(office.db, { readers, publicUrl: office.env.publicUrl })
  return { en: shown(composing, id, 'en'), es: shown(composing, id, 'es') }
}

function shown(composing: BroadcastsBeingComposed, broadcastId: string, language: Language) {
  return composeBroadcast(composing, { id: language, broadcastId, variant: null, language }, { stopUrl: '#' })
}

/** Looks over a message before it is approved. */
export async function readReadiness(
  office: Pick<Office, 'db' | 'env' | 'groups' | 'organizer' | 'may'>,
  broadcast: Broadcast,
): Promise<Readiness> {
  const { content, campaign } = broadcast
  const missing = missingFrom(content)
  const rendered = await renderedBroadcast(office, broadcast)
  const bytes =
    content.channel === 'mail'
      ? { en: Buffer.byteLength(rendered.en.html ?? ''), es: Buffer.byteLength(rendered.es.html ?? '') }
      : null
  const isGone = broadcast.segmentId !== null && !(await findSegment(office.db, broadcast.segmentId))
  const obstacles: [Obstacle, boolean][] = [
    ['incomplete', missing.length > 0],
    ['shortener', languages.some((language) => hasShortener(content, language))],
    ['noAddress', content.channel === 'mail' && !office.groups.get(campaign.groupId)?.postalAddress],
    ['noSegment', isGone],
    ['notTested', !broadcast.isTested],
    ['notRead', !broadcast.isRead.en || !broadcast.isRead.es],
    ['ownWriting', broadcast.savedBy === office.organizer.id],
    ['noRight', !office.may('approve-messages', campaign.groupId)],
  ]
  return {
    missing,
    warnings: lintContent(content, bytes),
    obstacles: obstacles.filter(([, holds]) => holds).map(([obstacle]) => obstacle),
  }
}

/** Whom a message goes to: the segment as it was approved, or as it is now. */
async function whomOf(office: Pick<Office, 'db'>, broadcast: Broadcast): Promise<Whom> {
  const { campaign, segmentId } = broadcast
  const segment = isBeingWritten(broadcast)
    ? segmentId && (await findSegment(office.db, segmentId))
    : readKeptSegment(broadcast.segment)
  return { segment: segment || null, groupId: campaign.groupId, campaignId: campaign.id }
}

/** Whom it would reach now. */
export async function readReachNow(office: Pick<Office, 'db' | 'now'>, broadcast: Broadcast) {
  return reachOf(office.db, { ...(await whomOf(office, broadcast)), channel: broadcast.channel }, office.now)
}

/** A message as one of its real recipients gets it. */
export interface AsRecipient {
  name: string | null
  language: Language
  subject: string
  text: string
  html: string | null
}

const mostShown = 3

/**
 * A message as some real recipients would get it, under audit. Their names are in it; no address.
 *
 * @throws 403 for an organizer who may not see the group's people
 */
export async function asRecipients(
  office: Pick<Office, 'db' | 'env' | 'vault' | 'may' | 'audit' | 'now'>,
  broadcast: Broadcast,
): Promise<AsRecipient[]> {
  const { campaign, channel, id } = broadcast
  if (!office.may('see-people', campaign.groupId)) throw new Response(null, { status: 403 })
  const whom = await whomOf(office, broadcast)
  const { rows } = await sql<{ id: string; sealed: Buffer; language: Language; contactId: string }>`
    select person.id, person.sealed, person.language, contact_point.id as "contactId" from person ${recipientJoins(channelOf(channel))}
    where person.campaign_id = ${campaign.id} and ${whoIn(whom, office.now)} and ${mayGetIt} order by person.id limit ${mostShown}
  `.execute(office.db)
  const readers = rows.map((row) => {
    const person = openPerson(office.vault, { id: row.id, campaign_id: campaign.id, sealed: row.sealed })
    return {
      messageId: row.id,
      broadcastId: id,
      personId: row.id,
      language: row.language,
      name: person.contactId === row.contactId ? person.givenName || null : null,
      zip: person.postalCode || null,
    }
  })
  if (readers.length > 0)
    await office.audit({ groupId: campaign.groupId, act: 'previewed-message', subject: id, howMany: readers.length })
  const composing = await readBroadcastsBeingComposed(office.db, { readers, publicUrl: office.env.publicUrl })
  return readers.map(({ messageId, language, name }) => ({
    name,
    language,
    ...composeBroadcast(composing, { id: messageId, broadcastId: id, variant: null, language }, { stopUrl: '#' }),
  }))
}

const planFields = z.object({
  segment: z.uuid().or(z.literal('')).default(''),
  when: z.enum(['now', 'moment', 'local']).default('now'),
  at: z.string().default(''),
  no_later_than: z.string().default(''),
  per_hour: z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : Number(text.replaceAll(/[\s,.]/g, ''))))
    .refine((number) => number === null || (Number.isInteger(number) && number >= 1 && number <= 1_000_000), 'number'),
  test_share: z.coerce.number().int().min(2).max(100).catch(20),
  test_hours: z.coerce.number().int().min(1).max(168).catch(4),
})

export type Planned = { outcome: 'planned' } | { outcome: 'sent' } | { outcome: 'refused'; field: string }

/** Sets who gets it and when. That takes back an approval, since somebody has approved something else. */
export async function savePlan(
  office: Pick<Office, 'db' | 'groupsWith' | 'audit' | 'now' | 'organizer'>,
  broadcast: Broadcast,
  fields: Record<string, string>,
): Promise<Planned> {
  const read = planFields.safeParse(fields)
  if (!read.success) return { outcome: 'refused', field: String(read.error.issues[0]!.path[0]) }
  const { segment, when, at, no_later_than: noLaterThan, per_hour, test_share, test_hours } = read.data
  const planned = schedule.safeParse({ when, at: when === 'now' ? '' : at, noLaterThan })
  if (!planned.success)
    return { outcome: 'refused', field: planned.error.issues[0]!.path[0] === 'at' ? 'at' : 'no_later_than' }
  const choices = await segmentsToWriteTo(office, broadcast.campaign.id)
  if (segment !== '' && segment !== broadcast.segmentId && !choices.some(([id]) => id === segment))
    return { outcome: 'refused', field: 'segment' }
  const { numUpdatedRows } = await office.db
    .updateTable('broadcast')
    .set((eb) => ({
      // What was tested and read stays so; an approval is of a revision, with its plan.
      revision: eb('revision', '+', 1),
      tested_revision: carried('tested_revision'),
      read_en_revision: carried('read_en_revision'),
      read_es_revision: carried('read_es_revision'),
      segment_id: segment || null,
      schedule: JSON.stringify(planned.data),
      per_hour,
      test_share,
      test_hours,
      state: 'draft',
      approved_by: null,
      approved_at: null,
      approved_revision: null,
      // Who decides who gets it cannot be who approves that.
      saved_by: office.organizer.id,
      updated_at: office.now,
    }))
    .where('id', '=', broadcast.id)
    .where('state', 'in', ['draft', 'approved'])
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { outcome: 'sent' }
  await office.audit({ groupId: broadcast.campaign.groupId, act: 'changed-message', subject: broadcast.id })
  return { outcome: 'planned' }
}

function carried(column: string): RawBuilder<number | null> {
  return sql<number | null>`case when ${sql.ref(column)} = revision then revision + 1 end`
}

/** Sends a message in both languages to who writes it. A text comes as a mail: we know no organizer's number. */
export async function testBroadcast(
  office: Pick<Office, 'db' | 'keyring' | 'organizer' | 'now'>,
  { id, revision }: Broadcast,
): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const messages = languages.map((language) => ({ id: randomUUID(), language }))
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
          campaign_id: null,
          // One press of the button is one test, however often the browser sends it.
          once_key: `broadcast-test ${id} ${revision} ${message.language} ${office.organizer.id} ${Math.floor(office.now.getTime() / 10_000)}`,
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

export type Approved = { outcome: 'approved' | 'changed' } | { outcome: 'refused'; obstacles: Obstacle[] }

/** Approves a message that somebody else wrote, as it is now, with the segment as it is now. */
export async function approveBroadcast(
  office: Pick<Office, 'db' | 'env' | 'groups' | 'organizer' | 'may' | 'audit' | 'now'>,
  broadcast: Broadcast,
  revision: number,
): Promise<Approved> {
  const { obstacles } = await readReadiness(office, broadcast)
  if (obstacles.length > 0) return { outcome: 'refused', obstacles }
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
    .where('saved_by', '<>', office.organizer.id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { outcome: 'changed' }
  await office.audit({ groupId: broadcast.campaign.groupId, act: 'approved-message', subject: broadcast.id })
  return { outcome: 'approved' }
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

/** Pauses, resumes or ends it, or sends it to who has not got it yet. @returns false when somebody was faster */
export async function steerBroadcast(
  office: Pick<Office, 'db' | 'audit' | 'now' | 'may'>,
  { id, campaign }: Broadcast,
  step: Step,
): Promise<boolean> {
  // Whoever may write may hold it back; that it reaches more people takes the right to approve.
  if (step === 'rest' && !office.may('approve-messages', campaign.groupId)) throw new Response(null, { status: 403 })
  const { db, now } = office
  const done = await {
    pause: () => pauseBroadcast(db, id),
    resume: () => resumeBroadcast(db, id),
    stop: () => stopBroadcast(db, id, now),
    rest: () => sendToRest(db, id, now),
  }[step]()
  if (done) await office.audit({ groupId: campaign.groupId, act: acts[step], subject: id })
  return done
}

/** The plan of a message as its form shows it. */
export function planValues(broadcast: Broadcast): Record<string, string> {
  const { when, at, noLaterThan } = readSchedule(broadcast.schedule)
  return {
    segment: broadcast.segmentId ?? '',
    when,
    at,
    no_later_than: noLaterThan,
    per_hour: broadcast.perHour === null ? '' : String(broadcast.perHour),
    test_share: String(broadcast.testShare),
    test_hours: String(broadcast.testHours),
  }
}
