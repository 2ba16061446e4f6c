import pg from 'pg'
import { expect } from 'vitest'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { announceForgetting } from '~/office/campaigns/announce-forgetting.server'
import { writeNextExport } from '~/office/people/exports/export-people.server'
import { forgetOverdue, listOverdue } from '~/office/people/retention.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { openPage, presses } from '../../support/own-page'

const people = () => officeRoute('office.people._index')
const person = () => officeRoute('office.people.$person')
const names = (body: unknown) => (body as { lines: { name: string }[] }).lines.map((line) => line.name).sort()

async function threeSign(world: World) {
  await world.signs({ ...rosa, comments: 'Por mi familia' })
  await world.signs(sam)
  await world.signs(tomas)
  await world.work()
}

/** The page that a search leads to. */
async function found(world: World, token: string, search: string, at = world.at) {
  const { status, location } = await call(world, people().action!, { token, fields: { search }, at })
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/office\/people\?searched=[0-9a-f-]{36}$/)])
  return call(world, people().loader!, { token, query: new URL(location!, 'http://office').search, at })
}

async function personNamed(world: World, token: string, name: string): Promise<string> {
  const { lines } = (await call(world, people().loader!, { token })).body as {
    lines: { name: string; personId: string }[]
  }
  return lines.find((line) => line.name.startsWith(name))!.personId
}

test('whoever signed is found by the whole address or number, or by part of the name; every look is in the ledger', async ({
  world,
}) => {
  await threeSign(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const search = async (text: string) => names((await found(world, token, text)).body)
  expect(await search('ROSA+x@example.org')).toEqual(['Rosa Martínez', 'Sam Reyes'])
  expect(await search('602-555-0101')).toEqual(['Tomás'])
  expect(await search('martinez')).toEqual(['Rosa Martínez'])
  expect(await search('rosa@example.com')).toEqual([])
  const id = await personNamed(world, token, 'Rosa')
  const opened = (await call(world, person().loader!, { token, params: { person: id } })).body as {
    person: { contacts: { contact: string }[] }
  }
  expect(opened.person.contacts[0]!.contact).toBe('r···@example.org')
  const revealed = (
    await call(world, person().action!, { token, params: { person: id }, fields: { intent: 'reveal' } })
  ).body as { revealed: { contacts: { contact: string }[] } }
  expect(revealed.revealed.contacts[0]!.contact).toBe('rosa@example.org')
  const acts = await world.db.selectFrom('audit').select(['act', 'subject', 'how_many']).orderBy('seq').execute()
  expect(acts.map((line) => line.act)).toEqual([
    'searched-people',
    'searched-people',
    'searched-people',
    'searched-people',
    'listed-people',
    'opened-person',
    'revealed-contact',
  ])
  expect(acts.map((line) => line.how_many)).toEqual([2, 1, 3, 0, 3, 1, 1])
  expect(JSON.stringify(acts)).not.toMatch(/rosa|martinez|555/i)
})

test('a search leads to an address without its words, which works again for an hour, for who typed them only', async ({
  world,
}) => {
  await threeSign(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { location } = await call(world, people().action!, { token, fields: { search: 'martinez' } })
  const open = async (whose = token, at = world.at) =>
    (await call(world, people().loader!, { token: whose, query: new URL(location!, 'http://office').search, at })).body
  expect([await open(), await open()]).toMatchObject(
    Array.from({ length: 2 }, () => ({ lines: [{ name: 'Rosa Martínez' }], searched: { opened: 3, isAll: true } })),
  )
  const colleague = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Lucía Paz')
  const gone = { lines: { length: 3 }, searched: null, isSearchGone: true }
  expect(await open(colleague.token)).toMatchObject(gone)
  expect(await open(token, new Date(world.at.getTime() + 61 * 60_000))).toMatchObject(gone)
  expect(await call(world, people().action!, { token, fields: { search: 'm' } })).toMatchObject({ status: 422 })
})

test('correcting a name, a tag and a note are kept sealed, and the person gets them with everything we hold', async ({
  world,
}) => {
  await threeSign(world)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const id = await personNamed(world, token, 'Rosa')
  const change = (fields: Record<string, string>) =>
    call(world, person().action!, { token, params: { person: id }, fields })
  expect(
    (await change({ intent: 'correct', given_name: 'Rosa María', family_name: 'Martínez', postal_code: '85004' }))
      .status,
  ).toBe(200)
  expect(
    (await change({ intent: 'correct', given_name: 'Sam', family_name: 'Reyes', postal_code: '85004' })).status,
  ).toBe(422)
  await change({ intent: 'tag', tag: 'Voluntaria' })
  await change({ intent: 'note', note: 'Quiere ayudar los sábados.' })
  const seen = (await call(world, person().loader!, { token, params: { person: id } })).body as { person: unknown }
  expect(seen.person).toMatchObject({
    name: 'Rosa María Martínez',
    tags: ['voluntaria'],
    notes: [{ text: 'Quiere ayudar los sábados.', by: 'Omar Reyes' }],
  })
  const [note] = await world.db.selectFrom('person_note').select('sealed').execute()
  expect(note!.sealed.includes('sábados')).toBe(false)
})

test('a corrected name is corrected where it is shown, its page is rendered again, and a hidden comment stays hidden', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  await world.signs({ ...rosa, share_name: '1', comment: 'Por mi barrio.' })
  await world.work()
  const signed = await world.db
    .selectFrom('signature')
    .select(['id', 'person_id', 'petition_id'])
    .executeTakeFirstOrThrow()
  await world.confirms(signed.id)
  await world.db.updateTable('public_name').set({ comment_state: 'hidden' }).execute()
  const changed: (string | undefined)[] = []
  const site = new pg.Client({ connectionString: world.url })
  await site.connect()
  site.on('notification', ({ payload }) => changed.push(payload))
  await site.query('listen firme_changed')
  await call(world, person().action!, {
    token,
    params: { person: signed.person_id! },
    fields: { intent: 'correct', given_name: 'Rosario', family_name: 'Ortiz', postal_code: '90001' },
  })
  await site.query('select 1')
  await site.end()
  expect(changed).toEqual([`petition:${signed.petition_id}`])
  expect(await world.db.selectFrom('public_name').select(['display_name', 'place', 'comment_state']).execute()).toEqual(
    [{ display_name: 'Rosario O.', place: 'CA', comment_state: 'hidden' }],
  )
})

test('an erased person leaves nothing, and the total falls; under a legal hold nobody can be erased, by the office or by themselves', async ({
  world,
}) => {
  await threeSign(world)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const rosaId = await personNamed(world, token, 'Rosa')
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  expect(await world.total()).toBe(3)
  await setPaused(world.db, 'legal-hold', true, null, world.at)
  expect(
    (
      await call(world, officeRoute('office.people.$person_.erase').action!, {
        token,
        params: { person: rosaId },
        fields: {},
      })
    ).status,
  ).toBe(422)
  await presses(world, await openPage(world), { intent: 'delete_all' })
  expect(await world.total()).toBe(3)
  expect(await world.db.selectFrom('intake').select('failure').execute()).toEqual([{ failure: 'LegalHold' }])
  const waiting = async () =>
    ((await call(world, officeRoute('office._index').loader!, { token })).body as { needs: { deletions: number } })
      .needs.deletions
  expect(await waiting()).toBe(1)
  // Tried again at once, however long the next try was away.
  await setPaused(world.db, 'legal-hold', false, null, world.at)
  await world.work()
  expect(await world.total()).toBe(1)
  expect(await waiting()).toBe(0)
  expect((await call(world, person().loader!, { token, params: { person: rosaId } })).status).toBe(404)
})

test('a thrown switch holds its messages back, and they leave when it is set back', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  await setPaused(world.db, 'mail', true, null, world.at)
  expect(await claimMessages(world.db, 'mail', 10, world.at)).toEqual([])
  await setPaused(world.db, 'mail', false, null, world.at)
  expect(await claimMessages(world.db, 'mail', 10, world.at)).toHaveLength(1)
})

test('the list is narrowed by petition, state, language, place, source and day, and turned page by page', async ({
  world,
}) => {
  for (let index = 0; index < 60; index += 1)
    await world.signs(
      { ...rosa, given_name: `R${index}`, email: `r${index}@example.org` },
      { language: index % 2 ? 'es' : 'en' },
    )
  await world.work()
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const page = async (query: string) =>
    (await call(world, people().loader!, { token, query })).body as {
      lines: { signatureId: string }[]
      count: number
    }
  const first = await page('')
  const second = await page('?page=2')
  expect([first.lines.length, second.lines.length, second.count]).toEqual([50, 10, 60])
  expect(new Set([...first.lines, ...second.lines].map((line) => line.signatureId)).size).toBe(60)
  expect((await page('?language=es')).lines).toHaveLength(30)
  for (const none of [
    '?area=606',
    '?state=confirmed',
    '?source=wa',
    '?day=2020-01-01',
    '?petition=no-287g',
    "?petition=' or true --",
  ])
    expect((await page(none)).lines, none).toHaveLength(0)
  expect((await page(`?petition=${slug}&area=850&state=unconfirmed&source=web&day=2026-11-24`)).lines).toHaveLength(50)
})

test('the list, what is done to many and an export are narrowed to a county; a private signature is in none', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.signs({ ...tomas, postal_code: '85701' })
  await world.signs({ ...sam, email: 'sam@example.org', is_private: '1' })
  await world.work()
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const listed = (await call(world, people().loader!, { token, query: '?county=az-pima-county' })).body as {
    lines: { name: string }[]
    counties: { slug: string; name: string }[]
  }
  expect(names(listed)).toEqual(['Tomás'])
  expect(listed.counties).toEqual([
    { slug: 'az-maricopa-county', name: 'Maricopa County, AZ' },
    { slug: 'az-pima-county', name: 'Pima County, AZ' },
  ])
  expect(names((await call(world, people().loader!, { token, query: '?county=az-maricopa-county' })).body)).toEqual([
    'Rosa Martínez',
  ])
  expect(names((await call(world, people().loader!, { token, query: '?county=nowhere' })).body)).toEqual([])
  const bulk = await call(world, officeRoute('office.people.bulk').action!, {
    token,
    fields: { kind: 'tag', new_tag: 'x', county: 'az-pima-county' },
  })
  expect(bulk.body).toMatchObject({ preview: { people: 1, sample: ['Tomás'], filter: { county: 'az-pima-county' } } })
  await call(world, officeRoute('office.exports._index').action!, {
    token,
    fields: { reason: 'phone bank', county: 'az-pima-county' },
  })
  await writeNextExport(world.as.worker, world.keyring, () => world.at)
  expect(await world.db.selectFrom('export').select(['rows_all', 'rows_done']).execute()).toEqual([
    { rows_all: 1, rows_done: 1 },
  ])
})

test('half a year after the campaign closed people, contacts, comments and names are gone, and the totals stand', async ({
  world,
}) => {
  await world.signs({ ...rosa, comments: 'Por mi familia', share_name: '1' })
  await world.signs(tomas)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  await world.db.updateTable('campaign').set({ closes_at: world.at }).execute()
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  const after = (days: number) => new Date(world.at.getTime() + days * 86_400_000)
  await announceForgetting(world.as.worker, world.keyring, 180, after(173))
  expect(await listOverdue(world.db, 180, after(179))).toEqual([])
  expect(await forgetOverdue(world.as.worker, 180, after(179))).toBe(0)
  expect(await listOverdue(world.db, 180, after(180))).toEqual([
    { campaign: 'end-s-comm', people: 2, contacts: 2, comments: 1, letters: 0, names: 1 },
  ])
  expect(await forgetOverdue(world.as.worker, 180, after(180))).toBe(2)
  for (const table of ['person', 'contact_point', 'public_name', 'message', 'consent'] as const)
    expect(await world.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  expect(await world.total()).toBe(2)
  expect(
    (await recount(world.as.worker, { mend: false }, after(180))).filter((one) => one.shown !== one.counted),
  ).toEqual([])
  expect(await world.db.selectFrom('audit').select(['act', 'how_many']).execute()).toEqual([
    { act: 'purged', how_many: 2 },
  ])
})
