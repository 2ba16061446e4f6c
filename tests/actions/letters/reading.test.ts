import { sql } from 'kysely'
import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { readLetterPage } from '~/actions/letters/read-letter.server'
import { writeLetter } from '~/actions/letters/write-letter.server'
import type { Language } from '~/i18n/language'
import { test, type World } from '../../support/firme-test'
import { toSheriff } from '../../support/letters'

async function deskOf(world: World, slug: string, language: Language, here: string[] = []) {
  const action = (await findAdvocacyCampaign(world.db, 'letter', slug))!
  const { now } = await readLetterPage(world.db, {
    action,
    language,
    place: { here, area: '', ref: null },
    now: world.at,
  })
  if (now.is !== 'writing') throw new Error(`nothing to write: ${now.is}`)
  return now.desk
}

test('a letter names the county in English, and what it means names it in Spanish', async ({ world }) => {
  const desk = await deskOf(world, toSheriff, 'es')
  expect(desk.values.body).toMatch(/(in|of) Saguaro County/)
  expect(desk.meaning).toMatch(/(en el|del) condado de Saguaro/)
  expect(desk.meaning).not.toContain('County')
})

test('where own words are asked for, a letter of ours alone is not sent; words in Spanish count, and what was typed stays', async ({
  world,
}) => {
  await world.db
    .updateTable('advocacy_campaign')
    .set((eb) => ({ content: sql`${eb.ref('content')} || '{"minimumOwnWords": 8}'::jsonb` }))
    .where('slug', '=', toSheriff)
    .execute()
  const action = (await findAdvocacyCampaign(world.db, 'letter', toSheriff))!
  const { values } = await deskOf(world, toSheriff, 'es')
  const typed = { ...values, given_name: 'Rosa', postal_code: '85001', email: 'rosa@example.org', intent: 'send' }
  const sends = (fields: Record<string, string>) =>
    writeLetter(
      {
        db: world.db,
        intake: world.intake,
        action,
        language: 'es',
        place: { here: [], area: '', ref: null },
        now: world.at,
      },
      fields,
    )
  const refused = await sends({ ...typed, spanish: 'Mi hermano Luis.' })
  expect(refused).toMatchObject({
    outcome: 'invalid',
    form: {
      values: { body: values.body, spanish: 'Mi hermano Luis.' },
      errors: [{ field: 'body', message: 'ownWordsFew' }],
    },
  })
  expect((await sends({ ...typed, spanish: 'Mi hermano Luis estuvo tres noches detenido ahí.' })).outcome).toBe('taken')
  expect(
    (await sends({ ...typed, body: `${values.body}\n\nMy brother Luis was held there for three nights.` })).outcome,
  ).toBe('taken')
})
