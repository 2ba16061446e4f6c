import { sql } from 'kysely'
import { expect } from 'vitest'
import { purgeTraces } from '~/worker/purge-traces.server'
import { campaignSlug as slug, tellsStory } from '../../support/campaign-story'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer, post as posts } from '../../support/office'
import { until } from '../../support/running-site'

const post = 'saguaro-votes'
const make = () => officeRoute('office.campaigns_.$campaign.news.$slug.message').action!
const page = () => officeRoute('office.messages_.drafts_.$broadcast')
const messages = () => officeRoute('office.messages_.drafts')

async function cast(world: World) {
  await tellsStory(world.db)
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

const drafts = async (world: World, token: string, channel: 'mail' | 'text') => {
  const { status, location } = await call(world, make(), {
    token,
    params: { campaign: slug, slug: post },
    fields: { channel },
  })
  expect(status).toBe(303)
  return location!.split('/').at(-1)!
}

interface Shown {
  values: Record<string, string>
  broadcast: { revision: number }
}
const shown = async (world: World, token: string, broadcast: string) =>
  (await call(world, page().loader!, { token, params: { broadcast } })).body as Shown
const listed = async (world: World, token: string) =>
  ((await call(world, messages().loader!, { token })).body as { lines: { id: string }[] }).lines.map(({ id }) => id)
const saves = async (world: World, token: string, broadcast: string, fields: Record<string, string>) =>
  call(world, page().action!, { token, params: { broadcast }, fields })

test('a post becomes a draft that waits under Messages, is edited there, and is made only once', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'mail')
  const { values, broadcast } = await shown(world, token, id)
  expect(values.blocks).toBe('3')
  expect(values).toMatchObject({ block_2_kind: 'button', block_2_of: `campaigns/${slug}/news/${post}` })
  expect(values.subject_en).not.toBe('')
  const edited = { ...values, subject_en: 'Read this', revision: String(broadcast.revision), intent: 'save' }
  expect((await saves(world, token, id, edited)).location).toBe(`/office/messages/drafts/${id}?saved`)
  expect(await drafts(world, token, 'mail')).toBe(id)
  expect((await shown(world, token, id)).values.subject_en).toBe('Read this')
  const text = await drafts(world, token, 'text')
  expect((await listed(world, token)).toSorted()).toEqual([id, text].toSorted())
  expect(await world.db.selectFrom('message').select('id').execute()).toEqual([])
})

test('a text of three segments is refused, and two people who save at once lose nothing', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'text')
  const { values, broadcast } = await shown(world, token, id)
  const revision = String(broadcast.revision)
  const long = await saves(world, token, id, { ...values, body_en: 'a'.repeat(307), revision, intent: 'save' })
  expect(long.status).toBe(422)
  expect(long.body).toMatchObject({ form: { values: { body_en: 'a'.repeat(307) }, errors: [{ field: 'body_en' }] } })
  await saves(world, token, id, { ...values, body_en: 'Theirs', revision, intent: 'save' })
  const mine = { ...values, body_en: 'Mine', revision, intent: 'save' }
  const stale = await saves(world, token, id, mine)
  expect(stale.status).toBe(409)
  expect(stale.body).toMatchObject({ form: { values: { body_en: 'Mine' } }, theirs: { body: { en: 'Theirs' } } })
  await saves(world, token, id, { ...mine, revision: String((stale.body as { revision: number }).revision) })
  expect((await shown(world, token, id)).values.body_en).toBe('Mine')
})

test('counting again or being refused starts from what the writer started from, not from what was saved meanwhile', async ({
  world,
}) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'text')
  const { values, broadcast } = await shown(world, token, id)
  const mine = { ...values, body_en: 'Mine', revision: String(broadcast.revision) }
  await saves(world, token, id, { ...values, body_en: 'Theirs', revision: mine.revision, intent: 'save' })
  for (const asked of [
    { intent: 'count' },
    { intent: 'cheaper body_en' },
    { intent: 'save', body_en: 'a'.repeat(307) },
  ]) {
    const { revision } = (await saves(world, token, id, { ...mine, ...asked })).body as { revision: number }
    const stale = await saves(world, token, id, { ...mine, revision: String(revision), intent: 'save' })
    expect(stale, asked.intent).toMatchObject({ status: 409, body: { theirs: { body: { en: 'Theirs' } } } })
  }
  expect((await shown(world, token, id)).values.body_en).toBe('Theirs')
})

test('one’s own plain text starts from the parts of the mail, with its fields, and what is written there stays', async ({
  world,
}) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'mail')
  const { values, broadcast } = await shown(world, token, id)
  const parts = {
    blocks: '2',
    block_0_kind: 'text',
    block_0_words_en: 'Hi {name|friend}. **Come** along.',
    block_0_words_es: 'Hola, {name|compañera o compañero}.',
    block_1_kind: 'button',
    block_1_of: 'petitions/alto-polimigra',
    block_1_words_en: 'Sign',
    block_1_words_es: 'Firme',
  }
  const own = { own_plain: '1', plain_en: '', plain_es: 'Lo mío', revision: String(broadcast.revision), intent: 'save' }
  expect((await saves(world, token, id, { ...values, ...parts, ...own })).status).toBe(303)
  const kept = (await shown(world, token, id)).values
  expect(kept.plain_en).toMatch(
    /^Hi \{name\|friend\}\. Come along\.\n\nSign:\nhttps?:\S+\/en\/petitions\/alto-polimigra$/,
  )
  expect(kept.plain_es).toBe('Lo mío')
})

test('a pace of mail that is no number is refused in words', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const fields = { intent: 'pace', domain_per_hour: 'many', warms_up_from: '', first_day: '0' }
  const refused = await call(world, messages().action!, { token, fields })
  expect(refused).toMatchObject({ status: 422, body: { pace: { values: { domain_per_hour: 'many' } } } })
  const { errors } = (refused.body as { pace: { errors: { said: string }[] } }).pace
  expect(errors.map(({ said }) => said)).toEqual([
    'Enter a whole number from 1 to 999,999, or leave it empty.',
    'Enter a whole number from 1 to 999,999.',
  ])
})

test('a draft is deleted, put back, and forgotten after a month', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'mail')
  const undo = { fields: { intent: 'restore-draft', id }, token }
  await saves(world, token, id, { intent: 'drop' })
  expect(await listed(world, token)).toEqual([])
  expect((await call(world, messages().action!, undo)).location).toBe('/office/messages/drafts?draft=restored')
  expect(await listed(world, token)).toEqual([id])
  await saves(world, token, id, { intent: 'drop' })
  const newer = await drafts(world, token, 'mail')
  expect((await call(world, messages().action!, undo)).location).toBe('/office/messages/drafts?draft=notRestored')
  expect(await listed(world, token)).toEqual([newer])
  await purgeTraces(world.as.worker, new Date(world.at.getTime() + 31 * 86_400_000))
  expect((await world.db.selectFrom('broadcast').select('id').execute()).map((row) => row.id)).toEqual([newer])
})

test('what is typed into a draft that somebody deletes meanwhile stays, and puts it back', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'text')
  const { values, broadcast } = await shown(world, token, id)
  const mine = { ...values, body_en: 'Mine', revision: String(broadcast.revision) }
  await saves(world, token, id, { intent: 'drop' })
  expect(await shown(world, token, id)).toMatchObject({ broadcast: { isDropped: true } })
  const refused = await saves(world, token, id, { ...mine, intent: 'save' })
  expect(refused).toMatchObject({ status: 409, body: { form: { values: { body_en: 'Mine' } }, theirs: null } })
  expect((await saves(world, token, id, { ...mine, intent: 'restore' })).status).toBe(303)
  expect((await shown(world, token, id)).values.body_en).toBe('Mine')
  await saves(world, token, id, { intent: 'drop' })
  await drafts(world, token, 'text')
  const late = await saves(world, token, id, { ...mine, intent: 'restore' })
  expect(late).toMatchObject({ status: 409, body: { form: { values: { body_en: 'Mine' } } } })
})

test('the page that answers a form about a deleted draft shows what was typed, and the button that puts it back', async ({
  world,
}) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'text')
  const { values, broadcast } = await shown(world, token, id)
  await saves(world, token, id, { intent: 'drop' })
  for (const [intent, status] of [
    ['save', 409],
    ['count', 200],
  ] as const) {
    const fields = { ...values, body_en: 'Mine', revision: String(broadcast.revision), intent }
    expect(await posts(world, page(), { token, params: { broadcast: id }, fields })).toMatchObject({
      status,
      said: { form: { values: { body_en: 'Mine' } } },
      shown: { broadcast: { isDropped: true } },
    })
  }
})

test('a draft that is put back while a newer one is being made stays away, and says so', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'mail')
  await saves(world, token, id, { intent: 'drop' })
  const undone = await world.db.transaction().execute(async (trx) => {
    await sql`insert into broadcast (campaign_id, channel, subject, body, news_item_id, created_by, saved_by, created_at, updated_at)
      select campaign_id, channel, subject, body, news_item_id, created_by, saved_by, created_at, updated_at from broadcast`.execute(
      trx,
    )
    const undoing = call(world, messages().action!, { fields: { intent: 'restore-draft', id }, token })
    await until(async () => {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          trx,
        )
      return rows.length > 0
    })
    return { undoing }
  })
  expect((await undone.undoing).location).toBe('/office/messages/drafts?draft=notRestored')
})

test('nobody drafts a message of a post that is not public, nor of another group', async ({ world }) => {
  const token = await cast(world)
  const id = await drafts(world, token, 'mail')
  const stranger = (await organizer(world, 'organizer', await groupOf(world, 'Elsewhere'))).token
  expect((await call(world, page().loader!, { token: stranger, params: { broadcast: id } })).status).toBe(404)
  expect(await listed(world, stranger)).toEqual([])
  await world.db.updateTable('news_item').set({ state: 'archived' }).where('slug', '=', post).execute()
  const refused = await call(world, make(), {
    token,
    params: { campaign: slug, slug: post },
    fields: { channel: 'text' },
  })
  expect(refused.status).toBe(400)
})
