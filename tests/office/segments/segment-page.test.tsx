import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { conditionKinds } from '~/office/segments/rule-draft'
import { SegmentPage, SegmentsPage } from '~/office/segments/segment-page'
import { rosa, test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

test('the builder can be used by keyboard and without scripts: every field has a label, in both languages', async ({
  world,
}) => {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.work()
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { loader, action } = officeRoute('office.segments.$segment')
  const params = { segment: 'new' }
  const fields: Record<string, string> = {
    intent: 'reach',
    name: 'x',
    revision: '0',
    'part-joins': 'any',
    'part-99-joins': 'none',
  }
  for (const [number, kind] of conditionKinds.entries()) fields[`part-${number}-kind`] = kind
  const loaded = (await call(world, loader!, { token, params })).body as ComponentProps<typeof SegmentPage>
  const wrong = (await call(world, action!, { token, params, fields })).body as ComponentProps<typeof SegmentPage>
  const everyone = (
    await call(world, action!, { token, params, fields: { ...fields, 'part-99-joins': '', intent: 'remove 99' } })
  ).body as ComponentProps<typeof SegmentPage>
  for (const lang of languages)
    for (const shown of [loaded, { ...loaded, ...wrong }, { ...loaded, ...everyone, sample: [] }]) {
      const page = renderToStaticMarkup(<SegmentPage {...shown} lang={lang} t={translator(lang)} />)
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
      expect(new Set(ids).size).toBe(ids.length)
      const inputs = [...page.matchAll(/<(?:select|input|textarea)[^>]*>/g)].filter(
        ([tag]) => !tag.includes('type="hidden"'),
      )
      expect(inputs.length).toBeGreaterThan(3)
      for (const [tag] of inputs) expect(page, tag).toContain(` for="${/ id="([^"]+)"/.exec(tag)?.[1]}"`)
    }
  const said = renderToStaticMarkup(<SegmentPage {...loaded} {...wrong} lang="es" t={translator('es')} />)
  expect(said).toContain('href="#part-8-county"')
  expect(said).toContain('id="part-8-county-error"')
  // Nothing to do yet: the list says what a segment is for.
  expect(
    renderToStaticMarkup(<SegmentsPage t={translator('es')} lang="es" segments={[]} hasGroups={false} />),
  ).toContain('Todavía no hay segmentos')
})
