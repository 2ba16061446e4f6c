import { expect } from 'vitest'
import type { readGroup } from '~/office/team/group.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const { loader } = officeRoute('office.groups.$group')
const start = officeRoute('office.pages.new')

type Read = Awaited<ReturnType<typeof readGroup>>
const sees = async (world: World, token: string, group: string) => {
  const { status, body } = await call(world, loader!, { token, params: { group } })
  return { status, read: (body as { read: Read } | null)?.read }
}

test('a group’s page says whose people it sees, to each as they see it', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const group = await groupOf(world, 'Saguaro')
  const chapter = await groupOf(world, 'Saguaro Norte', 'chapter', group, ['850'])
  const omar = await organizer(world, 'organizer', group)
  expect((await sees(world, omar.token, group)).read).toMatchObject({
    group: { name: 'Saguaro', kind: 'group' },
    chapters: ['Saguaro Norte'],
    own: true,
    mayStart: true,
    maySet: false,
  })
  expect((await sees(world, omar.token, chapter)).read).toMatchObject({ own: true, above: 'Saguaro' })
  expect((await sees(world, omar.token, network)).status).toBe(404)
  const viewer = await organizer(world, 'viewer', group, 'Vera')
  expect((await sees(world, viewer.token, group)).read).toMatchObject({ own: false, mayStart: false })
  const lucia = await organizer(world, 'owner', network, 'Lucía Paz')
  expect((await sees(world, lucia.token, group)).read).toMatchObject({ own: null, maySet: true })
  expect((await sees(world, lucia.token, network)).read).toMatchObject({ own: true })
})

const own = {
  kind: 'petition',
  title: 'Cierren la cárcel de Saguaro',
  campaign: 'own',
  name_en: 'Close Saguaro Jail',
  name_es: 'Cierren la cárcel de Saguaro',
  summary_en: 'No one belongs in it.',
  summary_es: 'Nadie debe estar ahí.',
}

test('a group without a campaign begins its petition and its campaign in one form', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  await world.db.updateTable('member_group').set({ colour: '#0b5d3b' }).where('id', '=', group).execute()
  const { token } = await organizer(world, 'organizer', group)
  const form = await call(world, start.loader!, { token, query: `?kind=petition&group=${group}` })
  expect(form.body).toMatchObject({ chosen: { kind: 'petition', campaign: 'own', group } })
  const missing = await call(world, start.action!, { token, fields: { ...own, group, summary_es: '' } })
  expect(missing).toMatchObject({
    status: 422,
    body: { form: { values: { title: own.title }, errors: [{ field: 'summary_es' }] } },
  })
  const made = await call(world, start.action!, { token, fields: { ...own, group } })
  expect(made.location).toMatch(/^\/office\/petitions\/[\w-]+\/edit$/)
  const petition = await world.db
    .selectFrom('petition')
    .innerJoin('campaign', 'campaign.id', 'petition.campaign_id')
    .select(['petition.group_id', 'campaign.group_id as campaign_group', 'campaign.name', 'colour', 'petition.state'])
    .where('petition.group_id', '=', group)
    .executeTakeFirstOrThrow()
  expect(petition).toEqual({
    group_id: group,
    campaign_group: group,
    name: { en: own.name_en, es: own.name_es },
    colour: '#0b5d3b',
    state: 'draft',
  })
  expect((await call(world, start.loader!, { token, query: `?group=${group}` })).body).not.toMatchObject({
    chosen: { campaign: 'own' },
  })
})

test('a group writes in its own campaigns and in those of the groups above it, not in another group’s', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const elsewhere = await groupOf(world, 'Elsewhere')
  const theirs = await organizer(world, 'organizer', elsewhere, 'Ana')
  await call(world, start.action!, { token: theirs.token, fields: { ...own, group: elsewhere } })
  const { id } = await world.db
    .selectFrom('campaign')
    .select('id')
    .where('group_id', '=', elsewhere)
    .executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'organizer', group)
  const { places } = (await call(world, start.loader!, { token })).body as { places: { campaigns: { id: string }[] } }
  expect(places.campaigns.length).toBeGreaterThan(0)
  expect(places.campaigns.map((one) => one.id)).not.toContain(id)
  const fields = { kind: 'petition', title: 'Cierren la cárcel', group }
  expect((await call(world, start.action!, { token, fields: { ...fields, campaign: id } })).status).toBe(404)
  expect(
    (await call(world, start.action!, { token, fields: { ...fields, campaign: places.campaigns[0]!.id } })).status,
  ).toBe(303)
})
