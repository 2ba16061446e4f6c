import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { readCallState } from '~/actions/calls/call-state'
import { readCallPage } from '~/actions/calls/read-call.server'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { listAdvocacyCards } from '~/actions/kind/advocacy-cards.server'
import { PlaceForm } from '~/actions/kind/place-form'
import { namesTogether, postWords } from '~/actions/kind/target-words'
import { ConfirmLetterPage } from '~/actions/letters/delivery/confirm-letter-page'
import { findLetterLink } from '~/actions/letters/delivery/find-letter-link.server'
import { letterPlaceSchema } from '~/actions/letters/letter.schema'
import { readLetterPage } from '~/actions/letters/read-letter.server'
import { outreachKind } from '~/actions/registry.server'
import { stateNames } from '~/geography/state-names'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { readActionTargets } from '~/office/actions/targets.server'
import { linkToken } from '~/vault/links.server'
import { test, type World } from '../../support/firme-test'
import { arrives, letterAction, toCouncil } from '../../support/letters'

const spoken = { en: /Council Member/, es: /concejal/ } as const

test('who confirms a letter reads in their language what those are to whom it goes', async ({ world }) => {
  await arrives(world, toCouncil)
  await world.work()
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'confirm-letter')
    .executeTakeFirstOrThrow()
  const link = await findLetterLink(world.db, linkToken(world.keyring, id), world.at)
  for (const lang of languages) {
    const words = wordsIn(
      <ConfirmLetterPage
        lang={lang}
        t={translator(lang)}
        dropped={null}
        suggested={{ asks: '', says: [] }}
        {...link}
      />,
    )
    expect(words).toMatch(new RegExp(`June Abbott ${spoken[lang].source}`))
    expect(words).not.toMatch(spoken[lang === 'en' ? 'es' : 'en'])
  }
})

test('in the office too an official is said in the reader’s language', async ({ world }) => {
  const [post] = await readActionTargets(world.db, (await letterAction(world, 'write-sheriff-vance')).id)
  expect(postWords('en', post!)).toBe('Sheriff, Saguaro County')
  expect(postWords('es', post!)).toBe('alguacil (sheriff), condado de Saguaro')
})

test('states are chosen by their names in the language of the page, and counties are said in it', () => {
  const state = (lang: Language) =>
    wordsIn(<PlaceForm lang={lang} t={translator(lang)} asked={{ for: 'zip', problem: null }} />)
  expect(state('es')).toContain('Distrito de Columbia')
  expect(state('es')).not.toMatch(/Hawaii|District of Columbia|New Mexico/)
  for (const name of Object.values(stateNames)) expect(state('en')).toContain(name)
  const counties = ['San Juan County', 'Navajo County'].map((name) => ({ name, slug: name.toLowerCase() }))
  expect(
    wordsIn(
      <PlaceForm
        lang="es"
        t={translator('es')}
        asked={{ for: 'county', why: 'zip', choices: counties, area: '845' }}
      />,
    ),
  ).toMatch(/Condado de San Juan.*Condado de Navajo/)
})

test('several names end with “and”, in Spanish with “y”, or “e” before the same sound', () => {
  expect(namesTogether('en', ['Lee Okafor', 'Marta Quintero', 'June Abbott'])).toBe(
    'Lee Okafor, Marta Quintero, and June Abbott',
  )
  expect(namesTogether('es', ['Lee Okafor', 'Marta Quintero', 'June Abbott'])).toBe(
    'Lee Okafor, Marta Quintero y June Abbott',
  )
  expect(namesTogether('es', ['Lee Okafor', 'Ida Vance'])).toBe('Lee Okafor e Ida Vance')
})

test('a card names nobody who has agreed already', async ({ world }) => {
  const { id, postIds } = await letterAction(world, toCouncil)
  expect(await target(world, 'es')).toMatch(/ y \d más$| y | e /)
  const [first, ...rest] = postIds
  await world.db
    .updateTable('advocacy_target')
    .set({ has_agreed: true })
    .where('advocacy_campaign_id', '=', id)
    .where('post_id', 'in', rest)
    .execute()
  const [only] = (await readActionTargets(world.db, id)).filter((post) => post.id === first)
  expect([await target(world, 'en'), await target(world, 'es')]).toEqual([only!.name, only!.name])
})

test('nobody is asked to be the first once an action is over', async ({ world }) => {
  await world.db.updateTable('advocacy_campaign').set({ state: 'closed' }).execute()
  for (const lang of languages) {
    const call = (await findAdvocacyCampaign(world.db, 'call', 'call-ocotillo-council'))!
    const letter = (await findAdvocacyCampaign(world.db, 'letter', toCouncil))!
    expect(
      (
        await readCallPage(
          world.db,
          call,
          lang,
          readCallState(() => null),
          world.at,
        )
      ).soFar,
    ).toBe('')
    expect(
      (
        await readLetterPage(world.db, {
          action: letter,
          language: lang,
          place: letterPlaceSchema.parse({}),
          now: world.at,
        })
      ).soFar,
    ).toBe('')
  }
})

async function target(world: World, lang: Language): Promise<string> {
  const cards = await listAdvocacyCards(world.db, outreachKind('letter'), lang, world.at, null)
  return cards.find(({ path }) => path.endsWith(toCouncil))!.target
}

function wordsIn(page: Parameters<typeof renderToStaticMarkup>[0]): string {
  return renderToStaticMarkup(page)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}
