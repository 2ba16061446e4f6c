import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { Progress } from '~/actions/petitions/progress'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
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
