import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { Progress } from '~/actions/petitions/progress'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { meeting, publishes } from '../../support/campaign-story'
import { rosa, slug, test } from '../../support/firme-test'

const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000)

test('a page says when its number last changed, in the petition’s own time, and is the same a minute later', async ({
  world,
}) => {
  const read = async (now: Date) => (await readPetitionPage(world.as.web, slug, 'en', now))!.view
  const before = await read(world.at)
  expect(await read(minutes(world.at, 90))).toEqual(before)
  await world.signs(rosa, { at: minutes(world.at, 100) })
  await world.work(minutes(world.at, 100))
  const after = await read(minutes(world.at, 200))
  // 6 p.m. in UTC is 11 a.m. in Phoenix.
  expect(after.numbers.updated).toMatch(/12:40.PM MST$/)
  expect(await read(minutes(world.at, 300))).toEqual(after)
})

test('names are called recent for a day, and on a petition that is over only as people who signed', async ({
  world,
}) => {
  await world.signs({ ...rosa, share_name: '1' })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  const days = (count: number) => minutes(world.at, count * 24 * 60)
  for (const lang of languages) {
    const t = translator(lang)
    const said = async (now: Date) => {
      const { view } = (await readPetitionPage(world.as.web, slug, lang, now))!
      const html = renderToStaticMarkup(
        createElement(Progress, {
          lang,
          t,
          slug,
          isOpen: view.status === 'open',
          names: view.names,
          isRecent: view.isRecent,
          closes: view.closes,
          vote: view.vote,
          ...view.numbers,
        }),
      )
      return /<p class="recent">([^<]*)/.exec(html)?.[1]
    }
    const [recent, ever] = (['recent', 'signed'] as const).map(
      (key) => t(`site.petition.${key}`, { names: 'Rosa M.' }).split(':')[0],
    )
    expect(recent).not.toBe(ever)
    expect(await said(days(0.9))).toContain(recent)
    expect(await said(days(2))).toContain(ever)
    await world.db.updateTable('petition').set({ state: 'closed' }).where('slug', '=', slug).execute()
    expect(await said(days(0.1))).toContain(ever)
    await world.db.updateTable('petition').set({ state: 'open' }).where('slug', '=', slug).execute()
  }
})

test('an open petition to a council member tells of the council’s next meeting, with a calendar file, until it begins; one to a sheriff of none', async ({
  world,
}) => {
  const read = async (now: Date) => (await readPetitionPage(world.as.web, slug, 'es', now))!.view.vote
  const [before, after] = [new Date('2026-12-08T12:00:00Z'), new Date('2026-12-09T01:00:00Z')]
  await publishes(world.db, meetingKind, 'board', meeting)
  expect(await read(before)).toBeNull()
  await world.db.updateTable('petition').set({ target_key: 'lee-okafor-ocotillo' }).where('slug', '=', slug).execute()
  expect(await read(before)).toBeNull()
  await publishes(world.db, meetingKind, 'ocotillo-council', { ...meeting, place: 'az-ocotillo' })
  await publishes(world.db, meetingKind, 'elsewhere', {
    ...meeting,
    place: 'az-pima-county',
    startsAt: '2026-12-08T09:00',
  })
  await publishes(
    world.db,
    meetingKind,
    'not-yet',
    { ...meeting, place: 'az-ocotillo', startsAt: '2026-12-08T08:00' },
    { state: 'draft' },
  )
  const path = '/es/campaigns/end-s-comm/meetings/ocotillo-council'
  expect(await read(before)).toEqual({
    title: 'La Junta de Saguaro vota sobre los detainers',
    when: expect.stringContaining('8 dic'),
    path,
    calendar: `${path}.ics`,
  })
  expect(await read(after)).toBeNull()
  await world.db.updateTable('petition').set({ state: 'closed' }).where('slug', '=', slug).execute()
  expect(await read(before)).toBeNull()
})
