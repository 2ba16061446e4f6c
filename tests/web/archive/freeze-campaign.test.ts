import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { freezeCampaign, type MissingPage } from '~/web/archive/freeze-campaign.server'
import { test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const publicUrl = 'https://firme.example.org'
const page = (html: string) => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
const to = (location: string) => new Response(null, { status: 302, headers: { location } })

test('an archive follows redirects within the site, and names each page that it lacks', async ({ world }) => {
  const row = await world.db.selectFrom('campaign').select(['id', 'slug', 'name']).executeTakeFirstOrThrow()
  const base = `/en/campaigns/${row.slug}`
  const answers: Record<string, () => Response> = {
    [base]: () => page('<p>Home <a href="?page=2">more</a></p>'),
    [`${base}?page=2`]: () => to(`${base}/news?start=1`),
    [`${base}/news?start=1`]: () => page('<p>Moved here</p>'),
    [`/es/campaigns/${row.slug}`]: () => to('https://elsewhere.example.net/'),
  }
  const ask = async (target: string) => {
    const answer = answers[target]
    if (answer) return answer()
    if (target.startsWith('/es/')) throw new TypeError('fetch failed')
    return new Response(null, { status: 500 })
  }
  const missing: MissingPage[] = []
  const files = new Map<string, string>()
  const freezer = { db: world.as.web, ask, publicUrl, onMissing: (one: MissingPage) => void missing.push(one) }
  for await (const { name, bytes } of freezeCampaign(freezer, row, world.at))
    files.set(name, new TextDecoder().decode(bytes))
  expect(files.get(`en/campaigns/${row.slug}/index.html`)).toContain('Home')
  expect(files.get(`en/campaigns/${row.slug}/page-2.html`)).toContain('Moved here')
  expect(missing).toContainEqual({ target: `/es/campaigns/${row.slug}`, status: 302 })
  const said = files.get('READ-ME-FIRST.txt')!
  for (const { target } of missing) expect(said).toContain(target)
  expect(said).toContain('not in this archive')
  expect(said).toContain('en este archivo porque')
  expect(files.has('index.html')).toBe(true)
})

test('a busy site is asked again when it said so, and no page is left out or stays on disk', async ({ world }) => {
  const row = await world.db.selectFrom('campaign').select(['id', 'slug', 'name']).executeTakeFirstOrThrow()
  const waits: number[] = []
  let busy = 2
  const ask = async (target: string) => {
    if (target.endsWith(row.slug) && busy-- > 0)
      return new Response(null, { status: busy ? 429 : 503, headers: { 'retry-after': busy ? '7' : '900' } })
    return page('<p>Here</p>')
  }
  const missing: MissingPage[] = []
  const freezer = { db: world.as.web, ask, publicUrl, onMissing: (one: MissingPage) => void missing.push(one) }
  const wait = async (seconds: number) => void waits.push(seconds)
  const spools = await mkdtemp(path.join(tmpdir(), 'firme-spools-'))
  vi.stubEnv('TMPDIR', spools)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(spools, { recursive: true })
  })
  const names: string[] = []
  for await (const { name } of freezeCampaign({ ...freezer, wait }, row, world.at)) {
    expect(await readdir(spools)).toHaveLength(1)
    names.push(name)
  }
  expect(waits).toEqual([7, 60])
  expect(missing).toEqual([])
  expect(names).toContain(`en/campaigns/${row.slug}/index.html`)
  const always = async () => new Response(null, { status: 503 })
  for await (const _ of freezeCampaign({ ...freezer, ask: always, wait }, row, world.at));
  expect(missing).toContainEqual({ target: `/en/campaigns/${row.slug}`, status: 503 })
  expect(await readdir(spools)).toEqual([])
})

test('an archive says whether the campaign is over, and has its lists of documents and localities', async ({
  world,
}) => {
  const row = await world.db.selectFrom('campaign').select(['id', 'slug', 'name']).executeTakeFirstOrThrow()
  const files = async () => {
    const all = new Map<string, string>()
    const ask = async () => page('<main><p>Here</p></main>')
    for await (const { name, bytes } of freezeCampaign({ db: world.as.web, ask, publicUrl }, row, world.at))
      all.set(name, new TextDecoder().decode(bytes))
    return all
  }
  const home = `es/campaigns/${row.slug}/index.html`
  const open = await files()
  expect(open.get(home)).toContain(`La campaña sigue en ${publicUrl}/es/campaigns/${row.slug}.`)
  expect(open.get('index.html')).toContain(row.name.en)
  expect([...open.keys()]).toEqual(expect.arrayContaining(['en/documents/index.html', 'es/localities/index.html']))
  await world.db
    .updateTable('campaign')
    .set({ closes_at: new Date(world.at.getTime() - 1_000) })
    .execute()
  expect((await files()).get(home)).toContain('Esta campaña ya terminó.')
})

test('only who may edit in the campaign’s group can make its archive', async ({ world }) => {
  const { slug, group_id } = await world.db
    .selectFrom('campaign')
    .select(['slug', 'group_id'])
    .executeTakeFirstOrThrow()
  const archive = officeRoute('office.campaigns.$campaign.archive').action!
  const status = async (groupId: string) => {
    const { token } = await organizer(world, 'organizer', groupId)
    return (await call(world, archive, { token, params: { campaign: slug } })).status
  }
  expect(await status(await groupOf(world, 'Others'))).toBe(404)
  // The site does not run here.
  expect(await status(group_id)).toBe(503)
})
