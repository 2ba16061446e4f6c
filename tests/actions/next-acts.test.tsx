import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { readNobodyHere } from '~/actions/kind/nobody-here.server'
import { NextActs } from '~/actions/next-acts/next-acts'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { listActionCards } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { findTarget } from '~/officials/posts/targets.server'
import { actionsAbout, actionsAnywhere } from '~/web/finder/officials-here.server'
import { test, type World } from '../support/firme-test'
import { hasCampaign } from '../support/story-things'

const doneWith = async (world: World, kind: string, slug: string) =>
  doneAct((await findAdvocacyCampaign(world.db, kind, slug))!)
const pathsOf = (acts: { cards: { path: string }[] }) => acts.cards.map(({ path }) => path)

test('whoever wrote to an official is led to call that same official first, never back to the same letter', async ({
  world,
}) => {
  for (const [slug, first] of [
    ['write-sheriff-vance', '/es/calls/call-sheriff-vance'],
    ['write-ocotillo-council', '/es/texts/text-the-council'],
  ] as const) {
    const done = await doneWith(world, 'letter', slug)
    const acts = await readNextActs(world.db, { language: 'es', done }, world.at)
    expect(pathsOf(acts)).toHaveLength(3)
    expect(pathsOf(acts)).not.toContain(`/es/letters/${slug}`)
    if (slug === 'write-sheriff-vance') expect(pathsOf(acts)[0]).toBe(first)
    else expect(pathsOf(acts).slice(0, 2)).toContain(first)
  }
})

test('whoever signed to an official is led to reach that one in other ways, and to nobody twice', async ({ world }) => {
  const petition = await world.db
    .selectFrom('petition')
    .select(['id', 'campaign_id'])
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  const done = {
    ...(await doneWith(world, 'call', 'call-sheriff-vance')),
    tag: `petition:${petition.id}`,
    campaignId: petition.campaign_id,
  }
  const acts = pathsOf(await readNextActs(world.db, { language: 'en', done }, world.at))
  expect(acts.slice(0, 2)).toEqual(['/en/calls/call-sheriff-vance', '/en/letters/write-sheriff-vance'])
  expect(acts).not.toContain('/en/calls/call-your-sheriff')
})

test('whoever called an official is led to write to her and to sign, before others are asked for', async ({
  world,
}) => {
  const done = await doneWith(world, 'call', 'call-sheriff-vance')
  const acts = pathsOf(await readNextActs(world.db, { language: 'en', done }, world.at))
  expect(acts.slice(0, 2)).toEqual(['/en/letters/write-sheriff-vance', '/en/petitions/alto-polimigra'])
  expect(acts).not.toContain('/en/calls/call-your-sheriff')
})

test('an act that asks where somebody lives opens there when it is known', async ({ world }) => {
  const done = await doneWith(world, 'letter', 'write-your-council')
  await world.db
    .updateTable('advocacy_campaign')
    .set({ targeting: JSON.stringify({ how: 'lookup', roles: ['sheriff', 'council-member'], order: 'all' }) })
    .where('slug', '=', 'write-your-council')
    .execute()
  const place = { here: ['az-pima-county'], area: '857' }
  const acts = await readNextActs(world.db, { language: 'es', done, place }, world.at)
  expect(pathsOf(acts)[0]).toBe('/es/calls/call-your-sheriff?in=az-pima-county&area=857')
})

test('where nobody is known petitions come first, and nothing that would find nobody there', async ({ world }) => {
  const action = (await findAdvocacyCampaign(world.db, 'call', 'call-your-sheriff'))!
  const acts = await readNextActs(world.db, { language: 'en', done: doneAct(action), isStuck: true }, world.at)
  expect(pathsOf(acts)[0]).toMatch(/^\/en\/petitions\//)
  expect(acts.cards.some((card) => card.asksPlace)).toBe(false)
  expect(await readNobodyHere(world.db, action, ['az-pima-county'])).toMatchObject({
    slug: 'az-pima-county',
    canTell: true,
  })
  expect(await readNobodyHere(world.db, action, ['ct-hartford-county'])).not.toMatchObject({ canTell: true })
  expect(await readNobodyHere(world.db, action, [])).toBeNull()
})

test('the links to share carry a code and nothing about who shares; a petition shows its own', async ({ world }) => {
  const done = await doneWith(world, 'letter', 'write-sheriff-vance')
  for (const language of ['en', 'es'] as const) {
    const share = { title: 'Escríbale', link: (ref: string) => `https://firme.example.org/x?r=${ref}` }
    const page = await rendered(world, language, { done, share })
    expect(page).toContain('https://wa.me/?text=')
    expect(page).toContain('value="https://firme.example.org/x?r=copy"')
    expect(page).toContain(`href="/${language}/campaigns/end-s-comm"`)
    expect(await rendered(world, language, { done })).not.toContain('wa.me')
  }
})

test('when a campaign has nothing else open, sharing and the campaign are left', async ({ world }) => {
  const done = await doneWith(world, 'letter', 'write-sheriff-vance')
  await world.db.updateTable('advocacy_campaign').set({ state: 'closed' }).execute()
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  const page = await rendered(world, 'es', { done })
  expect(page).not.toContain('Qué más puede hacer')
  expect(page).toContain('/es/campaigns/')
})

test('what is to be done about one official is offered once, by name', async ({ world }) => {
  const vance = (await findTarget(world.db, 'ida-vance-saguaro'))!
  const shown = { language: 'en', place: 'az-saguaro-county' } as const
  const paths = (await actionsAbout(world.db, [vance], shown, world.at)).map(({ path }) => path)
  expect(paths).toContain('/en/calls/call-sheriff-vance?in=az-saguaro-county')
  expect(paths.join()).not.toContain('call-your-sheriff')
})

test('whoever is named by no action of a kind is reached by the one that finds them, without asking the place again', async ({
  world,
}) => {
  const vance = (await findTarget(world.db, 'ida-vance-saguaro'))!
  await world.db
    .updateTable('advocacy_campaign')
    .set({ state: 'closed' })
    .where('slug', '=', 'call-sheriff-vance')
    .execute()
  const shown = { language: 'en', place: 'az-saguaro-county' } as const
  const paths = (await actionsAbout(world.db, [vance], shown, world.at)).map(({ path }) => path)
  expect(paths).toContain('/en/calls/call-your-sheriff?in=az-saguaro-county')
})

test('an action by name that is over, not open yet or of an unpublished campaign does not stand in for one that finds them', async ({
  world,
}) => {
  const vance = (await findTarget(world.db, 'ida-vance-saguaro'))!
  const shown = { language: 'en', place: 'az-saguaro-county' } as const
  const isOffered = async () =>
    (await actionsAbout(world.db, [vance], shown, world.at)).some(({ path }) =>
      path.startsWith('/en/calls/call-your-sheriff?'),
    )
  const isNamed = (values: object) =>
    world.db.updateTable('advocacy_campaign').set(values).where('slug', '=', 'call-sheriff-vance').execute()
  const days = (count: number) => new Date(world.at.getTime() + count * 86_400_000)
  expect(await isOffered()).toBe(false)
  await isNamed({ closes_at: days(-1) })
  expect(await isOffered()).toBe(true)
  await isNamed({ closes_at: null, opens_at: days(1) })
  expect(await isOffered()).toBe(true)
  await isNamed({ opens_at: null })
  expect(await isOffered()).toBe(false)
  const draft = await hasCampaign(world, 'a-draft')
  await world.db.updateTable('campaign').set({ state: 'draft' }).where('id', '=', draft).execute()
  await isNamed({ campaign_id: draft })
  expect(await isOffered()).toBe(true)
})

test('who is led to an official elsewhere says where they live themselves', async ({ world }) => {
  const shown = { language: 'es', place: 'ca-los-angeles-county' } as const
  const cards = await actionsAnywhere(world.db, shown, world.at)
  const calls = cards.filter(({ tag }) => tag.startsWith('action:'))
  expect(calls.length).toBeGreaterThan(0)
  for (const { path } of calls) expect(path).toContain('?in=ca-los-angeles-county')
  for (const { path } of cards.filter((card) => !calls.includes(card))) expect(path).not.toContain('?')
})

test('where nobody is known, what a group of the county has begun comes first', async ({ world }) => {
  const shown = { language: 'es', place: 'az-pima-county' } as const
  const { id: parent_id } = await world.db
    .selectFrom('member_group')
    .select('id')
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
  const { id } = await world.db
    .insertInto('member_group')
    .values({ parent_id, kind: 'group', name: 'Pima', counties: ['ocd-division/country:us/state:az/county:pima'] })
    .returning('id')
    .executeTakeFirstOrThrow()
  const campaignId = await hasCampaign(world, 'pima', id)
  const [before] = await actionsAnywhere(world.as.web, shown, world.at)
  await world.db
    .updateTable('advocacy_campaign')
    .set({ campaign_id: campaignId })
    .where('slug', '=', 'call-your-sheriff')
    .execute()
  const [first] = await actionsAnywhere(world.as.web, shown, world.at)
  expect(before?.path).not.toContain('call-your-sheriff')
  expect(first?.path).toBe('/es/calls/call-your-sheriff?in=az-pima-county')
})

async function rendered(
  world: World,
  language: Language,
  reading: Omit<Parameters<typeof readNextActs>[1], 'language'>,
): Promise<string> {
  const acts = await readNextActs(world.db, { ...reading, language }, world.at)
  return renderToStaticMarkup(<NextActs lang={language} t={translator(language)} acts={acts} />)
}

test('a card of an action that finds officials by place says so, and which', async ({ world }) => {
  const targetOf = async (language: Language) =>
    (await listActionCards(world.db, language, world.at, null)).find(({ path }) => path.endsWith('/write-your-council'))
      ?.target
  expect(await targetOf('en')).toBe('Find yours: city council or county board')
  expect(await targetOf('es')).toBe('Encuentre el suyo: concejo municipal o junta del condado')
})
