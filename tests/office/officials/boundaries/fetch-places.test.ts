import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect } from 'vitest'
import { isPublicAddress, openLink } from '~/channels/links/open-link.server'
import { translator } from '~/i18n/translator'
import { openPlacesTurn } from '~/office/officials/boundaries/fetch-places.server'
import { FetchPlaces } from '~/office/officials/boundaries/fetch-places-panel'
import type { PlacesFetch } from '~/office/officials/boundaries/places-list'
import { test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

const { loader, action } = officeRoute('office.places._index')
const servers: http.Server[] = []
afterEach(() => void servers.splice(0).map((server) => server.close()))

const id = (state: string, place: string) => `ocd-division/country:us/state:${state}/place:${place}`
const list = [
  'id,name,census_geoid',
  `${id('az', 'mesa')},Mesa city,place-0446000`,
  `${id('nm', 'gallup')},Gallup city,place-3528460`,
  `${id('nm', 'taos')},Taos town,place-3576200`,
].join('\n')

/** A server on this machine that answers as told. */
async function serving(status: number, body: string) {
  let asked = 0
  const server = http.createServer((_, response) => {
    asked += 1
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.csv`, asked: () => asked }
}

const turnOf = (world: World, url: string, isAllowed: (address: string) => boolean = () => true) =>
  openPlacesTurn(world.as.worker, { url, agent: 'Firme', open: openLink, isAllowed })

async function omar(world: World) {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  return {
    asks: async () => expect((await call(world, action!, { token, fields: { intent: 'fetch' } })).status).toBe(303),
    uploads: async (text: string) => {
      const fields = new FormData()
      fields.append('places', new Blob([text]))
      await call(world, action!, { token, fields })
    },
    shown: async () => ((await call(world, loader!, { token })).body as { fetch: PlacesFetch | null }).fetch,
  }
}

const words = (fetch: PlacesFetch | null) =>
  renderToStaticMarkup(createElement(FetchPlaces, { t: translator('en'), fetch }))

const cities = async (world: World) =>
  (
    await world.db
      .selectFrom('division')
      .select('id')
      .where('id', 'in', [id('az', 'mesa'), id('nm', 'gallup'), id('nm', 'taos')])
      .execute()
  ).length

test('one button brings the cities of all states in, says how far it is, and brings nothing twice', async ({
  world,
}) => {
  const { url, asked } = await serving(200, list)
  const { asks, shown } = await omar(world)
  const turn = turnOf(world, url)
  expect(await turn(world.at)).toBe(0)
  await asks()
  await asks()
  expect(words(await shown())).toContain('data-reload')
  await turn(world.at)
  await turn(world.at)
  expect(words(await shown())).toContain('1 of 2 states')
  while ((await turn(world.at)) > 0);
  expect([asked(), await cities(world)]).toEqual([1, 3])
  expect(await shown()).toMatchObject({ state: 'done', added: 3, known: 0 })
  await asks()
  while ((await turn(world.at)) > 0);
  expect(await shown()).toMatchObject({ state: 'done', added: 0, known: 3 })
  expect(
    await world.db.selectFrom('audit').select('how_many').where('act', '=', 'imported-places').orderBy('seq').execute(),
  ).toEqual([{ how_many: 3 }, { how_many: 0 }])
})

test('a worker that is killed in between goes on with the next state', async ({ world }) => {
  const { url, asked } = await serving(200, list)
  const { asks, shown } = await omar(world)
  await asks()
  const killed = turnOf(world, url)
  await killed(world.at)
  await killed(world.at)
  const next = turnOf(world, url)
  while ((await next(world.at)) > 0);
  expect([asked(), await cities(world)]).toEqual([2, 3])
  expect(await shown()).toMatchObject({ state: 'done', added: 3, known: 0 })
})

test('without a network, behind a wall, or with something else at that address it says so, and what to do', async ({
  world,
}) => {
  const { asks, shown, uploads } = await omar(world)
  const gone = await serving(200, list)
  servers.pop()!.close()
  for (const [url, failure, said] of [
    [gone.url, 'refused', 'could not reach'],
    [(await serving(404, '')).url, 'status', '404'],
    [(await serving(200, '<html>Sign in to this network</html>')).url, 'not-a-list', 'not the list'],
  ] as const) {
    await asks()
    const turn = turnOf(world, url)
    while ((await turn(world.at)) > 0);
    expect(await shown()).toMatchObject({ state: 'failed', failure })
    expect(words(await shown())).toContain(said)
    expect(words(await shown())).toContain('upload it below')
  }
  expect(await cities(world)).toBe(0)
  await uploads(list)
  expect([await cities(world), await shown()]).toEqual([3, null])
})

test('the list is never fetched from a machine in this network', async ({ world }) => {
  const { url, asked } = await serving(200, list)
  const { asks, shown } = await omar(world)
  await asks()
  await turnOf(world, url, isPublicAddress)(world.at)
  expect([asked(), (await shown())?.failure]).toEqual([0, 'private'])
})
