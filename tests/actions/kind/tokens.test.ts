import { expect, test } from 'vitest'
import { fillTokens, inBraces } from '~/actions/kind/tokens'
import { placeInSentence } from '~/geography/place-name'

test.for([
  ['Vivo en {place}.', 'Saguaro County', 'county', 'Vivo en el condado de Saguaro.'],
  ['Dirige la cárcel de {place}.', 'Saguaro County', 'county', 'Dirige la cárcel del condado de Saguaro.'],
  ['Le pido a {place} que vote.', 'Saguaro County', 'county', 'Le pido al condado de Saguaro que vote.'],
  [
    '¿{place} decide? {place} decide.',
    'Saguaro County',
    'county',
    '¿El condado de Saguaro decide? El condado de Saguaro decide.',
  ],
  ['Soy de {place}.', 'Orleans Parish', 'county', 'Soy de la parroquia de Orleans.'],
  ['Soy de {place}.', 'Kenai Peninsula Borough', 'county', 'Soy del borough de Kenai Peninsula.'],
  ['Soy de {place}.', 'Nome Census Area', 'county', 'Soy del área censal de Nome.'],
  ['Soy de {place}.', 'Ponce Municipio', 'county', 'Soy del municipio de Ponce.'],
  ['Soy de {place}.', 'Carson City', 'county', 'Soy de Carson City.'],
  ['Soy de {place}.', 'Phoenix', 'place', 'Soy de Phoenix.'],
  ['Soy de {place}.', 'Saguaro County', 'county', 'Soy del condado de Saguaro.'],
  ['Soy de {place}.', 'District of Columbia', 'county', 'Soy del Distrito de Columbia.'],
] as const)('“%s” in %s', ([text, name, kind, said]) => {
  expect(fillTokens(text, 'es', { place: placeInSentence('es', { name, kind }) })).toBe(said)
})

test('in English a place keeps its own name, and what nothing fills stays', () => {
  const place = placeInSentence('en', { name: 'Saguaro County', kind: 'county' })
  expect(fillTokens('You run the jail of {place}. {ask} {name}', 'en', { place, ask: 'hold nobody.' })).toBe(
    'You run the jail of Saguaro County. Hold nobody. {name}',
  )
})

test('what begins a sentence, a line or the text begins with a capital, also after an opening mark, and nothing else does', () => {
  const said = (before: string) => fillTokens(`${before}{ask}`, 'es', { ask: 'vote' }).slice(before.length)
  for (const before of ['', '¿', 'Sí. ', 'Sí.\n', '¡Sí! ¡', '\n', '\n ', 'Sí,\n', 'Sí…  “', ' \n\n'])
    expect(said(before), JSON.stringify(before)).toBe('Vote')
  for (const before of [' ', 'Sí ', 'Sí, ', 'Sí.', 'a. m., ', 'Sí ¿', '“¿'])
    expect(said(before), JSON.stringify(before)).toBe('vote')
})

test('every pair of braces is found, the first that opens with the first that closes', () => {
  expect(inBraces('{name} of {place, {ask} and } or {} and {left open')).toEqual(['name', 'place, {ask', ''])
})
