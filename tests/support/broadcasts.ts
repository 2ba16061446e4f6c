import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import { type BroadcastChannel, emptyBlock } from '~/messages/broadcasts/broadcast-content'
import { planBroadcasts } from '~/messages/broadcasts/plan-broadcasts.server'
import type { Schedule } from '~/messages/broadcasts/schedule'
import { startBroadcast } from '~/messages/broadcasts/steer-broadcast.server'
import { rosa, type World } from './firme-test'
import { groupOf, organizer } from './office'

interface Approved {
  channel?: BroadcastChannel
  subject?: Bilingual
  subjectB?: Bilingual | null
  words?: Bilingual
  /** Other words to compare. */
  wordsB?: Bilingual
  schedule?: Partial<Schedule>
  perHour?: number | null
  testShare?: number
}

/** A message to everybody in the demo's campaign, approved. @returns its id and who approved it */
export async function approved(world: World, asked: Approved = {}): Promise<{ id: string; by: string }> {
  const {
    channel = 'mail',
    subject = { en: 'News', es: 'Noticias' },
    words = { en: 'Hello {name|friend}', es: 'Hola {name|amiga}' },
  } = asked
  const network = await groupOf(world, 'network')
  const { id: by } = await organizer(world, 'owner', network)
  const campaign = await world.db
    .selectFrom('petition')
    .innerJoin('campaign', 'campaign.id', 'petition.campaign_id')
    .select('campaign.id')
    .where('petition.slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('member_group')
    .set({ postal_address: 'P.O. Box 1, Phoenix, AZ 85001' })
    .where('id', '=', network)
    .execute()
  const id = randomUUID()
  const nothing = { en: '', es: '' }
  await world.db
    .insertInto('broadcast')
    .values({
      id,
      campaign_id: campaign.id,
      channel,
      state: 'approved',
      subject: JSON.stringify(channel === 'mail' ? subject : nothing),
      subject_b: asked.subjectB ? JSON.stringify(asked.subjectB) : null,
      body: JSON.stringify(channel === 'text' ? words : nothing),
      body_b: channel === 'text' && asked.wordsB ? JSON.stringify(asked.wordsB) : null,
      blocks:
        channel === 'mail'
          ? JSON.stringify([
              { ...emptyBlock('text', words), version: asked.wordsB ? 'a' : '' },
              ...(asked.wordsB ? [{ ...emptyBlock('text', asked.wordsB), version: 'b' }] : []),
            ])
          : null,
      schedule: JSON.stringify({ when: 'now', at: '', noLaterThan: '', ...asked.schedule }),
      per_hour: asked.perHour ?? null,
      test_share: asked.testShare ?? 20,
      approved_revision: 1,
      approved_by: by,
      approved_at: world.at,
      news_item_id: null,
      created_by: null,
      saved_by: null,
      created_at: world.at,
      updated_at: world.at,
    })
    .execute()
  return { id, by }
}

/** Plans everything that is due. */
export async function plans(world: World, at = world.at): Promise<void> {
  while ((await planBroadcasts(world.as.worker, at)) > 0);
}

/** Sends a message to everybody in the demo's campaign. @returns its id */
export async function sendsToMany(world: World, asked: Approved = {}, at = world.at): Promise<string> {
  const broadcast = await approved(world, asked)
  const started = await startBroadcast(world.as.office, broadcast, at)
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started))
  await plans(world, at)
  return broadcast.id
}

/** How many messages of the broadcast that was made last there are. */
export async function messagesOfBroadcasts(world: World): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from message where broadcast_id = (select id from broadcast order by started_at desc, created_at desc, id limit 1)
      and state = 'queued'
  `.execute(world.db)
  return rows[0]!.count
}

/** Signs with the box for news checked, and confirms. @returns the person */
export async function asksForNews(world: World, fields: Record<string, string> = rosa): Promise<string> {
  const box: Record<string, string> = fields.phone ? { consent_sms: '1' } : { consent_email: '1' }
  await world.signs({ ...fields, ...box })
  await world.work()
  const { id, person_id } = await world.db
    .selectFrom('signature')
    .select(['id', 'person_id'])
    .where('state', '=', 'unconfirmed')
    .orderBy('accepted_at', 'desc')
    .executeTakeFirstOrThrow()
  await world.confirms(id)
  await world.db
    .updateTable('message')
    .set({ state: 'sent', sent_at: world.at })
    .where('state', '=', 'queued')
    .where('broadcast_id', 'is', null)
    .execute()
  return person_id!
}
