import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect } from 'vitest'
import { isPublicAddress, openLink } from '~/channels/links/open-link.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { DeadLinksPage } from '~/office/links/dead-links-page'
import { emptyForm } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { withArchivedCopies } from '~/web/links/archived-copies.server'
import { linksIn } from '~/web/links/linked-pages.server'
import { checkLinks } from '~/worker/links/check-links.server'
import { politeVisitor } from '~/worker/links/polite-visitor'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { both, hasCampaign, tells } from '../../support/story-things'

const servers: http.Server[] = []
afterEach(() => void servers.splice(0).map((server) => server.close()))

/** A server on this machine that answers as told, and notes what it was asked. */
async function serving(
  answer: (path: string, method: string) => { status: number; headers?: Record<string, string>; body?: string },
) {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const { status, headers = {}, body = '' } = answer(request.url!, request.method!)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function visitor(isAllowed = (address: string) => address !== '') {
  let at = 0
  const rested: number[] = []
  const visit = politeVisitor({
    open: openLink,
    isAllowed,
    publicUrl: 'https://firme.example.org',
    clock: () => at,
    signal: new AbortController().signal,
    rest: async (milliseconds) => {
      rested.push(milliseconds)
      at += milliseconds
    },
  })
  return { visit, rested }
}

test('a server is asked for the head once a second, and for the page only when it refuses the head', async () => {
  const { url, asked } = await serving((path, method) => ({
    status: path === '/no-head' && method === 'HEAD' ? 405 : path === '/gone' || path === '/robots.txt' ? 404 : 200,
  }))
  const { visit, rested } = visitor()
  expect(await visit(`${url}/page`)).toEqual({ status: 200, failure: null })
  expect(await visit(`${url}/no-head`)).toEqual({ status: 200, failure: null })
  expect(await visit(`${url}/gone`)).toEqual({ status: 404, failure: null })
  expect(asked).toEqual(['GET /robots.txt', 'HEAD /page', 'HEAD /no-head', 'GET /no-head', 'HEAD /gone', 'GET /gone'])
  expect(rested).toEqual([1000, 1000, 1000, 1000, 1000])
})

test('what robots.txt forbids is left alone', async () => {
  const { url, asked } = await serving(() => ({ status: 200, body: 'User-agent: *\nDisallow: /private' }))
  expect(await visitor().visit(`${url}/private/page`)).toEqual({ status: null, failure: 'robots' })
  expect(asked).toEqual(['GET /robots.txt'])
})

test('a site that is broken when asked for robots.txt is left alone, and is no site that lives', async () => {
  const { url, asked } = await serving(() => ({ status: 503 }))
  expect(await visitor().visit(`${url}/page`)).toEqual({ status: 503, failure: null })
  expect(asked).toEqual(['GET /robots.txt'])
})

test.for([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.1',
  '172.16.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'nonsense',
])('the address %s is not on the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test('addresses on the public internet are', () => {
  for (const address of ['93.184.215.14', '2606:4700:4700::1111']) expect(isPublicAddress(address)).toBe(true)
})

test('nothing private is reached: by number, by name, or by a redirect', async () => {
  const inside = await serving(() => ({ status: 200 }))
  const outside = await serving((path) =>
    path === '/robots.txt'
      ? { status: 404 }
      : { status: 302, headers: { location: inside.url.replace('127.0.0.1', 'localhost') } },
  )
  expect(await visitor(isPublicAddress).visit(inside.url)).toEqual({ status: null, failure: 'private' })
  expect(await visitor(isPublicAddress).visit(inside.url.replace('127.0.0.1', 'localhost'))).toEqual({
    status: null,
    failure: 'private',
  })
  expect(await visitor(isPublicAddress).visit('http://[::1]:80/')).toEqual({ status: null, failure: 'private' })
  expect(await visitor(isPublicAddress).visit('http://2130706433/')).toEqual({ status: null, failure: 'private' })
  // The first server may be visited, what it leads to may not.
  let connections = 0
  const onlyFirst = () => (connections += 1) <= 2
  expect(await visitor(onlyFirst).visit(outside.url)).toEqual({ status: null, failure: 'private' })
  expect(inside.asked).toEqual([])
})

test('redirects in a circle end, and a server that does not answer is no server', async () => {
  const { url } = await serving((path) =>
    path === '/robots.txt' ? { status: 404 } : { status: 301, headers: { location: '/again' } },
  )
  expect(await visitor().visit(url)).toEqual({ status: null, failure: 'redirects' })
  expect(await visitor().visit('http://127.0.0.1:9/')).toEqual({ status: null, failure: 'refused' })
})

test('links are read from addresses and from Markdown, and not from what was taken out', () => {
  expect(
    linksIn({
      sourceUrl: 'https://example.org/a_(b)?x=1&y=2',
      text: both('See [this](https://example.org/one "title") and https://example.org/two.', ''),
      sections: [{ text: both('https://example.org/off'), isOn: false }, { url: 'https://example.org/three' }],
    }).sort(),
  ).toEqual([
    'https://example.org/a_(b)?x=1&y=2',
    'https://example.org/one',
    'https://example.org/three',
    'https://example.org/two',
  ])
})

const anHour = 3_600_000
const check = (
  world: World,
  answers: Record<string, number | null>,
  at: Date,
  signal = new AbortController().signal,
  visiting: (url: string) => void = () => {},
) => {
  const visited: string[] = []
  return checkLinks(
    world.as.worker,
    {
      publicUrl: 'https://firme.example.org',
      signal,
      visit: async (url) => {
        visited.push(url)
        visiting(url)
        const status = answers[url] === undefined ? 200 : answers[url]
        return { status, failure: status === null ? 'timeout' : null }
      },
    },
    () => at,
  ).then((result) => ({ ...result, visited: visited.filter((url) => url.includes('example.net')) }))
}

test('organizers see dead links with their pages, and the copy they name stands beside the link', async ({ world }) => {
  const dead = 'https://example.net/gone?a=1&b=2'
  const slow = 'https://example.net/slow'
  await tells(
    world,
    'news_item',
    'article',
    { title: 'An article', url: dead, outlet: 'The Paper' },
    { kind: 'press', shown_at: world.at },
  )
  await tells(world, 'timeline_entry', 'begins', {
    title: both('It begins', 'Empieza'),
    text: both(`See ${slow}`),
    sourceUrl: 'https://example.net/fine',
  })
  await tells(
    world,
    'timeline_entry',
    'draft',
    { title: both('Draft'), sourceUrl: 'https://example.net/draft' },
    { state: 'draft' },
  )
  const answers = { [dead]: 404, [slow]: null }
  expect((await check(world, answers, world.at)).visited.sort()).toEqual(
    [dead, 'https://example.net/fine', slow].sort(),
  )
  expect((await check(world, answers, new Date(world.at.getTime() + anHour))).visited).toEqual([])
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const route = officeRoute('office.links')
  const read = async (at = world.at) =>
    (await call(world, route.loader!, { token, at })).body as { lines: { url: string; pages: { title: string }[] }[] }
  // A server may be away for a day.
  expect((await read()).lines).toMatchObject([{ url: dead, status: 404, pages: [{ title: 'An article' }] }])
  await sql`update link_check set dead_since = dead_since - interval '2 days', next_check_at = next_check_at - interval '1 day'`.execute(
    world.db,
  )
  const later = world.at
  expect((await check(world, answers, later)).visited.sort()).toEqual([dead, slow].sort())
  expect((await read()).lines.map(({ url }) => url)).toEqual([dead, slow])

  const save = (archive: string) =>
    call(world, route.action!, { token, query: '?q=gone&sort=-since', fields: { url: dead, archive } })
  for (const wrong of [
    'javascript:alert(1)',
    'http://web.archive.org/x',
    'https://127.1/',
    'https://[::1]/',
    'https://nas.local/',
    'https://router/',
  ])
    expect((await save(wrong)).status, wrong).toBe(422)
  // Nobody of another group, whose pages do not have the link.
  const elsewhere = await organizer(world, 'organizer', await groupOf(world, 'Others'))
  const strange = { url: dead, archive: 'https://example.org/other' }
  expect((await call(world, route.action!, { token: elsewhere.token, fields: strange })).status).toBe(404)
  const copy = 'https://web.archive.org/web/2020/https://example.net/gone'
  expect((await save(copy)).location).toBe('/office/links?q=gone&sort=-since')
  const html = `<p><a class="x" href="${dead.replace('&', '&amp;')}">An article</a> <a href="${slow}">other</a></p>`
  expect(await withArchivedCopies(world.as.web, html, 'es')).toBe(
    html.replace('An article</a>', `An article</a> (<a href="${copy}" rel="noreferrer">copia archivada</a>)`),
  )
  // As React and the sanitizer write an address; a page that leads nowhere else asks nothing.
  await world.db
    .updateTable('link_check')
    .set({ url: `${slow}'s`, archive_url: copy })
    .where('url', '=', slow)
    .execute()
  for (const apostrophe of ["'", '&#x27;'])
    expect(await withArchivedCopies(world.as.web, `<a href="${slow}${apostrophe}s">It</a>`, 'en')).toContain(copy)
  await world.db.updateTable('link_check').set({ url: slow, archive_url: '' }).where('url', '=', `${slow}'s`).execute()
  const own = '<link rel="canonical" href="https://firme.example.org/en"/><a href="/en">Home</a>'
  expect(await withArchivedCopies(null as never, own, 'en')).toBe(own)
  // It lives again, and stays listed as long as its copy is shown.
  await check(world, {}, new Date(later.getTime() + 25 * anHour))
  expect((await read()).lines).toMatchObject([{ url: dead, deadSince: null, archiveUrl: copy }])
  await world.db.updateTable('timeline_entry').set({ state: 'archived' }).execute()
  await check(world, {}, later)
  expect(
    (await world.db.selectFrom('link_check').select('url').where('url', 'like', '%example.net%').execute()).map(
      ({ url }) => url,
    ),
  ).toEqual([dead])
})

test('where a copy is says who may edit every page that has the link, or the network', async ({ world }) => {
  const url = 'https://example.net/gone'
  const article = { title: 'An article', url, outlet: 'The Paper' }
  await tells(world, 'news_item', 'ours', article, { kind: 'press', shown_at: world.at })
  const others = await groupOf(world, 'Others')
  const theirs = await hasCampaign(world, 'theirs', others)
  await tells(world, 'news_item', 'theirs', article, { kind: 'press', shown_at: world.at, campaign_id: theirs })
  await check(world, { [url]: 404 }, world.at)
  const route = officeRoute('office.links')
  const saves = async (group: string) => {
    const { token } = await organizer(world, 'organizer', group)
    const { lines } = (await call(world, route.loader!, { token })).body as { lines: { mayEdit: boolean }[] }
    const fields = { url, archive: 'https://example.org/copy' }
    return [lines[0]!.mayEdit, (await call(world, route.action!, { token, fields })).status]
  }
  expect(await saves(others)).toEqual([false, 404])
  expect(await saves(await groupOf(world, 'network'))).toEqual([true, 303])
  await world.db.updateTable('news_item').set({ state: 'archived' }).where('slug', '=', 'ours').execute()
  expect(await saves(others)).toEqual([true, 303])
})

test('a server that lets us wait twice is left alone until tomorrow, when those that nobody has visited come first', async ({
  world,
}) => {
  const slow = ['a', 'b', 'c', 'd'].map((name) => `https://slow.example.net/${name}`)
  await tells(world, 'timeline_entry', 'begins', {
    title: both('It begins', 'Empieza'),
    text: both(`See ${slow.join(' and ')} and https://example.net/fine`),
  })
  const silent = Object.fromEntries(slow.map((url) => [url, null]))
  const after = (hours: number) => new Date(world.at.getTime() + hours * anHour)
  const first = (await check(world, silent, world.at)).visited.filter((url) => slow.includes(url))
  expect(first).toHaveLength(2)
  expect((await check(world, silent, after(1))).visited).toEqual([])
  const second = (await check(world, silent, after(25))).visited
  expect([...first, ...second].sort()).toEqual(slow)
  expect((await check(world, {}, after(50))).visited.sort()).toEqual(slow)
})

test('a run that is ended says nothing of the link it was at, and the rest stays due', async ({ world }) => {
  await tells(world, 'timeline_entry', 'begins', {
    title: both('It begins', 'Empieza'),
    text: both('See https://one.example.net/ and https://one.example.net/two'),
  })
  const ending = new AbortController()
  const end = (url: string) => void (url.includes('example.net') && ending.abort())
  const { visited } = await check(world, { 'https://one.example.net/': null }, world.at, ending.signal, end)
  expect(visited).toHaveLength(1)
  expect(
    await world.db
      .selectFrom('link_check')
      .select(['dead_since', 'checked_at'])
      .where('url', 'like', '%example.net%')
      .execute(),
  ).toEqual(Array(2).fill({ dead_since: null, checked_at: null }))
  expect((await check(world, {}, world.at)).visited).toHaveLength(2)
})

const linksKept = async (world: World) =>
  (
    await world.db.selectFrom('link_check').select('url').where('url', 'like', '%example.net%').orderBy('url').execute()
  ).map(({ url }) => url)

test('a policy that was removed has no link, and what nothing public has anymore is forgotten in time', async ({
  world,
}) => {
  const of = (agency: string) => `https://example.net/${agency}`
  for (const agency of ['gone', 'kept'])
    await sql`
      insert into policy (division_id, kind, agency, source_url, checked_on, created_at, updated_at)
      select (select id from division where slug = 'az-pima-county'), (select key from policy_kind limit 1), ${agency}, ${of(agency)}, '2026-11-01', now(), now()
    `.execute(world.db)
  expect((await check(world, {}, world.at)).visited.sort()).toEqual([of('gone'), of('kept')])
  await world.db
    .updateTable('link_check')
    .set({ archive_url: 'https://example.org/copy' })
    .where('url', '=', of('gone'))
    .execute()
  await world.db.updateTable('policy').set({ removed_at: world.at }).where('agency', '=', 'gone').execute()
  const after = (days: number) => new Date(world.at.getTime() + days * 24 * anHour)
  // Its copy is there when the page comes back.
  expect((await check(world, {}, after(30))).visited).toEqual([of('kept')])
  expect(await linksKept(world)).toEqual([of('gone'), of('kept')])
  await check(world, {}, after(380))
  expect(await linksKept(world)).toEqual([of('kept')])
})

test.for(languages)('every reason why a link is dead has its words, in %s', (lang) => {
  const t = translator(lang)
  const link = {
    url: 'https://example.net/',
    status: null,
    deadSince: '2026-11-24T18:00:00.000Z',
    archiveUrl: '',
    pages: [],
    mayEdit: true,
  }
  for (const failure of [
    'private',
    'unknown-host',
    'refused',
    'timeout',
    'certificate',
    'no-answer',
    'redirects',
    null,
  ] as const)
    expect(
      renderToStaticMarkup(
        createElement(DeadLinksPage, {
          t,
          lang,
          publicUrl: '',
          known: 1,
          checkedAt: null,
          form: emptyForm,
          lines: [{ ...link, failure, status: failure ? null : 404 }],
          count: 1,
          table: { sort: '', isDown: false, page: 1 },
          q: '',
        }),
      ),
    ).toContain(longDate(lang, '2026-11-24'))
})
