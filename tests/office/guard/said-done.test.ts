import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSite } from '~/office/guard/carry-out.server'
import { type OfficeContext } from '~/office/guard/guard.server'
import { saidNames, withProof } from '~/office/guard/said-done.server'
import { sessionCookie, sessionHeader } from '~/office/guard/sessions.server'
import { keyringFrom } from '~/vault/keyring.server'
import { templateKey } from '../../support/template'

const keyring = keyringFrom(templateKey)
const [omar, ines] = ['o'.repeat(43), 'i'.repeat(43)]
const team = '/office/team'

/** The office with one route: a form of it leads to `leadsTo`, a page answers with the query that it may read. */
function office(leadsTo = '', headers: Record<string, string> = {}) {
  let at = new Date('2026-12-24T09:00:00Z')
  const context = { keyring, now: () => at, noteError: () => {} } as unknown as OfficeContext
  const site = openSite(context, async (request) =>
    request.method === 'POST' && leadsTo
      ? new Response(null, { status: 303, headers: { ...headers, location: leadsTo } })
      : new Response(`${new URL(request.url).search} ${request.body ? await request.text() : ''}`.trim()),
  )
  const asking = (method: string, address: string, token: string | null) =>
    site(
      new Request(new URL(address, 'https://office.example.org'), {
        method,
        headers: token ? { cookie: `${sessionCookie}=${token}` } : {},
        ...(method === 'POST' ? { body: new URLSearchParams({ intent: 'x' }) } : {}),
      }),
      [],
    )
  return {
    reads: async (address: string, token: string | null = omar) => (await asking('GET', address, token)).text(),
    posts: async (address = team, token: string | null = omar) =>
      (await asking('POST', address, token)).headers.get('location')!,
    answers: async (address: string) => (await asking('POST', address, omar)).text(),
    wait: (hours: number) => void (at = new Date(at.getTime() + hours * 3_600_000)),
  }
}

test('what an address says was done is believed only in the browser in which it was done, as it was said, for a day', async () => {
  const { posts, reads, wait } = office(`${team}?done=invited&id=7&q=paz#invite`)
  const said = await posts()
  expect(said).toMatch(/^\/office\/team\?done=invited&id=7&q=paz&ok=[\w.-]+#invite$/)
  expect(await reads(said)).toBe('?done=invited&id=7&q=paz')
  const others = { 'another browser': ines, nobody: null }
  for (const [who, token] of Object.entries(others)) expect(await reads(said, token), who).toBe('?id=7&q=paz')
  const changed = {
    'another page': said.replace(team, '/office/account'),
    'another deed': said.replace('invited', 'removed'),
    'another subject': said.replace('id=7', 'id=8'),
    'more than was said': said.replace('#', '&undone=5000#'),
    'no proof': said.replace(/&ok=[^#]+/, ''),
    'a proof of something else': said.replace(
      /ok=[^#]+/,
      withProof('/office?shown', { keyring, token: omar }, new Date()),
    ),
  }
  for (const [what, address] of Object.entries(changed)) expect(await reads(address), what).not.toMatch(/done/)
  wait(25)
  expect(await reads(said)).toBe('?id=7&q=paz')
})

test('a form is sent without what its page said, and keeps everything else', async () => {
  const said = await office(`${team}?saved&page=2`).posts()
  expect(await office().answers(said)).toBe('?page=2 intent=x')
  expect(await office().answers('/office/held?by=hour')).toBe('?by=hour intent=x')
})

test('nobody is led to such an address by signing in or proving who they are, and whoever comes in has it for their new session', async () => {
  const crafted = `${team}?done=invited`
  for (const door of ['sign-in', 'prove']) expect(await office(crafted).posts(`/office/${door}?next=x`)).toBe(crafted)
  const entering = office('/office/account?again', { 'set-cookie': sessionHeader(ines) })
  const said = await entering.posts('/office/recover/abc', null)
  expect([await entering.reads(said, ines), await entering.reads(said, omar)]).toEqual(['?again=', ''])
})

test('what is only looked up needs no proof, and addresses that say nothing stay as they are', async () => {
  const id = '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11'
  for (const query of [`undo=${id}`, `done=${id}`, 'q=paz&sort=-name', 'published_on=2026-01-01'])
    expect(await office(`${team}?${query}`).posts()).toBe(`${team}?${query}`)
  expect(await office().reads(`${team}?undo=${id}`)).toBe(`?undo=${id}`)
  expect(await office().reads(`${team}?undo=undone`)).toBe('')
})

/** Names by which pages of the office are asked for something: filters, parts of lists, what to make. They say nothing. */
const asked = new Set(
  'about act after all area asked at before by campaign from group how id index kept kind lang name new next note people petition q reason searched show skip sort page state target was why with place role'.split(
    ' ',
  ),
)

test('every name in an address is known to say what was done, or not to', () => {
  const files = ['app/routes', 'app/office'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && (folder !== 'app/routes' || path.basename(name).startsWith('office')))
      .map((name) => path.join(folder, name)),
  )
  const read = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:searchParams|query)\.(?:get|has)\('(\w+)'\)/g)].map(
      ([, name]) => name!,
    ),
  )
  expect(read.length).toBeGreaterThan(40)
  expect([...new Set(read)].filter((name) => !saidNames.includes(name) && !asked.has(name))).toEqual([])
  expect(saidNames.filter((name) => asked.has(name))).toEqual([])
})
