import { sql } from 'kysely'
import { type LadderContent, ladderContent, type StoredStep } from '~/messages/ladders/ladder-content'
import { publishLadder } from '~/messages/ladders/publish-ladder.server'
import { walkLadders } from '~/messages/ladders/walk-ladders.server'
import type { World } from '../../support/firme-test'

/** A line of a ladder with what a test says of it; everything else as an empty form has it. */
export function line<Kind extends StoredStep['kind']>(
  key: string,
  kind: Kind,
  said: Partial<Extract<StoredStep, { kind: Kind }>> = {},
): Partial<StoredStep> & { key: string; kind: Kind } {
  return { key, kind, ...said }
}

export const rung = (key: string, when: string, said: object = {}) =>
  line(key, 'rung', { title: both(`Rung ${key}`), when, ...said } as object)
export const waits = (key: string, said: object) => line(key, 'wait', said)
export const days = (key: string, amount: number) => waits(key, { how: 'days', amount })
export const mails = (key: string, what: string, said: object = {}) =>
  line(key, 'message', {
    by: 'mail',
    purpose: 'news',
    title: { en: `${what}?`, es: `¿${what}?` },
    text: { en: `${what}, {name|friend}.`, es: `${what}, {name|amiga}.` },
    button: { en: 'Open', es: 'Abrir' },
    ...said,
  } as object)
export const texts = (key: string, what: string, said: object = {}) =>
  line(key, 'message', { by: 'text', purpose: 'news', sms: { en: `${what}!`, es: `${what} ya!` }, ...said } as object)
export const end = (key: string) => line(key, 'end')

function both(words: string) {
  return { en: words, es: `${words} (es)` }
}

export function contentOf(steps: object[], said: object = {}): LadderContent {
  return ladderContent.parse({ title: both('Ladder'), ...said, steps })
}

/** Publishes a ladder of the demo campaign, as the office does. @returns its id */
export async function publishes(world: World, content: LadderContent, at = world.at, known?: string): Promise<string> {
  return world.as.office.transaction().execute(async (trx) => {
    const campaign = await trx
      .selectFrom('campaign')
      .select('id')
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirstOrThrow()
    const empty = contentOf([])
    const id =
      known ??
      (
        await trx
          .insertInto('ladder')
          .values({
            campaign_id: campaign.id,
            content: JSON.stringify(empty),
            return_days: null,
            paused_at: null,
            created_at: at,
            updated_at: at,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    const { content: before } = await trx
      .selectFrom('ladder')
      .select('content')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const revision = await publishLadder(
      trx,
      { id, campaignId: campaign.id },
      { before: ladderContent.parse(before), content },
      at,
    )
    await trx
      .insertInto('story_revision')
      .values({
        thing_id: id,
        revision,
        content: JSON.stringify(content),
        state: 'open',
        published_by: null,
        published_at: at,
      })
      .execute()
    return id
  })
}

/** Signs with the box for news checked, unless said otherwise, and confirms. @returns the id of the person */
export async function joins(
  world: World,
  fields: Record<string, string>,
  { language = 'es', at = world.at }: { language?: 'en' | 'es'; at?: Date } = {},
): Promise<string> {
  await world.signs({ consent_email: '1', consent_sms: '1', ...fields }, { language, at })
  await world.work(at)
  const { id, person_id } = await world.db
    .selectFrom('signature')
    .select(['id', 'person_id'])
    .where('state', '=', 'unconfirmed')
    .executeTakeFirstOrThrow()
  await world.confirms(id, at)
  return person_id!
}

/** Lets the worker do everything that is due until a moment, on a clock that jumps to what is due next. */
export async function passes(
  world: World,
  until: Date,
  meanwhile: (now: Date) => Promise<unknown> = async () => {},
): Promise<void> {
  const time = clock(world)
  for (let at: Date | null = time.now; at && at <= until; ) {
    time.now = at
    await works(world, at)
    await meanwhile(at)
    const { rows } = await sql<{ at: Date | null }>`
      select min(at) as at from (
        select due_at as at from ladder_place join ladder on ladder.id = ladder_id where left_at is null and state = 'open' and paused_at is null
        union all select due_at from message where state = 'queued' and template = 'ladder-message') as due
      where at > ${at}
    `.execute(world.db)
    at = rows[0]!.at
  }
  clock(world).now = until
}

/** One turn of everything that ladders need of the worker. */
export async function works(world: World, now: Date): Promise<void> {
  while ((await walkLadders(world.as.worker, world.keyring, now)) > 0);
}

const clocks = new WeakMap<World, { now: Date }>()

/** The fake clock of a test; at first it shows when the demo campaign was opened. */
function clock(world: World): { now: Date } {
  const kept = clocks.get(world) ?? { now: world.at }
  clocks.set(world, kept)
  return kept
}

/** As many people as are wanted who get news by mail, copied from the one who is there; nothing of theirs can be opened. */
export async function crowds(world: World, howMany: number): Promise<void> {
  await sql`
    with original as (select person.*, contact_point.campaign_id as campaign, contact_point.proven_on from person join contact_point on contact_point.id = contact_id limit 1),
    drawn as materialized (select gen_random_uuid() as contact, gen_random_uuid() as person, nth from generate_series(1, ${howMany}::integer) as nth),
    contacts as (
      insert into contact_point (id, campaign_id, channel, blind_index, sealed, proven_on, created_on)
      select contact, campaign, 'mail', decode(md5(nth::text), 'hex'), sealed, proven_on, created_on from original, drawn
    ), people as (
      insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on, time_zone)
      select person, campaign_id, contact, name_index, sealed, case nth % 2 when 0 then 'en' else 'es' end, created_on, time_zone from original, drawn
    )
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select gen_random_uuid(), person, 'mail', 'campaign', text_version, subscription.language, given_on, how, page, asked_at, confirmed_on
    from drawn, original join subscription on subscription.person_id = original.id
  `.execute(world.db)
}

/** Puts a tag on everybody, as an organizer does with a list. */
export async function tagsAll(world: World, tag: string): Promise<void> {
  await sql`insert into person_tag (person_id, tag) select id, ${tag} from person on conflict do nothing`.execute(
    world.as.office,
  )
}

/** Messages of ladders by person and step, sorted. */
export async function messagesOf(world: World): Promise<string[]> {
  const { rows } = await sql<{ step: string; entry: number; state: string }>`
    select step, entry, state from message join ladder_done on message_id = message.id order by at, step, entry
  `.execute(world.db)
  return rows.map(({ step, entry, state }) => `${step} ${entry} ${state}`)
}

/** Where everybody stands, in the order in which they began. */
export const places = (world: World) =>
  world.db.selectFrom('ladder_place').select(['rung', 'step', 'entry', 'left_why']).orderBy('entered_at').execute()
