import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { findPetition } from '~/actions/petitions/petitions.server'
import { readDraft } from '~/office/editor/drafts.server'
import type { CopiesPublished } from '~/office/petitions/all-copies.server'
import { fillBlanks } from '~/office/petitions/copies.server'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { meet } from '../../support/races'

const params = { petition: slug }
const copies = officeRoute('office.petitions.$petition.copies')
const edit = officeRoute('office.petitions.$petition.edit')
const two = 'Ida Vance\tSheriff\talguacil\tOcotillo County\nLee Okafor\tSheriff\talguacil\tMesquite County'

/** Whatever is done to all copies waits for it. */
const held = sql`select from petition where template_id is not null for no key update`

/** An organizer who has put these titles into the demo's petition. */
async function writes(world: World, en: string, es: string): Promise<string> {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { values, revision } = (await call(world, edit.loader!, { token, params })).body as {
    values: Record<string, string>
    revision: number
  }
  await call(world, edit.action!, {
    token,
    params,
    fields: { ...values, title_en: en, title_es: es, revision: String(revision), intent: 'save' },
  })
  return token
}

const posts = (world: World, token: string, fields: Record<string, string>) =>
  call(world, copies.action!, { token, params, fields })
const made = (world: World) =>
  world.db
    .selectFrom('petition')
    .select(['slug', 'state'])
    .where('template_id', 'is not', null)
    .orderBy('slug')
    .execute()

test('a blank that no list fills is refused by name, and nothing is made', async ({ world }) => {
  const token = await writes(world, '{nombre}: free Ana', '{name}: libertad para Ana')
  const refused = await posts(world, token, { targets: two })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    form: { values: { targets: two }, errors: [{ said: expect.stringContaining('{nombre}') }] },
  })
  expect(await made(world)).toEqual([])
})

test('the titles are shown before anything is made, and what was pasted stays', async ({ world }) => {
  const token = await writes(world, '{office} {name}: free Ana', '{name}: libertad para Ana')
  const previewed = await posts(world, token, { intent: 'preview', targets: two })
  expect(previewed.body).toMatchObject({
    form: { values: { targets: two }, errors: [] },
    preview: { all: 2, titles: [{ en: 'Sheriff Ida Vance: free Ana', es: 'Ida Vance: libertad para Ana' }, {}] },
  })
  expect(await made(world)).toEqual([])
})

test('no official is chosen beforehand, all are with one link, and none is refused', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  const shown = async (query: string) =>
    (await call(world, copies.loader!, { token, params, query })).body as {
      isAllChosen: boolean
      posts: { postId: string; name: string }[]
    }
  const offered = await shown('?state=AZ&role=sheriff')
  expect(offered.isAllChosen).toBe(false)
  expect((await shown('?state=AZ&role=sheriff&all=1')).isAllChosen).toBe(true)
  expect((await shown('?state=AZ&role=sheriff&words=vance')).posts.map(({ name }) => name)).toEqual(['Ida Vance'])
  expect((await posts(world, token, { from: 'posts', state: 'AZ', role: 'sheriff' })).body).toMatchObject({
    form: { errors: [{ message: 'postsMissing' }] },
  })
})

test('an official is found by name among more posts than are offered at once', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await sql`
    insert into post (id, organization_id, division_id, role, title, district, seat, slug, created_at)
    select gen_random_uuid(), organization_id, division_id, role, title, 'D' || number, '', 'a-' || number, created_at
    from post, generate_series(1, 1001) as number where post.id = (select post.id from post join membership on post_id = post.id join official on official.id = official_id where official.name = 'Ida Vance')
  `.execute(world.db)
  const found = async (words: string) =>
    (
      (await call(world, copies.loader!, { token, params, query: `?state=AZ&role=sheriff&words=${words}` })).body as {
        posts: { name: string }[]
      }
    ).posts
  expect((await found('vance')).map(({ name }) => name)).toEqual(['Ida Vance'])
  expect(await found('')).toHaveLength(1_000)
})

test('where nobody is known in a post, the title names the office once', async ({ world }) => {
  const { content } = await readDraft(world.db, petitionWriting, (await findPetition(world.db, slug))!)
  const title = (en: string, es: string) =>
    fillBlanks(
      { ...content, title: { en, es } },
      {
        name: 'Ocotillo County Sheriff’s Office',
        vacant: { en: 'Sheriff, Ocotillo County', es: 'alguacil (sheriff), condado de Ocotillo' },
        office: { en: 'Sheriff', es: 'alguacil (sheriff)' },
        place: { en: 'Ocotillo County', es: 'el condado de Ocotillo' },
      },
    ).title
  expect(title('{office} {name}: free Ana', '{name} ({office}): libertad para Ana')).toEqual({
    en: 'Sheriff, Ocotillo County: free Ana',
    es: 'Alguacil (sheriff), condado de Ocotillo: libertad para Ana',
  })
})

test('copies are published together, what misses something stays a draft, and all are closed and opened again', async ({
  world,
}) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: two })
  const [first] = await made(world)
  const { content } = await world.db
    .selectFrom('petition_draft')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('content')
    .where('slug', '=', first!.slug)
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('petition_draft')
    .set({ content: JSON.stringify({ ...(content as object), ask: { en: 'Free Ana.', es: '' } }), revision: 2 })
    .where('petition_id', '=', (eb) => eb.selectFrom('petition').select('id').where('slug', '=', first!.slug))
    .execute()
  expect((await posts(world, token, { intent: 'publish' })).body).toMatchObject({
    published: { published: 1, left: 0, refused: [{ slug: first!.slug, why: expect.any(String) }] },
  })
  const states = async () => (await made(world)).map(({ state }) => state)
  expect(await states()).toEqual(['draft', 'open'])
  const { location } = await posts(world, token, { intent: 'close' })
  expect(location).toMatch(/closed=1&at=/)
  expect(await states()).toEqual(['draft', 'closed'])
  const at = new URL(location!, 'https://example.org').searchParams.get('at')!
  expect((await posts(world, token, { intent: 'open', at })).location).toMatch(/opened=1$/)
  expect(await states()).toEqual(['draft', 'open'])
})

test('opening again what was just closed leaves closed what was closed before', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: two })
  await posts(world, token, { intent: 'publish' })
  const [won] = await made(world)
  await world.db
    .updateTable('petition')
    .set({ state: 'closed', updated_at: new Date(world.at.getTime() - 86_400_000) })
    .where('slug', '=', won!.slug)
    .execute()
  const { location } = await posts(world, token, { intent: 'close' })
  const at = new URL(location!, 'https://example.org').searchParams.get('at')!
  await posts(world, token, { intent: 'open', at })
  expect((await made(world)).map(({ state }) => state)).toEqual(['closed', 'open'])
})

test('a hundred drafts with something missing do not keep the next ones from being published', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  const many = Array.from({ length: 101 }, (_, index) => `Ida Vance ${100 + index}\tSheriff\talguacil\tOcotillo County`)
  await posts(world, token, { targets: many.join('\n') })
  const last = (await made(world)).at(-1)!.slug
  await sql`
    update petition_draft set content = jsonb_set(content, '{ask,es}', '""') from petition
    where petition.id = petition_id and template_id is not null and slug <> ${last}
  `.execute(world.db)
  const publishes = async (after?: string) =>
    (
      (await posts(world, token, { intent: 'publish', ...(after ? { after } : {}) })).body as {
        published: CopiesPublished
      }
    ).published
  const first = await publishes()
  expect(first).toMatchObject({ published: 0, left: 1 })
  expect(await publishes(first.last)).toMatchObject({ published: 1, left: 0, refused: [] })
})

test('drafts with news or a list of people are not taken back with the others', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: `${two}\nAna Cruz\tSheriff\talguacil\tPima County` })
  const ids = (await world.db.selectFrom('petition').select('id').where('template_id', 'is not', null).execute()).map(
    ({ id }) => id,
  )
  const { id: by } = await world.db.selectFrom('organizer').select('id').executeTakeFirstOrThrow()
  await world.db
    .insertInto('petition_update')
    .values({
      petition_id: ids[0]!,
      published_on: '2026-11-24',
      title: JSON.stringify({ en: 'News', es: 'Noticias' }),
      body: JSON.stringify({ en: 'News.', es: 'Noticias.' }),
    })
    .execute()
  await world.db
    .insertInto('import_batch')
    .values({
      id: randomUUID(),
      petition_id: ids[1]!,
      asked_by: by,
      asked_at: world.at,
      columns: '[]',
      mapping: null,
      warnings: '[]',
    })
    .execute()
  expect((await posts(world, token, { intent: 'drop' })).location).toMatch(/dropped=1$/)
  expect(await made(world)).toHaveLength(2)
})

test('copies that nobody has changed are taken back together, others stay', async ({ world }) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: two })
  const [first, second] = await made(world)
  await world.db
    .updateTable('petition_draft')
    .set({ revision: 2 })
    .where('petition_id', '=', (eb) => eb.selectFrom('petition').select('id').where('slug', '=', first!.slug))
    .execute()
  expect((await posts(world, token, { intent: 'drop' })).location).toMatch(/dropped=1$/)
  expect((await made(world)).map((one) => one.slug)).toEqual([first!.slug])
  expect((await posts(world, token, { targets: two })).location).toMatch(/made=1$/)
  expect((await made(world)).map((one) => one.slug)).toContain(second!.slug)
})

test('copies that several publish at the same moment are published once each, and everybody is told what they did', async ({
  world,
}) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: two })
  const publishes = () => posts(world, token, { intent: 'publish' })
  const answers = await meet(world.db, held, publishes, publishes)
  const said = answers.map(({ body }) => (body as { published: CopiesPublished }).published)
  expect(said.reduce((sum, one) => sum + one.published, 0)).toBe(2)
  for (const { published, already } of said) expect(published + already).toBe(2)
  const versions = await world.db
    .selectFrom('petition_revision')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('petition_id')
    .where('template_id', 'is not', null)
    .execute()
  const logged = await world.db.selectFrom('audit').select('seq').where('act', '=', 'published-petition').execute()
  expect([versions.length, logged.length]).toEqual([2, 2])
})

test('copies that one publishes while another removes them are public or gone, and each is accounted for', async ({
  world,
}) => {
  const token = await writes(world, '{name}: free Ana', '{name}: libertad para Ana')
  await posts(world, token, { targets: two })
  const answers = await meet(
    world.db,
    held,
    () => posts(world, token, { intent: 'drop' }),
    () => posts(world, token, { intent: 'publish' }),
  )
  expect(answers[0].location).toMatch(/dropped=2$/)
  expect(answers[1].body).toMatchObject({ published: { published: 0, gone: 2 } })
  expect(await made(world)).toEqual([])
})
