import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { demoPlaces } from '#db/seeds/demo-places'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { loader } from '~/root'
import { PublicLayout } from '~/ui/page/public-layout'
import { test, type World } from '../support/firme-test'

const says = async (world: World, path: string, at = world.at) =>
  (
    await loader({
      request: new Request(`https://firme.example.org${path}`),
      context: { db: world.as.web, env: world.env, now: () => at },
      params: {},
    } as unknown as Parameters<typeof loader>[0])
  ).isDemo

test('every public page says that the demo’s officials are fictional, until the last of them has gone', async ({
  world,
}) => {
  expect(await says(world, '/en')).toBe(true)
  expect(await says(world, '/office')).toBe(false)
  await world.db.updateTable('post').set({ retired_on: '2026-11-24' }).execute()
  const later = new Date(world.at.getTime() + 61_000)
  await says(world, '/en', later)
  await expect.poll(() => says(world, '/es/privacy', later)).toBe(false)
})

test.for(languages)('the demo names its places once, above the page, and nowhere in their names (%s)', (lang) => {
  const t = translator(lang)
  const html = renderToStaticMarkup(
    createElement(PublicLayout, { lang, t, otherUrl: '/', isDemo: true, children: 'page' }),
  )
  const [before] = html.split('<main')
  expect(before).toMatch(lang === 'en' ? /are fictional/ : /son ficticios/)
  for (const { name, slug } of Object.values(demoPlaces)) {
    expect(`${name} ${slug}`).not.toMatch(/fic/i)
    expect(before).toContain(name.replace(' County', ''))
  }
})
