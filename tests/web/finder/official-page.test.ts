import { expect, test } from 'vitest'
import type { ActionCard } from '~/actions/kind/kind'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { TargetContact } from '~/officials/posts/target'
import { daysInWords } from '~/web/finder/official-hours'
import { firstWays, sourcesOf } from '~/web/finder/official-view'

const contact = (kind: TargetContact['kind'], value: string, more: Partial<TargetContact> = {}): TargetContact => ({
  id: value,
  kind,
  value,
  extension: '',
  note: '',
  sourceUrl: 'https://saguaro.example.org/sheriff',
  checkedOn: '2026-11-01',
  status: 'fine',
  ...more,
})
const desk = contact('voice', '+16025550141')
const mail = contact('email', 'ida@example.org')

test('the page of an official begins with the ways that exist: call, text, write', () => {
  const text = contact('text', '+16025550142')
  expect(
    firstWays([mail, text, desk, contact('fax', '+16025550143')], []).map(({ sign, href }) => [sign, href]),
  ).toEqual([
    ['phone', 'tel:+16025550141'],
    ['bubble', 'sms:+16025550142'],
    ['envelope', 'mailto:ida@example.org'],
  ])
  expect(firstWays([contact('address', '1 Main St')], [])).toEqual([])
})

test('where an action has the words ready, the button leads there', () => {
  const card = { sign: 'phone', path: '/en/calls/call-sheriff-vance' } as ActionCard
  const anywhere = { sign: 'envelope', path: '/en/letters/write-your-council', asksPlace: true } as ActionCard
  expect(firstWays([desk], [anywhere]).map(({ href }) => href)).toEqual(['tel:+16025550141', anywhere.path])
  expect(firstWays([desk, mail], [anywhere, card])).toEqual([
    // The button of every official names the number, whether or not words are ready.
    { sign: 'phone', href: '/en/calls/call-sheriff-vance', shown: '(602) 555-0141' },
    { sign: 'envelope', href: 'mailto:ida@example.org', shown: 'ida@example.org' },
  ])
})

test('what was read on one page on one day is said once', () => {
  const later = contact('url', 'https://x.example.org', { checkedOn: '2026-11-09' })
  expect(sourcesOf({ holder: null, contacts: [desk, mail, later] })).toEqual([
    { sourceUrl: desk.sourceUrl, checkedOn: '2026-11-01' },
    { sourceUrl: desk.sourceUrl, checkedOn: '2026-11-09' },
  ])
})

test('days in a row are said in words, whatever order they were written in', () => {
  const said = (days: number[]) => languages.map((lang) => daysInWords({ lang, t: translator(lang) }, days))
  expect(said([1, 2, 3, 4, 5])).toEqual(['Monday to Friday', 'de lunes a viernes'])
  expect(said([5, 0, 6])).toEqual(['Friday to Sunday', 'de viernes a domingo'])
  expect(said([3, 1])).toEqual(['Monday and Wednesday', 'lunes y miércoles'])
  expect(said([1, 2, 4])).toEqual(['Monday, Tuesday, and Thursday', 'lunes, martes y jueves'])
})
