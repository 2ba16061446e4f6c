import { expect } from 'vitest'
import { importNext } from '~/office/people/imports/import-next.server'
import type { UndoableElsewhere } from '~/office/undo/elsewhere.server'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { reviewedFields } from '../../support/reviewed'

const listed = async (world: World, token: string) =>
  ((await call(world, officeRoute('office.undo').loader!, { token })).body as { elsewhere: UndoableElsewhere[] })
    .elsewhere
const whats = async (world: World, token: string) => (await listed(world, token)).map(({ what }) => what).sort()

async function signer(world: World) {
  await world.signs(rosa)
  await world.work()
  const person = (await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()).id
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const change = (fields: Record<string, string>) =>
    call(world, officeRoute('office.people.$person').action!, { token, params: { person }, fields })
  return { token, person, change }
}

test('pressed twice, a tag that comes off and a stop that is undone say the same again', async ({ world }) => {
  const { change } = await signer(world)
  await change({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
  const { id } = await world.db.selectFrom('recorded_stop').select('id').executeTakeFirstOrThrow()
  await change({ intent: 'tag', tag: 'voluntaria' })
  for (let press = 0; press < 2; press += 1) {
    expect((await change({ intent: 'untag', tag: 'voluntaria' })).body).toMatchObject({ done: [{ did: 'untagged' }] })
    expect((await change({ intent: 'undo-stop', id })).location).toContain('did=unstopped')
  }
  expect((await change({ intent: 'untag', tag: 'never theirs' })).status).toBe(404)
  expect((await change({ intent: 'undo-stop', id: crypto.randomUUID() })).status).toBe(404)
})

test('what was done to a person in the last day is listed with who it was, and leads to its Undo', async ({
  world,
}) => {
  const { token, person, change } = await signer(world)
  await change({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
  await change({ intent: 'tag', tag: 'voluntaria' })
  await change({ intent: 'note', note: 'Speaks at the council' })
  expect(await whats(world, token)).toEqual(['noted', 'stopped', 'tagged'])
  const [stop] = (await listed(world, token)).filter(({ what }) => what === 'stopped')
  expect(stop).toMatchObject({ name: 'Rosa Martínez', by: 'Omar Reyes' })
  const { searchParams, pathname } = new URL(stop!.path, 'https://office.example.org')
  expect(pathname).toBe(`/office/people/${person}`)
  await change({ intent: 'undo-stop', id: searchParams.get('about')! })
  const note = (await world.db.selectFrom('person_note').select('id').executeTakeFirstOrThrow()).id
  await change({ intent: 'remove-note', id: note })
  await change({ intent: 'untag', tag: 'voluntaria' })
  const left = await listed(world, token)
  expect(left.map(({ what }) => what).sort()).toEqual(['unnoted', 'untagged'])
  expect(left.find(({ what }) => what === 'unnoted')!.path).toMatch(
    new RegExp(`^/office/people/${person}\\?did=unnoted&about=${note}&ok=`),
  )
  expect(
    await world.db.selectFrom('audit').select(['subject', 'how_many']).where('subject', '=', 'to undo').execute(),
  ).toEqual(expect.arrayContaining([{ subject: 'to undo', how_many: 3 }]))
})

test('a list that was imported, people who were erased and signatures that were let count are listed too', async ({
  world,
}) => {
  const { token, person } = await signer(world)
  await world.db.updateTable('signature').set({ held: 'burst' }).execute()
  const fields = { petition: slug, reason: 'burst', source: 'web', hour: '', domain: '', verdict: 'release' }
  await call(world, officeRoute('office.held').action!, { token, fields })
  expect(await listed(world, token)).toMatchObject([{ what: 'released', count: 1, by: 'Omar Reyes' }])
  await call(world, officeRoute('office.people.$person_.erase').action!, { token, params: { person }, fields: {} })
  const imports = (posted: Record<string, string>) =>
    reviewedFields(world, 'import_batch', posted).then((reviewed) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(reviewed)) form.append(name, value)
      return call(world, officeRoute('office.petitions.$petition.imports').action!, {
        token,
        params: { petition: slug },
        fields: form,
      })
    })
  await imports({ intent: 'entry', name: 'Lee Okafor', contact: '602 555 0101', zip: '85001' })
  const { id } = await world.db.selectFrom('import_batch').select('id').executeTakeFirstOrThrow()
  await imports({ intent: 'run', id })
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  expect(await listed(world, token)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'imported', count: 1, path: `/office/petitions/${slug}/imports` }),
      expect.objectContaining({ what: 'erased', count: 1, path: '/office/people/erased' }),
    ]),
  )
})

test('nobody sees what they may not undo, and after a day it is not listed', async ({ world }) => {
  const { token, change } = await signer(world)
  await change({ intent: 'stop', way: 'phone', stop_mail: '1', said: 'Please stop emailing me.' })
  await change({ intent: 'tag', tag: 'voluntaria' })
  const moderator = await organizer(world, 'moderator', await groupOf(world, 'network'))
  expect(await whats(world, moderator.token)).toEqual([])
  const stranger = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  expect(await whats(world, stranger.token)).toEqual([])
  expect(await whats(world, token)).toEqual(['stopped', 'tagged'])
  const dayAgo = new Date(world.at.getTime() - 25 * 3_600_000)
  await world.db.updateTable('recorded_stop').set({ recorded_at: dayAgo }).execute()
  expect(await whats(world, token)).toEqual(['tagged'])
})
