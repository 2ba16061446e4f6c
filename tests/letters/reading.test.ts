import { expect } from 'vitest'
import type { Language } from '~/i18n/language'
import { readLetterPage } from '~/letters/read-letter.server'
import { findAdvocacyCampaign } from '~/take-action/advocacy.server'
import { test, type World } from '../support/firme-test'
import { toSheriff } from '../support/letters'

async function deskOf(world: World, slug: string, language: Language, here: string[] = []) {
  const action = (await findAdvocacyCampaign(world.db, 'letter', slug))!
  const { now } = await readLetterPage(world.db, action, language, { here, area: '', ref: null }, null, world.at)
  if (now.is !== 'writing') throw new Error(`nothing to write: ${now.is}`)
  return now.desk
}

test('a letter names the county in English, and what it means names it in Spanish', async ({ world }) => {
  const desk = await deskOf(world, toSheriff, 'es')
  expect(desk.values.body).toMatch(/(in|of) Saguaro County/)
  expect(desk.meaning).toMatch(/(en el|del) condado de Saguaro/)
  expect(desk.meaning).not.toContain('County')
})
