import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { availabilityOf, findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { statusOf } from '~/actions/petitions/petition'
import { findPetition, listPetitions } from '~/actions/petitions/petitions.server'
import { sign } from '~/actions/petitions/sign.server'
import { destroyMarksKeys } from '~/actions/petitions/signatures/destroy-token-keys.server'
import { translator } from '~/i18n/translator'
import { announceForgetting } from '~/office/campaigns/announce-forgetting.server'
import { CampaignsOfficePage } from '~/office/campaigns/campaigns-office-page'
import { startSession } from '~/office/guard/sessions.server'
import { forgetOverdue } from '~/office/people/retention.server'
import { emptyForm } from '~/ui/forms/form-state'
import { toSheriff } from '../support/calls'
import { rosa, sam, slug, test, tomas, type World } from '../support/firme-test'
import { keepingMailer, sends } from '../support/letters'
import { call, groupOf, officeRoute, organizer } from '../support/office'

const campaigns = () => officeRoute('office.campaigns')
const days = (world: World, count: number) => new Date(world.at.getTime() + count * 86_400_000)
const words = {
  name_en: 'END S-COMM',
  name_es: 'Alto',
  summary_en: 'a',
  summary_es: 'b',
  story_en: 'A long story',
  story_es: 'Una historia larga',
  colour: '#b3321a',
}

async function office(world: World, role: 'owner' | 'organizer' = 'owner') {
  const group = await groupOf(world, 'network')
  const { id } = await organizer(world, role, group)
  const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  // Months pass in these tests, and nobody stays signed in that long.
  const signedIn = async (
    at: Date,
    work: NonNullable<ReturnType<typeof campaigns>['action']>,
    fields?: Record<string, string>,
    params: Record<string, string> = {},
  ) =>
    call(world, work, {
      params,
      token: await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, at),
      at,
      ...(fields ? { fields } : {}),
    })
  const saves = (closes_at: string, at = world.at) =>
    signedIn(at, campaigns().action!, { ...words, id: campaign.id, group, closes_at })
  const turns = (state: 'published' | 'archived', at = world.at) =>
    signedIn(at, campaigns().action!, { id: campaign.id, state })
  const page = async (at = world.at) =>
    ((await signedIn(at, campaigns().loader!)).body as { campaigns: Listed[] }).campaigns[0]!
  return { signedIn, saves, turns, page }
}

interface Listed {
  values: { closes_at: string }
  ending: { isOver: boolean; endsOn: string; forgetOn: string; people: number; isHeld: boolean } | null
}

const closing = (world: World) =>
  world.db.selectFrom('campaign').select(['closes_at', 'ends_at', 'ending_changed_at']).executeTakeFirstOrThrow()
const people = async (world: World) => (await world.db.selectFrom('person').select('id').execute()).length
const said = (answer: { body: unknown }) =>
  (answer.body as { form: { errors: { field: string; said: string }[]; values: Record<string, string> } }).form

/** What the clock does every hour. */
async function purges(world: World, at: Date): Promise<number> {
  await announceForgetting(world.as.worker, world.keyring, 180, at)
  return forgetOverdue(world.as.worker, 180, at)
}

async function threeSign(world: World) {
  await world.signs(rosa)
  await world.signs(sam)
  await world.signs(tomas)
  await world.work()
}

test('whoever makes a campaign reads that it is public now, and what comes next', async ({ world }) => {
  const { signedIn } = await office(world)
  const group = await groupOf(world, 'network')
  const made = await signedIn(world.at, campaigns().action!, { ...words, group, closes_at: '' })
  expect(made.location).toMatch(/[?]changed=[0-9a-f-]{36}&how=made#/)
  const { id, state } = await world.db
    .selectFrom('campaign')
    .select(['id', 'state'])
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(state).toBe('published')
  const { body } = await signedIn(world.at, campaigns().loader!)
  const page = renderToStaticMarkup(
    createElement(CampaignsOfficePage, {
      ...(body as ComponentProps<typeof CampaignsOfficePage>),
      t: translator('en'),
      form: emptyForm,
      formFor: 'none',
      changed: id,
      isMade: true,
    }),
  )
  expect(page).toContain('Created and published: everyone can see the campaign')
  expect(page).toContain('href="/office/pages/new"')
})

test('a closing day with a mistyped year is refused in words, and what was typed is kept', async ({ world }) => {
  const { saves } = await office(world)
  const refused = await saves('2016-12-01')
  expect(refused.status).toBe(422)
  expect(said(refused).errors).toEqual([
    {
      field: 'closes_at',
      message: 'closes_at',
      said: '“Closes on” is in the past: December 1, 2016. Choose today or a later day, or leave it empty.',
    },
  ])
  expect(said(refused).values).toMatchObject({ closes_at: '2016-12-01', story_en: 'A long story' })
  expect((await closing(world)).closes_at).toBeNull()
  expect((await saves('2026-11-23')).status).toBe(422)
})

test('today may be the last day, which lasts until midnight; a new campaign closes in the past no more than an old one', async ({
  world,
}) => {
  const { saves, page, signedIn } = await office(world)
  expect((await saves('2026-11-24')).status).toBe(303)
  expect((await closing(world)).closes_at).toEqual(new Date('2026-11-25T07:00:00Z'))
  expect((await page()).values.closes_at).toBe('2026-11-24')
  const group = await groupOf(world, 'network')
  const refused = await signedIn(world.at, campaigns().action!, { ...words, group, closes_at: '2025-01-01' })
  expect([refused.status, said(refused).errors[0]!.field]).toEqual([422, 'closes_at'])
  expect(await world.db.selectFrom('campaign').select('id').execute()).toHaveLength(1)
})

test('the other words of a campaign that has ended can still be mended, and its end stays what it was', async ({
  world,
}) => {
  const { saves } = await office(world)
  await saves('2026-12-01')
  const before = await closing(world)
  expect((await saves('2026-12-01', days(world, 60))).status).toBe(303)
  expect(await closing(world)).toEqual(before)
})

test('an organizer may let a campaign go on longer, and only an owner may end it sooner', async ({ world }) => {
  const { saves, turns, page } = await office(world, 'organizer')
  expect((await saves('2026-12-01')).status).toBe(422)
  expect((await turns('archived')).status).toBe(422)
  await world.db
    .updateTable('campaign')
    .set({ closes_at: days(world, 10) })
    .execute()
  expect(said(await saves('2026-11-30')).errors[0]!.said).toContain('Only an owner')
  expect((await saves('2027-01-31')).status).toBe(303)
  expect((await saves('')).status).toBe(303)
  expect((await page()).ending).toBeNull()
})

test('closing a campaign closes its petitions and actions from that moment, and opening it again restores them', async ({
  world,
}) => {
  const { saves, turns } = await office(world)
  const standing = async (at: Date) => {
    const petition = (await findPetition(world.db, slug))!
    return [statusOf(petition, at), availabilityOf((await findAdvocacyCampaign(world.db, 'call', toSheriff))!, at)]
  }
  const signsAt = async (at: Date) => {
    world.petitions.forget()
    return (await sign(world, { language: 'es', slug, ref: null, fields: rosa, isHeld: false }, at)).outcome
  }
  await saves('2026-12-01')
  expect(await standing(days(world, 7))).toEqual(['open', 'open'])
  expect(await standing(new Date('2026-12-02T07:00:00Z'))).toEqual(['closed', 'over'])
  expect(await signsAt(new Date('2026-12-02T06:59:59Z'))).toBe('accepted')
  expect(await signsAt(new Date('2026-12-02T07:00:00Z'))).toBe('closed')
  await saves('2027-02-01', days(world, 9))
  expect(await standing(days(world, 9))).toEqual(['open', 'open'])
  expect(await signsAt(days(world, 9))).toBe('accepted')
  await turns('archived', days(world, 10))
  expect(await standing(days(world, 10))).toEqual(['closed', 'over'])
  expect(await signsAt(days(world, 10))).toBe('closed')
  expect(await listPetitions(world.db)).toEqual([])
  await turns('published', days(world, 11))
  expect(await standing(days(world, 11))).toEqual(['open', 'open'])
  expect(await signsAt(days(world, 11))).toBe('accepted')
})

test('a petition that would have closed already is not published, and the office says why nobody can sign', async ({
  world,
}) => {
  const { signedIn, turns } = await office(world)
  const edit = officeRoute('office.petitions.$petition.edit')
  const page = async () =>
    (await signedIn(world.at, edit.loader!, undefined, { petition: slug })).body as {
      values: Record<string, string>
      head: { warning: string | null }
    }
  const { values } = await page()
  const publishes = async (closesAt: string, at = world.at) =>
    signedIn(
      at,
      edit.action!,
      {
        ...values,
        closesAt,
        intent: 'publish',
        revision: String(
          (await world.db.selectFrom('petition_draft').select('revision').executeTakeFirst())?.revision ?? 0,
        ),
      },
      { petition: slug },
    )
  const refused = await publishes('2016-12-01T20:00')
  expect([refused.status, said(refused).errors[0]!.said, said(refused).values.closesAt]).toEqual([
    422,
    '“Closes” is in the past. Choose a later time, or leave it empty.',
    '2016-12-01T20:00',
  ])
  expect((await publishes('2026-12-01T20:00')).status).toBe(303)
  // Its words can still be mended after it has closed.
  expect((await publishes('2026-12-01T20:00', days(world, 30))).status).toBe(303)
  await turns('archived')
  expect((await page()).head.warning).toBe(
    'The campaign ended on November 24, 2026, so this page is closed. It opens again with the campaign.',
  )
})

test('who signed before the campaign was archived counts, although the worker comes to it afterwards', async ({
  world,
}) => {
  const { turns } = await office(world)
  await world.signs(rosa)
  await turns('archived', new Date(world.at.getTime() + 1))
  await world.work()
  expect(await people(world)).toBe(1)
})

test('nobody is forgotten within seven days of an edit of the end, however long ago that end is', async ({ world }) => {
  await threeSign(world)
  const { turns, saves } = await office(world)
  await saves('2026-12-01')
  // Half a year later, the day before they would be forgotten, somebody archives it.
  await announceForgetting(world.as.worker, world.keyring, 180, days(world, 180))
  await turns('archived', days(world, 187))
  for (const day of [187, 188, 189, 193.9]) expect(await purges(world, days(world, day)), String(day)).toBe(0)
  expect(await people(world)).toBe(3)
  expect(await purges(world, days(world, 194))).toBe(3)
})

test('people are forgotten half a year after the end, after owners were told 30 and 7 days before, each once', async ({
  world,
}) => {
  await threeSign(world)
  const omar = await office(world)
  const lucia = await organizer(world, 'owner', await groupOf(world, 'network'), 'Lucía Paz')
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', lucia.id).execute()
  await organizer(world, 'organizer', await groupOf(world, 'network'))
  await omar.turns('archived')
  const told = async () =>
    (
      await world.db
        .selectFrom('message')
        .select(['template', 'organizer_id', 'language'])
        .where('organizer_id', 'is not', null)
        .orderBy('created_at')
        .execute()
    )
      .map((one) => `${one.template} ${one.language}`)
      .sort()
  expect(await purges(world, days(world, 149))).toBe(0)
  expect(await told()).toEqual([])
  for (const at of [150, 150.1, 160, 172]) await purges(world, days(world, at))
  expect(await told()).toEqual(['forgetting-30 en', 'forgetting-30 es'])
  for (const at of [173, 174, 179.9]) expect(await purges(world, days(world, at))).toBe(0)
  expect(await told()).toEqual(['forgetting-30 en', 'forgetting-30 es', 'forgetting-7 en', 'forgetting-7 es'])
  expect((await omar.page(days(world, 174))).ending).toMatchObject({
    isOver: true,
    endsOn: '2026-11-24',
    forgetOn: '2027-05-23',
    people: 3,
  })
  const mailer = keepingMailer()
  await sends(world, mailer, days(world, 174))
  const mails = mailer.mails.filter((mail) => mail.to === `${lucia.id}@example.org` || mail.text.includes('Omar'))
  expect(mails.map((mail) => mail.subject).sort()).toEqual([
    'En 30 días olvidamos a las personas de «END S-COMM: ¡Alto Polimigra!»',
    'En una semana olvidamos a las personas de «END S-COMM: ¡Alto Polimigra!»',
    'In 30 days we’ll forget the people of “End S-Comm: ¡Alto Polimigra!”',
    'In a week we’ll forget the people of “End S-Comm: ¡Alto Polimigra!”',
  ])
  for (const mail of mails)
    for (const part of [mail.text, mail.html!]) {
      expect(part).toContain('/office/campaigns')
      expect(part).toContain(mail.language === 'es' ? 'El 23 de mayo de 2027 olvidamos' : 'On May 23, 2027 we forget')
      expect(part).toContain(mail.language === 'es' ? 'Personas en ella hoy: 3' : 'People in it today: 3')
    }
  expect(await purges(world, days(world, 180))).toBe(3)
  expect(await people(world)).toBe(0)
})

test('a worker that was away tells first, and forgets a week later', async ({ world }) => {
  await threeSign(world)
  const { turns, page } = await office(world)
  await turns('archived')
  expect(await purges(world, days(world, 300))).toBe(0)
  expect(
    await world.db.selectFrom('message').select('template').where('organizer_id', 'is not', null).execute(),
  ).toEqual([{ template: 'forgetting-7' }])
  expect((await page(days(world, 301))).ending).toMatchObject({ forgetOn: '2027-09-27' })
  expect(await purges(world, days(world, 306))).toBe(0)
  expect(await purges(world, days(world, 307))).toBe(3)
})

test('a day that was moved is told again, and mails that wait with the old day are not sent', async ({ world }) => {
  await threeSign(world)
  const { saves, turns } = await office(world)
  await turns('archived')
  await purges(world, days(world, 151))
  await turns('published', days(world, 152))
  await saves('2027-06-30', days(world, 152))
  const mails = () =>
    world.db
      .selectFrom('message')
      .select(['template', 'state'])
      .where('organizer_id', 'is not', null)
      .orderBy('created_at')
      .execute()
  expect(await mails()).toEqual([{ template: 'forgetting-30', state: 'suppressed' }])
  for (const at of [180, 181, 219]) expect(await purges(world, days(world, at))).toBe(0)
  await purges(world, days(world, 380))
  expect(await mails()).toHaveLength(2)
  expect(await people(world)).toBe(3)
})

test('the key that recognises repeats lasts a week beyond the end; opened again later, whoever is known still counts once', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { turns } = await office(world)
  await turns('archived')
  expect(await destroyMarksKeys(world.as.worker, days(world, 6))).toBe(0)
  expect(await destroyMarksKeys(world.as.worker, days(world, 7))).toBe(1)
  await turns('published', days(world, 8))
  world.petitions.forget()
  for (const fields of [rosa, tomas]) {
    await sign(world, { language: 'es', slug, ref: null, fields, isHeld: false }, days(world, 8))
  }
  await world.work(days(world, 8))
  const signed = await world.db
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'person_id')
    .select('person_id')
    .execute()
  expect([signed.length, new Set(signed.map((one) => one.person_id)).size]).toEqual([2, 2])
  // Rosa's mailbox is asked again, since she has not confirmed.
  expect(
    await world.db.selectFrom('message').select('id').where('template', '=', 'confirm-signature').execute(),
  ).toHaveLength(3)
})
