import { sql } from 'kysely'
import { expect } from 'vitest'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, type OfficeRoute, officeRoute, organizer } from '../../support/office'
import { meet } from '../../support/races'

/** Something with an editor, published. */
interface Published {
  table: 'petition' | 'advocacy_campaign' | 'news_item'
  params: Record<string, string>
  editor: OfficeRoute
  /** Closes or archives it. */
  ends: (token: string) => Promise<{ status: number }>
  ended: string
}

const campaign = 'end-s-comm'

const writer = async (world: World, name?: string) =>
  (await organizer(world, 'organizer', await groupOf(world, 'network'), name)).token

/** What the form of its editor holds now. */
async function formOf(world: World, { editor, params }: Published, token: string): Promise<Record<string, string>> {
  const { values, revision } = (await call(world, editor.loader!, { token, params })).body as {
    values: Record<string, string>
    revision: number
  }
  return { ...values, revision: String(revision) }
}

const petition = (world: World): Published => ({
  table: 'petition',
  params: { petition: slug },
  editor: officeRoute('office.petitions.$petition.edit'),
  ended: 'closed',
  ends: (token) =>
    call(world, officeRoute('office.petitions.$petition._index').action!, {
      token,
      params: { petition: slug },
      fields: { state: 'closed' },
    }),
})

const action = (world: World): Published => ({
  table: 'advocacy_campaign',
  params: { action: 'call-sheriff-vance' },
  editor: officeRoute('office.actions.$action.edit'),
  ended: 'archived',
  ends: (token) =>
    call(world, officeRoute('office.actions.$action._index').action!, {
      token,
      params: { action: 'call-sheriff-vance' },
      fields: { state: 'archived' },
    }),
})

/** A post that is out. */
async function post(world: World): Promise<Published> {
  const token = await writer(world)
  const list = officeRoute('office.campaigns_.$campaign.$kind._index')
  const params = { campaign, kind: 'news' }
  await call(world, list.action!, { token, params, fields: { title: 'Vigil' } })
  const words = Object.fromEntries(
    ['title', 'summary', 'text'].flatMap((name) => ['en', 'es'].map((language) => [`${name}_${language}`, 'Vigil'])),
  )
  const made: Published = {
    table: 'news_item',
    params: { ...params, slug: 'vigil' },
    editor: officeRoute('office.campaigns_.$campaign.$kind.$slug.edit'),
    ended: 'archived',
    ends: (by) => call(world, list.action!, { token: by, params, fields: { slug: 'vigil', state: 'archived' } }),
  }
  const fields = { ...(await formOf(world, made, token)), ...words, intent: 'publish' }
  expect((await call(world, made.editor.action!, { token, params: made.params, fields })).location).toMatch(/published/)
  return made
}

const stateOf = async (world: World, { table, params }: Published) =>
  (
    await sql<{ state: string }>`
      select state from ${sql.table(table)} where slug = ${params.petition ?? params.action ?? params.slug}
    `.execute(world.db)
  ).rows[0]!.state

const held = ({ table, params }: Published) =>
  sql`select from ${sql.table(table)} where slug = ${params.petition ?? params.action ?? params.slug} for no key update`

for (const [name, make] of [
  ['a petition', petition],
  ['an action', action],
  ['a post', post],
] as const)
  test(`${name} that one organizer closes or archives while another publishes a change stays so, whoever is first`, async ({
    world,
  }) => {
    const thing = await make(world)
    const [omar, lucia] = [await writer(world, 'Omar Reyes'), await writer(world, 'Lucía Paz')]
    const publishes = async (title: string) => {
      const fields = { ...(await formOf(world, thing, omar)), title_en: title, intent: 'publish' }
      return () => call(world, thing.editor.action!, { token: omar, params: thing.params, fields })
    }
    const before = await stateOf(world, thing)
    const both = await meet(world.db, held(thing), () => thing.ends(lucia), await publishes('Free Ana'))
    expect([before, both.map(({ status }) => status), await stateOf(world, thing)]).toEqual([
      'open',
      [303, 303],
      thing.ended,
    ])
    await sql`update ${sql.table(thing.table)} set state = 'open'`.execute(world.db)
    await meet(world.db, held(thing), await publishes('Free Ana now'), () => thing.ends(lucia))
    expect(await stateOf(world, thing)).toBe(thing.ended)
  })

test('whoever publishes puts out what they have typed, and not what a colleague saves at the same moment', async ({
  world,
}) => {
  const thing = petition(world)
  const [omar, lucia] = [await writer(world, 'Omar Reyes'), await writer(world, 'Lucía Paz')]
  const posts = async (token: string, fields: Record<string, string>) =>
    call(world, thing.editor.action!, {
      token,
      params: thing.params,
      fields: { ...(await formOf(world, thing, token)), ...fields },
    })
  await posts(omar, { title_en: 'Before', intent: 'publish' })
  const [published, saved] = await meet(
    world.db,
    held(thing),
    () => posts(omar, { title_en: 'Omar wrote this', intent: 'publish' }),
    () => posts(lucia, { title_en: 'Lucía wrote this', intent: 'save' }),
  )
  const { title } = await world.db
    .selectFrom('petition')
    .select('title')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  expect([saved.status, published.status, title.en]).toEqual([303, 409, 'Before'])
  expect(published.body).toMatchObject({
    conflict: { by: 'Lucía Paz' },
    form: { values: { title_en: 'Omar wrote this' } },
  })
})

test('the same published twice at the same moment is one version, and so is what is published again without a change', async ({
  world,
}) => {
  const thing = petition(world)
  const omar = await writer(world, 'Omar Reyes')
  const fields = { ...(await formOf(world, thing, omar)), title_en: 'Free Ana', intent: 'publish' }
  const publishes = () => call(world, thing.editor.action!, { token: omar, params: thing.params, fields })
  const answers = await meet(world.db, held(thing), publishes, publishes)
  expect(answers.map(({ location }) => location?.split('?')[1])).toEqual(['published', 'unchanged'])
  const again = { ...(await formOf(world, thing, omar)), intent: 'publish' }
  expect(
    (await call(world, thing.editor.action!, { token: omar, params: thing.params, fields: again })).location,
  ).toMatch(/unchanged/)
  // That of the seeds, and that of Omar.
  expect(await world.db.selectFrom('petition_revision').select('published_by').execute()).toHaveLength(2)
  expect(
    (
      (await call(world, thing.editor.loader!, { token: omar, params: thing.params, query: '?unchanged' })).body as {
        justPublished: string
      }
    ).justPublished,
  ).toBe('unchanged')
})
