import { sql } from 'kysely'
import { expect } from 'vitest'
import { writeNextExport } from '~/office/people/exports/export-people.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { rosa, sam, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const people = () => officeRoute('office.people._index')
const person = () => officeRoute('office.people.$person')

interface Line {
  personId: string
  name: string
  state: string
  contact: string
}

const campaignOf = (world: World) =>
  world.db.selectFrom('campaign').select('id').orderBy('created_at').limit(1).executeTakeFirstOrThrow()

/** Asks the campaign for news on one of its pages, and confirms. @returns the person */
async function asksForNews(world: World, contact: string, postalCode = '85001'): Promise<string> {
  const { id: campaignId } = await campaignOf(world)
  const channel = contact.includes('@') ? ('mail' as const) : ('sms' as const)
  const request = {
    campaignId,
    channel,
    contact,
    postalCode,
    language: 'es' as const,
    textVersion: '1',
    page: 'places',
  }
  await world.intake.append(await sealingKey(world.db, campaignId), 'news-request', request, world.at)
  await world.work()
  const { person_id } = await world.db
    .updateTable('subscription')
    .set({ confirmed_on: '2026-11-24' })
    .where('confirmed_on', 'is', null)
    .returning('person_id')
    .executeTakeFirstOrThrow()
  return person_id
}

async function listed(world: World, token: string, query = ''): Promise<Line[]> {
  return ((await call(world, people().loader!, { token, query })).body as { lines: Line[] }).lines
}

async function search(world: World, token: string, words: string): Promise<Line[]> {
  const { location } = await call(world, people().action!, { token, fields: { search: words } })
  return listed(world, token, new URL(location!, 'http://office').search)
}

/** The campaign belongs to a group of its own, as its petitions do. */
async function ofGroup(world: World, name: string): Promise<string> {
  const group = await groupOf(world, name)
  await world.db.updateTable('campaign').set({ group_id: group }).execute()
  await sql`select refresh_person_facts(array(select id from person))`.execute(world.db)
  return group
}

test('who only asked for news is in the list of people, found by it, by the address, and by the filter for them', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await world.signs(sam)
  await world.work()
  const id = await asksForNews(world, 'lucia@example.org')
  expect((await listed(world, token)).map(({ state }) => state).sort()).toEqual(['news', 'unconfirmed'])
  expect(await listed(world, token, '?state=news')).toMatchObject([
    { personId: id, state: 'news', contact: 'l···@example.org' },
  ])
  expect(await listed(world, token, '?consent=email')).toMatchObject([{ personId: id }])
  expect(await listed(world, token, '?consent=sms')).toEqual([])
  expect(await listed(world, token, '?state=confirmed')).toEqual([])
  for (const sort of ['when', 'place', 'petition', 'state'])
    expect(await listed(world, token, `?sort=${sort}`)).toHaveLength(2)
  expect(await search(world, token, 'lucia@example.org')).toMatchObject([{ personId: id }])
  const acts = await world.db.selectFrom('audit').select(['act', 'how_many']).orderBy('seq', 'desc').execute()
  expect(acts[0]).toMatchObject({ act: 'searched-people', how_many: 1 })
})

test('their page opens with what they asked for, and they can be tagged, noted, stopped, exported and erased', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const id = await asksForNews(world, 'lucia@example.org')
  const open = async () =>
    (await call(world, person().loader!, { token, params: { person: id } })).body as { person: unknown }
  expect((await open()).person).toMatchObject({
    signatures: [],
    mayChange: true,
    mayErase: true,
    news: { asked: [{ channel: 'mail', scope: 'campaign', how: 'form' }], evidence: [] },
  })
  const change = (fields: Record<string, string>) =>
    call(world, person().action!, { token, params: { person: id }, fields })
  await change({ intent: 'tag', tag: 'Voluntaria' })
  await change({ intent: 'note', note: 'Llamó el lunes.' })
  expect((await open()).person).toMatchObject({ tags: ['voluntaria'], notes: [{ text: 'Llamó el lunes.' }] })
  expect(await listed(world, token, '?tag=voluntaria')).toMatchObject([{ personId: id }])
  const bulk = officeRoute('office.people.bulk')
  const preview = async (kind: string) =>
    (
      (await call(world, bulk.action!, { token, fields: { kind, new_tag: 'alta', whom: 'all', state: 'news' } }))
        .body as {
        preview: object
      }
    ).preview
  expect(await preview('tag')).toMatchObject({ people: 1, signatures: 0, beyond: 0 })
  expect(await preview('erase')).toMatchObject({ people: 1, signatures: 0, beyond: 0 })
  await call(world, officeRoute('office.exports._index').action!, {
    token,
    fields: { reason: 'Turnout', state: 'news', shape: 'people' },
  })
  expect(await writeNextExport(world.as.worker, world.keyring, () => world.at)).toBe(1)
  expect(await world.db.selectFrom('export_person').select('person_id').execute()).toEqual([{ person_id: id }])
  await change({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'No más' })
  expect((await open()).person).toMatchObject({ stops: [{ said: 'No más' }] })
  const erased = await call(world, officeRoute('office.people.$person_.erase').action!, {
    token,
    params: { person: id },
  })
  expect(erased.status).toBe(303)
  expect(await world.db.selectFrom('person').select('id').execute()).toEqual([])
  expect(await world.db.selectFrom('erasure').select(['people', 'group_ids']).execute()).toEqual([
    { people: 1, group_ids: [await groupOf(world, 'network')] },
  ])
})

test('only the group of the campaign sees them; the network those who get its news too, and changes nobody', async ({
  world,
}) => {
  const group = await ofGroup(world, 'Vecinos')
  const id = await asksForNews(world, 'lucia@example.org')
  const ours = await organizer(world, 'owner', group, 'Ana Ruiz')
  const moderator = await organizer(world, 'moderator', group, 'Eva Ruiz')
  const others = await organizer(world, 'owner', await groupOf(world, 'Otra'), 'Lucía Paz')
  const network = await organizer(world, 'owner', await groupOf(world, 'network'), 'Omar Reyes')
  const opens = async (token: string) =>
    (await call(world, person().loader!, { token, params: { person: id } }).catch((thrown: Response) => thrown)).status
  const sees = async (token: string) => [
    (await listed(world, token)).length,
    (await search(world, token, 'lucia@example.org')).length,
    await opens(token),
  ]
  expect(await sees(ours.token)).toEqual([1, 1, 200])
  expect(await sees(others.token)).toEqual([0, 0, 404])
  expect(await sees(network.token)).toEqual([0, 0, 404])
  expect(await opens(moderator.token)).toBe(403)
  await sql`insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    values (gen_random_uuid(), ${id}, 'mail', 'network', '1', 'es', '2026-11-24', 'own-page', 'me', ${world.at}, '2026-11-24')`.execute(
    world.db,
  )
  expect(await sees(network.token)).toEqual([1, 1, 200])
  const opened = (await call(world, person().loader!, { token: network.token, params: { person: id } })).body
  expect(opened).toMatchObject({
    person: { mayChange: false, mayErase: false, news: { asked: [{ scope: 'network' }] } },
  })
  const tagged = await call(world, person().action!, {
    token: network.token,
    params: { person: id },
    fields: { intent: 'tag', tag: 'x' },
  }).catch((thrown: Response) => thrown)
  expect(tagged.status).toBe(404)
  const { rows } = await sql<{ seers: number }>`
    select count(*)::integer as seers from person_facts, member_group where codes @> array[fact_code('group ' || member_group.id)]`.execute(
    world.db,
  )
  expect(rows).toEqual([{ seers: 2 }])
})

test('a chapter sees those who live in its counties; whoever also signed elsewhere is not erased by one group alone', async ({
  world,
}) => {
  const group = await ofGroup(world, 'Vecinos')
  const id = await asksForNews(world, 'lucia@example.org')
  const { county } = await world.db.selectFrom('person').select('county').where('id', '=', id).executeTakeFirstOrThrow()
  const chapter = await groupOf(world, 'Centro', 'chapter', group)
  const { token } = await organizer(world, 'owner', chapter)
  expect(await listed(world, token)).toEqual([])
  await world.db
    .updateTable('member_group')
    .set({ counties: [county!] })
    .where('id', '=', chapter)
    .execute()
  expect(await listed(world, token)).toMatchObject([{ personId: id }])
  // The petition is the network's, the campaign the group's: neither may erase her alone.
  await world.signs({ ...rosa, email: 'eva@example.org' })
  await world.work()
  const { person_id } = await world.db.selectFrom('signature').select('person_id').executeTakeFirstOrThrow()
  await sql`update subscription set person_id = ${person_id} where person_id = ${id}`.execute(world.db)
  const owner = await organizer(world, 'owner', group, 'Ana Ruiz')
  const opened = (await call(world, person().loader!, { token: owner.token, params: { person: person_id! } })).body
  expect(opened).toMatchObject({ person: { mayChange: true, mayErase: false } })
  expect(await listed(world, owner.token)).toMatchObject([{ personId: person_id, state: 'news' }])
})

test('a phone that asked for news by itself is exported to a texting tool, once', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await asksForNews(world, tomas.phone)
  await call(world, officeRoute('office.exports._index').action!, {
    token,
    fields: { reason: 'Turnout', shape: 'texts' },
  })
  expect(await writeNextExport(world.as.worker, world.keyring, () => world.at)).toBe(1)
})
