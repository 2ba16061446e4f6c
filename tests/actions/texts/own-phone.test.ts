import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { TextPage } from '~/actions/texts/text-page'
import type { TextView } from '~/actions/texts/text-view'
import { translator } from '~/i18n/translator'
import { action as answerCalls } from '~/routes/$lang.calls.$slug'
import { action as answerTexts, loader } from '~/routes/$lang.texts.$slug'
import { emptyForm } from '~/ui/forms/form-state'
import { demoPosts } from '../../support/calls'
import { test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

const slug = 'text-the-council'
const [lee, marta] = demoPosts.council

const opens = async (world: World, query: Record<string, string>): Promise<TextView> =>
  (await visit<{ view: TextView }>(world, loader, `/en/texts/${slug}?${new URLSearchParams(query)}`, { slug })).data
    .view

/** Both actions then ask first where somebody lives. */
const asksPlace = (world: World) =>
  sql`update advocacy_campaign set targeting = '{"how": "lookup", "roles": ["council-member"], "order": "in-turn"}' where kind in ('text', 'call')`.execute(
    world.db,
  )

test('one wrong name among the offices that were texted drops that one, not the others', async ({ world }) => {
  const { at, offices } = await opens(world, { told: `${lee},<script>,${marta}` })
  expect(at.told).toEqual([lee, marta])
  expect(offices.map(({ postSlug }) => postSlug)).toEqual([demoPosts.council[2]])
})

test('offices that were texted elsewhere do not make the officials of this place done', async ({ world }) => {
  await sql`delete from contact_detail where kind = 'text'`.execute(world.db)
  expect(await opens(world, { told: 'somebody-elsewhere' })).toMatchObject({ isDone: false, isTold: false })
  expect(await opens(world, { told: lee })).toMatchObject({ isDone: true, isTold: true })
})

test('the share code and the offices that were texted survive the question where somebody lives', async ({ world }) => {
  await asksPlace(world)
  const query = `?r=kitchen&told=${lee}`
  const place = { intent: 'place', county: 'az-saguaro-county', city: 'none', area: '850' }
  const texts = await visit(world, answerTexts, `/en/texts/${slug}${query}`, { slug }, place)
  expect(Object.fromEntries(new URL(texts.tags[0]!, 'https://example.org').searchParams)).toMatchObject({
    r: 'kitchen',
    told: lee,
    area: '850',
  })
  const call = 'call-ocotillo-council'
  const calls = await visit(world, answerCalls, `/es/calls/${call}${query}`, { slug: call }, place)
  expect(new URL(calls.tags[0]!, 'https://example.org').searchParams.get('r')).toBe('kitchen')
})

test('a text sent by way of a link is counted for that link', async ({ world }) => {
  const { offices } = await opens(world, {})
  const { text } = offices.find(({ postSlug }) => postSlug === lee)!
  const fields = { to: lee, outreach: randomUUID(), contact_id: text!.contactId }
  await visit(world, answerTexts, `/en/texts/${slug}?r=kitchen`, { slug }, fields)
  await world.work()
  expect(await world.db.selectFrom('outreach').select('source').execute()).toEqual([{ source: 'kitchen' }])
})

test('who said too soon that they texted an office takes it back, and is at that office again', async ({ world }) => {
  const { offices } = await opens(world, {})
  const { text } = offices.find(({ postSlug }) => postSlug === lee)!
  const fields = { to: lee, outreach: randomUUID(), contact_id: text!.contactId }
  const posts = (query: string, given: Record<string, string>) =>
    visit(world, answerTexts, `/en/texts/${slug}${query}`, { slug }, given)
  const queryAfter = async (query: string, given: Record<string, string>) => {
    const { tags } = await posts(query, given)
    return Object.fromEntries(new URL(tags[0]!, 'https://example.org').searchParams)
  }
  const counted = async () => {
    await world.work()
    return (await world.db.selectFrom('outreach').select('id').execute()).length
  }
  const sent = await queryAfter('?r=kitchen', fields)
  expect(sent).toMatchObject({ told: lee, done: fields.outreach })
  expect(await counted()).toBe(1)
  const page = await shows(world, sent)
  const undo = /<form[^>]*class="undo">[^]*?<\/form>/.exec(page)![0]
  const hidden = Object.fromEntries(
    [...undo.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  )
  const undone = await queryAfter('', hidden)
  expect(undone).toMatchObject({ r: 'kitchen', last: 'undone' })
  expect(undone.told).toBeUndefined()
  expect(await counted()).toBe(0)
  expect(await shows(world, undone)).toMatch(/We no longer count it\.[^]*Lee Okafor/)
})

test('an office that takes no texts leads to the campaign’s number where there is one, and no line ends in a dot', async ({
  world,
}) => {
  const page = await shows(world, {})
  expect(page).toMatch(/or <a href="#campaign">let us deliver it<\/a>\./)
  expect(page).not.toMatch(/<\/a> · <a href="mailto/)
})

/** The page as it is sent. */
async function shows(world: World, query: Record<string, string>): Promise<string> {
  const { data } = await visit<Omit<Parameters<typeof TextPage>[0], 't' | 'form'>>(
    world,
    loader,
    `/en/texts/${slug}?${new URLSearchParams(query)}`,
    { slug },
  )
  const campaignText = { word: 'COUNCIL', number: '+16025550100', shown: '(602) 555-0100', links: { any: 'sms:' } }
  return renderToStaticMarkup(
    createElement(TextPage, { ...data, view: { ...data.view, campaignText }, t: translator('en'), form: emptyForm }),
  )
}
