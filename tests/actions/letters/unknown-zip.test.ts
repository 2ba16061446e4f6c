import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { letterPlaceSchema } from '~/actions/letters/letter.schema'
import { printLetter } from '~/actions/letters/paper-letter.server'
import { writeLetter } from '~/actions/letters/write-letter.server'
import { test, type World } from '../../support/firme-test'
import { toSheriff } from '../../support/letters'

const nowhere = letterPlaceSchema.parse({})
const typed = {
  seed: '0'.repeat(32),
  subject: 'No judge, no hold',
  body: 'Please hold nobody without a judge.',
  given_name: 'Rosa',
  email: 'rosa@example.org',
}

test('a ZIP that no list has stands under no letter: it is asked for again, with every word kept', async ({
  world,
}) => {
  for (const intent of ['send', 'own', 'paper']) {
    expect(await writes(world, { ...typed, intent, postal_code: '99999' }), intent).toMatchObject({
      outcome: 'invalid',
      form: { values: { body: typed.body }, errors: [{ field: 'postal_code', message: 'writerZipUnknown' }] },
    })
  }
  expect(await printLetter(await context(world), { ...typed, postal_code: '99999' })).toBeNull()
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
})

test('a ZIP that lies somewhere goes under the letter', async ({ world }) => {
  expect(await writes(world, { ...typed, intent: 'send', postal_code: '85001' })).toEqual({ outcome: 'taken' })
  expect(await writes(world, { ...typed, intent: 'paper', postal_code: '85001-1234' })).toMatchObject({
    outcome: 'shown',
    view: { now: { is: 'paper' } },
  })
})

async function writes(world: World, fields: Record<string, string>) {
  return writeLetter(await context(world), fields)
}

async function context(world: World) {
  const action = (await findAdvocacyCampaign(world.db, 'letter', toSheriff))!
  return { db: world.db, intake: world.intake, action, language: 'es', place: nowhere, now: world.at } as const
}
