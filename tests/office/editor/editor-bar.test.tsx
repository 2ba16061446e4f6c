import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { translator } from '~/i18n/translator'
import { Folded } from '~/office/editor/folded'
import { slug, test } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const [autosave, edit] = ['autosave', 'edit'].map((page) => officeRoute(`office.petitions.$petition.${page}`))
const params = { petition: slug }
const whole = {
  title_en: 'Free Ana',
  title_es: 'Libertad para Ana',
  ask_en: 'Let her go.',
  ask_es: 'Suéltela.',
  target_en: 'Ida Vance',
  target_es: 'Ida Vance',
  story_en: 'Because.',
  story_es: 'Porque sí.',
  imageAlt_en: 'A gate',
  imageAlt_es: 'Una reja',
  goalSteps: '50 100',
}
const writer = async (world: Parameters<typeof groupOf>[0]) =>
  (await organizer(world, 'organizer', await groupOf(world, 'network'))).token

test('every save while writing says when it was, what is still missing and where, and that visitors see something else', async ({
  world,
}) => {
  const token = await writer(world)
  const saves = async (fields: Record<string, string>) =>
    JSON.parse((await call(world, autosave!.action!, { token, params, fields })).body as string)
  expect(await saves({ ...whole, ask_es: '', thanksText_en: 'Thanks!', revision: '0' })).toMatchObject({
    revision: 1,
    says: expect.stringMatching(/^Saved .*\d:\d\d [AP]M/),
    isChanged: true,
    missingSays: '2 missing',
    missing: [
      { words: 'What we demand is missing in Spanish.', href: '#ask_es' },
      { words: 'On the thank-you page is missing in Spanish.', href: '#thanksText_es' },
    ],
  })
  expect(await saves({ ...whole, revision: '1' })).toMatchObject({ missing: [], isChanged: true })
})

test('a petition needs no words for sharing: without them, what it demands goes before the link', async ({ world }) => {
  const token = await writer(world)
  const published = await call(world, edit!.action!, {
    token,
    params,
    fields: { ...whole, revision: '0', intent: 'publish' },
  })
  expect(published.location).toMatch(/published/)

  expect((await readPetitionPage(world.db, slug, 'es', world.at))!.view.shareText).toBe('Suéltela.')
})

test('a part that can be left alone is folded until it holds something, misses something or is wrong', () => {
  const isOpen = (values: Record<string, string>, missing: string[] = [], errors: string[] = []) =>
    renderToStaticMarkup(
      <Folded
        t={translator('en')}
        title="How it ended"
        names={['outcome_en', 'outcome_es']}
        missing={missing}
        form={{ values, errors: errors.map((field) => ({ field, message: 'tooLong' })) }}
      >
        …
      </Folded>,
    ).includes(' open=""')
  expect(isOpen({ outcome_en: '', title_en: 'Free Ana' })).toBe(false)
  expect(isOpen({ outcome_en: 'We won.' })).toBe(true)
  expect(isOpen({}, ['outcome_es'])).toBe(true)
  expect(isOpen({}, [], ['outcome_es'])).toBe(true)
})
