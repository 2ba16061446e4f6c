import { sql } from 'kysely'
import { expect } from 'vitest'
import type { OfficeFrame } from '~/office/frame/office-layout'
import { sectionAt } from '~/office/frame/sections'
import { rosa, sam, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const frameOf = async (world: World, token: string, more: { cookies?: string[] } = {}) => {
  const { body, cookies } = await call(world, officeRoute('office').loader!, { token, ...more })
  return { ...(body as OfficeFrame), cookies }
}
const linesOf = ({ menu }: OfficeFrame) => menu.groups.flatMap(({ lines }) => lines)

test('the menu counts what waits, and shows each role only what it may open', async ({ world }) => {
  const network = await groupOf(world, 'network')
  await world.signs({ ...rosa, share_name: '1', comments: 'Llamen a mi vecina al 602 555 0199' })
  await world.signs(sam, { isHeld: true })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').where('held', 'is', null).executeTakeFirstOrThrow()
  await world.confirms(id)
  const owner = await frameOf(world, (await organizer(world, 'owner', network)).token)
  expect(linesOf(owner).find(({ section }) => section === 'held')?.waiting).toBe(1)
  expect(linesOf(owner).find(({ section }) => section === 'comments')?.waiting).toBe(1)
  const viewer = await frameOf(world, (await organizer(world, 'viewer', network)).token)
  expect(linesOf(viewer).map(({ section }) => section)).toEqual([
    'pages',
    'numbers',
    'officials',
    'stale',
    'rosters',
    'powers',
    'policies',
    'coverage',
    'messages',
    'spending',
    'help',
  ])
  expect(linesOf(viewer).every(({ waiting }) => waiting === 0)).toBe(true)
})

test('the menu leads to the story of a campaign that the organizer may write, and remembers the one they chose', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const story = (frame: OfficeFrame) => linesOf(frame).find(({ section }) => section === 'story')?.path
  const first = await frameOf(world, token)
  expect(first.menu.campaign).toBe('')
  expect(story(first)).toBe('/office/campaigns/end-s-comm/home')
  const chosen = await frameOf(world, token, { cookies: ['__Host-firme-campaign=end-s-comm'] })
  expect(chosen.menu.campaign).toBe('end-s-comm')
  expect(linesOf(chosen).find(({ section }) => section === 'pages')?.path).toBe('/office/pages?campaign=end-s-comm')
  expect((await frameOf(world, token, { cookies: ['__Host-firme-campaign=gone'] })).menu.campaign).toBe('')
  const saguaro = await groupOf(world, 'Saguaro')
  const elsewhere = await organizer(world, 'organizer', saguaro)
  expect(story(await frameOf(world, elsewhere.token))).toBeUndefined()
  await sql`insert into campaign (slug, state, name, summary, story, colour, group_id)
    select 'saguaro', state, name, summary, story, colour, ${saguaro} from campaign`.execute(world.db)
  expect(story(await frameOf(world, elsewhere.token))).toBe('/office/campaigns/saguaro/home')
  const others = await frameOf(world, elsewhere.token, { cookies: ['__Host-firme-campaign=end-s-comm'] })
  expect(story(others)).toBeUndefined()
})

test.for([
  ['/office', 'home'],
  ['/office/pages/new', 'pages'],
  ['/office/petitions/alto-polimigra/edit', 'pages'],
  ['/office/actions/call-your-sheriff', 'pages'],
  ['/office/campaigns', 'campaigns'],
  ['/office/campaigns/end-s-comm/cases/gonzalez/edit', 'story'],
  ['/office/documents/1/findings', 'story'],
  ['/office/people/1/erase', 'people'],
  ['/office/officials/posts/ida-vance', 'officials'],
  ['/office/officials/imports/1', 'rosters'],
  ['/office/texts/firma', 'keywords'],
  ['/office/messages/drafts/1', 'drafts'],
  ['/office/account', null],
  ['/office/peoplesomething', null],
] as const)('%s is a page of the section %s', ([path, section]) => {
  expect(sectionAt(path)).toBe(section)
})
