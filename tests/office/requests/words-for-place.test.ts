import { expect, test } from 'vitest'
import { mustLookAgain } from '~/office/editor/look-again'
import { hasRole, nameForPlace, slugForPlace, wordsForPlace } from '~/office/requests/words-for-place'

const saguaro = { name: 'Saguaro County', slug: 'az-saguaro-county', state: 'AZ', kind: 'county' }
const ocotillo = { name: 'Ocotillo', slug: 'az-ocotillo', state: 'AZ', kind: 'place' }
const holder = (name: string) => ({
  officialId: name,
  name,
  startedOn: null,
  termEndsOn: null,
  sourceUrl: '',
  checkedOn: '2026-01-01',
})
const vance = {
  postId: '1',
  role: 'sheriff' as const,
  title: 'Sheriff',
  place: saguaro,
  holder: holder('Ida Vance'),
}
const okafor = {
  postId: '2',
  role: 'council-member' as const,
  title: 'Council Member',
  place: ocotillo,
  holder: holder('Lee Okafor'),
}
const old = [vance, okafor]
const cookPlace = { name: 'Cook County', slug: 'il-cook-county', state: 'IL', kind: 'county' }
const cook = { ...cookPlace, officials: [] }
const known = { ...cook, officials: [{ ...vance, postId: '3', place: cookPlace, holder: holder('Tom Reyes') }] }
const phoenix = { name: 'Phoenix', slug: 'az-phoenix', state: 'AZ', kind: 'place', officials: [] }

test.for([
  [
    'Sheriff Vance: release people',
    'Alguacil Vance: suelte a la gente',
    'The Sheriff of Cook County: release people',
    'El alguacil (sheriff) del condado de Cook: suelte a la gente',
  ],
  [
    'Call Sheriff Vance',
    'Llame a la alguacil Vance',
    'Call the Sheriff of Cook County',
    'Llame al alguacil (sheriff) del condado de Cook',
  ],
  [
    'Ida Vance, Sheriff of Saguaro County',
    'Ida Vance, alguacil (sheriff) del condado de Saguaro',
    'The Sheriff of Cook County',
    'El alguacil (sheriff) del condado de Cook',
  ],
  [
    'In Saguaro County, {place}',
    'La cárcel del condado de Saguaro, {place}',
    'In Cook County, {place}',
    'La cárcel del condado de Cook, {place}',
  ],
  [
    'What our sheriff can do',
    'Lo que nuestra alguacil puede; de la alguacil',
    'What our sheriff can do',
    'Lo que nuestro alguacil puede; del alguacil',
  ],
] as const)('where nobody is known, “%s” names the post', ([en, es, inEnglish, inSpanish]) => {
  expect(wordsForPlace({ en, es }, cook, [vance], old)).toEqual({ en: inEnglish, es: inSpanish })
})

test.for([
  ['Sheriff Vance: release people', 'Alguacil Vance: suelte', 'Sheriff Tom Reyes: release people', 'Tom Reyes: suelte'],
  ['Call Sheriff Vance', 'Llame a la alguacil Vance', 'Call Sheriff Tom Reyes', 'Llame a Tom Reyes'],
  [
    'Ida Vance, Sheriff of Saguaro County',
    'Ida Vance, alguacil (sheriff) del condado de Saguaro',
    'Tom Reyes, Sheriff of Cook County',
    'Tom Reyes, alguacil (sheriff) del condado de Cook',
  ],
] as const)('where somebody holds the post, “%s” names them', ([en, es, inEnglish, inSpanish]) => {
  expect(wordsForPlace({ en, es }, known, [vance], old)).toEqual({ en: inEnglish, es: inSpanish })
})

test('what could not be replaced stays in sight, and cannot be published', () => {
  const left = wordsForPlace({ en: 'Ask Vance, as Ocotillo did', es: 'Como en Ocotillo' }, cook, [vance], old)
  expect(left).toEqual({ en: 'Ask Vance, as Ocotillo did {check}', es: 'Como en Ocotillo {revisar}' })
  expect(mustLookAgain({ title: left })).toBe(true)
  const council = {
    en: 'Lee Okafor and the City Council of Ocotillo',
    es: 'Lee Okafor y el concejo municipal de Ocotillo',
  }
  expect(wordsForPlace(council, phoenix, [okafor], old)).toEqual({
    en: '{check} and the City Council of Phoenix',
    es: '{revisar} y el concejo municipal de Phoenix',
  })
})

test('in its own place a text stays as it is', () => {
  const text = { en: 'Sheriff Vance', es: 'la alguacil Vance' }
  expect(wordsForPlace(text, { ...saguaro, officials: [vance] }, [vance], [vance])).toEqual(text)
})

test('a county has no city council', () => {
  expect([hasRole(cook, 'council-member'), hasRole(cook, 'sheriff'), hasRole(phoenix, 'sheriff')]).toEqual([
    false,
    true,
    false,
  ])
})

test.for([
  ['alto-polimigra', 'alto-polimigra-cook-county-il'],
  ['call-sheriff-vance', 'call-sheriff-cook-county-il'],
  [
    'a-very-long-slug-of-a-petition-that-asks-for-many-things-at-once',
    'a-very-long-slug-of-a-petition-that-asks-for-cook-county-il',
  ],
])('the copy of %s is %s', ([slug, copied]) => {
  expect(slugForPlace(slug!, cook, old)).toBe(copied)
})

test('a name that is too long for a campaign loses its own words, never the place', () => {
  expect(nameForPlace('Stop Polimigra', 'Cook County')).toBe('Stop Polimigra: Cook County')
  const long = nameForPlace(`${'Let people go home '.repeat(6)}today`, 'Prince of Wales-Hyder Census Area')
  expect(long.length).toBeLessThanOrEqual(120)
  expect(long).toMatch(/^Let people go home .* (Let|people|go|home)…: Prince of Wales-Hyder Census Area$/)
})
