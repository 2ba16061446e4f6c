import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { letterPlaceSchema } from '~/actions/letters/letter.schema'
import { printLetter } from '~/actions/letters/paper-letter.server'
import { writeLetter } from '~/actions/letters/write-letter.server'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { servesZip } from '~/officials/divisions/serves-zip.server'
import { findTarget } from '~/officials/posts/targets.server'
import { action } from '~/routes/$lang.letters.$slug'
import { loader as check } from '~/routes/$lang.letters.$slug_.check'
import { demoPosts } from '../../support/calls'
import { test, type World } from '../../support/firme-test'
import { toSheriff } from '../../support/letters'
import { visit } from '../../support/public'

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
  expect(await writes(world, { ...typed, intent: 'send', postal_code: '85001' })).toMatchObject({ outcome: 'taken' })
  expect(await writes(world, { ...typed, intent: 'paper', postal_code: '85001-1234' })).toMatchObject({
    outcome: 'shown',
    view: { now: { is: 'paper' } },
  })
})

test.for(languages)(
  'a letter from elsewhere is taken, and its writer is told that residents count first (%s)',
  async (lang, { world }) => {
    const words = translator(lang)('letters.outside')
    // 85001 is Phoenix; 85099 is in the sheriff's county, 85999 in hers and in another.
    for (const [zip, isOutside] of [
      ['85001', true],
      ['85099', false],
      ['85999', false],
    ] as const) {
      expect(await writes(world, { ...typed, intent: 'send', postal_code: zip })).toEqual({
        outcome: 'taken',
        isOutside,
      })
      for (const intent of ['own', 'paper'])
        expect(await writes(world, { ...typed, intent, postal_code: zip }), intent).toMatchObject({
          view: { isOutside },
        })
      const sent = await visit(
        world,
        action,
        `/${lang}/letters/${toSheriff}`,
        { slug: toSheriff },
        { ...typed, intent: 'send', postal_code: zip },
      )
      const [where] = sent.tags
      expect(sent.status).toBe(303)
      const { data } = await visit<{ isOutside: boolean }>(world, check, where!, { slug: toSheriff })
      expect(data.isOutside, where).toBe(isOutside)
    }
    expect(words).toMatch(lang === 'en' ? /residents first/ : /viven ahí/)
  },
)

test('a ZIP that only may be elsewhere is not called outside', async ({ world }) => {
  const { divisionId } = (await findTarget(world.db, demoPosts.council[0]))!
  const phoenix = (await countiesOfZip(world.db, '85001'))!
  expect(await servesZip(world.db, [divisionId], phoenix)).toBe(false)
  await world.db.updateTable('division').set({ county_ids: [] }).where('id', '=', divisionId).execute()
  expect(await servesZip(world.db, [divisionId], phoenix)).toBe(true)
  expect(await servesZip(world.db, [divisionId], { ...phoenix, counties: [] })).toBe(true)
  expect(await servesZip(world.db, ['ocd-division/country:us/state:az'], phoenix)).toBe(true)
})

async function writes(world: World, fields: Record<string, string>) {
  return writeLetter(await context(world), fields)
}

async function context(world: World) {
  const action = (await findAdvocacyCampaign(world.db, 'letter', toSheriff))!
  return { db: world.db, intake: world.intake, action, language: 'es', place: nowhere, now: world.at } as const
}
