import { pino } from 'pino'
import { makeDigests } from '~/actions/letters/delivery/digest.server'
import { rescheduleLate, scheduleLetters } from '~/actions/letters/delivery/schedule-letters.server'
import type { Mailer, OutgoingMail, SendOutcome } from '~/channels/mail/mailer'
import type { Sms } from '~/channels/sms/sms'
import type { Submission } from '~/queue/intake/submission'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { type Sending, sendDue } from '~/worker/sending/send-messages.server'
import type { World } from './firme-test'

export const toSheriff = 'write-sheriff-vance'
export const toCouncil = 'write-ocotillo-council'

/** A letter action of the demo, with its posts in order. */
export async function letterAction(
  world: World,
  slug: string,
): Promise<{ id: string; campaignId: string; postIds: string[] }> {
  const { id, campaign_id } = await world.db
    .selectFrom('advocacy_campaign')
    .select(['id', 'campaign_id'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const posts = await world.db
    .selectFrom('advocacy_target')
    .select('post_id')
    .where('advocacy_campaign_id', '=', id)
    .orderBy('position')
    .execute()
  return { id, campaignId: campaign_id, postIds: posts.map((post) => post.post_id) }
}

export type Written = Partial<Omit<Submission<'letter'>, 'actionId'>>

/** Appends Rosa's letter, as the page seals it; `written` overrides its fields. */
export async function arrives(world: World, slug: string, written: Written = {}, at = world.at): Promise<void> {
  const { id, campaignId, postIds } = await letterAction(world, slug)
  await world.intake.append(
    await sealingKey(world.db, campaignId),
    'letter',
    {
      actionId: id,
      postIds,
      language: 'es',
      givenName: 'Rosa',
      familyName: 'Martínez',
      email: 'rosa@example.org',
      postalCode: '85001',
      subject: 'No judge, no hold',
      body: 'I live here. Please hold nobody past their release without a judge.',
      spanish: '',
      isToAll: false,
      wantsReplies: false,
      showName: false,
      source: 'web',
      ...written,
    },
    at,
  )
}

/** Rosa presses a button behind the link in her mail. */
export async function presses(
  world: World,
  wanted: 'send' | 'drop',
  template = 'confirm-letter',
  at = world.at,
): Promise<void> {
  const messages = await world.db.selectFrom('message').select('id').where('template', '=', template).execute()
  for (const { id } of messages)
    await world.intake.append(
      await sealingKey(world.db, null),
      'letter-word',
      { token: linkToken(world.keyring, id), wanted },
      at,
    )
  await world.work(at)
}

/** Adds confirmed letters from many people, as fast as possible. */
export async function manyConfirmed(world: World, slug: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await arrives(world, slug, { givenName: `P${number}`, email: `p${number}@example.org` })
  await world.work()
  await world.db
    .updateTable('message')
    .set({ state: 'sent', sent_at: world.at })
    .where('template', '=', 'confirm-letter')
    .execute()
  await world.db
    .updateTable('letter')
    .set({ state: 'waiting', confirmed_at: world.at })
    .where('state', '=', 'unconfirmed')
    .execute()
}

/** What the scheduler does every minute. */
export async function clock(world: World, now = world.at, perHour = 60): Promise<void> {
  const scheduling = { keyring: world.keyring, perHour }
  while ((await rescheduleLate(world.as.worker, scheduling, now)) > 0);
  while ((await scheduleLetters(world.as.worker, scheduling, now)) > 0);
  await makeDigests(world.as.worker, world.keyring, now)
}

/** A mailer that keeps mails, and returns `answer`'s outcome or `sent`. */
export function keepingMailer(
  answer: (mail: OutgoingMail) => SendOutcome | null = () => null,
): Mailer & { mails: OutgoingMail[] } {
  const mails: OutgoingMail[] = []
  return {
    mails,
    async send(mail) {
      mails.push(mail)
      return answer(mail) ?? { outcome: 'sent', providerId: null }
    },
    async close() {},
  }
}

const noTextIsDue = () => Promise.reject(new Error('no text is due'))
const noTexts: Sms = {
  send: noTextIsDue,
  allows: () => 0,
  segmentMicros: 0,
  territorySegmentMicros: 0,
  dayMicros: 0,
  listReceived: noTextIsDue,
  listSent: noTextIsDue,
  remove: noTextIsDue,
}

function sendingWith(world: World, mailer: Mailer): Sending {
  return {
    keyring: world.keyring,
    mailer,
    sms: noTexts,
    publicUrl: 'https://firme.example.org',
    officeUrl: 'https://office.example.org',
    log: pino({ level: 'silent' }),
  }
}

/** Sends what is due. @returns how many were claimed */
export async function sends(world: World, mailer: Mailer, now = world.at): Promise<number> {
  return sendDue(world.as.worker, sendingWith(world, mailer), 'mail', () => now)
}

/** States of all letters, in the order written. */
export async function letterStates(world: World): Promise<string[]> {
  return (await world.db.selectFrom('letter').select('state').orderBy('written_at').orderBy('id').execute()).map(
    (row) => row.state,
  )
}

/** When letters to officials are due. */
export async function dueAt(world: World): Promise<Date[]> {
  return (
    await world.db
      .selectFrom('message')
      .select('due_at')
      .where('template', '=', 'letter-to-official')
      .orderBy('due_at')
      .execute()
  ).map((row) => row.due_at)
}
