import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Composition,
  composeLetter,
  countOwnWords,
  pointTexts,
  withPoints,
} from '~/actions/letters/compose-letter'
import { dueTimes, usualHours } from '~/actions/letters/delivery/drip'
import { alikeWithin, bitsApart, likenessOf } from '~/actions/letters/delivery/likeness'
import { letterText } from '~/actions/letters/letter-body'
import { letterContent, missingInLetter } from '~/actions/letters/letter-content'
import { mailto } from '~/actions/letters/mailto'
import { withoutPoint, withPoint } from '~/actions/letters/points-in-letter'

const content = letterContent.parse({
  topic: 'detainers',
  ask: { en: 'hold nobody without a judge', es: 'que no retenga a nadie sin un juez' },
  askMayNot: { en: 'publish how often immigration asks', es: 'que publique cuántas veces pide migración' },
  subjects: { en: 'One\nTwo\nThree', es: 'Uno\nDos\nTres' },
  openings: {
    en: 'I live in {place}. I ask you to {ask}.\nYou run the jail of {place}, {official}. I ask you to {ask}.',
    es: 'Vivo en {place}. Le pido {ask}.\nUsted dirige la cárcel de {place}, {official}. Le pido {ask}.',
  },
  points: {
    en: 'The law | Courts call a detainer a request.\nTime | Who may go should be with their children.\nHelp | People who fear the jail do not call.',
    es: 'La ley | Los tribunales dicen que es una solicitud.\nEl tiempo | Quien puede salir debe estar con sus hijos.\nAyuda | Quien le teme a la cárcel no llama.',
  },
  closing: { en: 'Please write back.', es: 'Por favor contésteme.' },
})
const facts = (may: 'yes' | 'no' = 'yes') => ({
  official: 'Ida Vance',
  title: 'Sheriff',
  place: 'Saguaro County',
  state: 'Arizona',
  name: 'Rosa',
  may: () => may,
})
const composition = (seed: string, language: 'en' | 'es' = 'en'): Composition => ({
  content,
  facts: facts(),
  language,
  seed,
})

test('the same seed writes the same letter, and a hundred seeds write many', () => {
  const letters = Array.from({ length: 100 }, (_, seed) => composeLetter(composition(`s${seed}`), null))
  expect(composeLetter(composition('s7'), null)).toEqual(letters[7])
  expect(new Set(letters.map((letter) => letter.body)).size).toBeGreaterThan(8)
  expect(new Set(letters.map((letter) => letter.subject)).size).toBe(3)
  for (const { body } of letters) expect(body).toMatch(/Saguaro County.*I ask you to hold nobody without a judge\./s)
})

test('who may not refuse by law is asked for what they can do', () => {
  const letter = composeLetter({ ...composition('a'), facts: facts('no') }, null)
  expect(letter.body).toContain('I ask you to publish how often immigration asks.')
  expect(missingInLetter({ ...content, askMayNot: { en: '', es: '' } }).map((one) => one.field)).toContain('askMayNot')
  expect(missingInLetter({ ...content, closing: { en: 'Dear {sheriff}', es: 'x' } })).toEqual([
    { field: 'closing', language: 'en', why: 'tokens' },
  ])
})

test('choosing points writes an untouched letter anew, and leaves every word of one that was worked on', () => {
  const before = composeLetter(composition('a'), ['p1'])
  expect(withPoints(composition('a'), before.body, ['p1'], ['p2', 'p3'])).toBe(
    composeLetter(composition('a'), ['p2', 'p3']).body,
  )
  const worked = before.body.replace('Courts call', 'My brother was held. Courts call')
  const after = withPoints(composition('a'), worked, ['p1'], ['p1', 'p2'])
  expect(after).toContain('My brother was held.')
  expect(after.indexOf('with their children')).toBeGreaterThan(after.indexOf('My brother'))
  expect(after.endsWith('Please write back.')).toBe(true)
})

test('a point that is no longer chosen leaves a letter that was worked on, unless its paragraph was changed', () => {
  const letter = composeLetter(composition('a'), ['p1', 'p2']).body
  const added = `My brother was held.\n\n${letter}`
  expect(withPoints(composition('a'), added, ['p1', 'p2'], ['p1'])).toBe(
    `My brother was held.\n\n${composeLetter(composition('a'), ['p1']).body}`,
  )
  const changed = letter.replace(
    'Courts call a detainer a request.',
    'Courts call a detainer a request, my lawyer says.',
  )
  expect(withPoints(composition('a'), changed, ['p1', 'p2'], ['p2'])).toContain('my lawyer says')
})

test('checking points one by one gives the letter that the button gives, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.shuffledSubarray(['p1', 'p2', 'p3']),
      fc.shuffledSubarray(['p1', 'p2', 'p3']),
      (seed, first, then) => {
        const texts = pointTexts(composition(seed))
        const without = first
          .filter((id) => !then.includes(id))
          .reduce((letter, id) => withoutPoint(letter, texts, id), composeLetter(composition(seed), first).body)
        const letter = then.reduce((all, id) => withPoint(all, texts, id), without)
        expect(letter).toBe(composeLetter(composition(seed), then).body)
      },
    ),
  )
})

test('only what is in no suggestion counts as one’s own words', () => {
  const { body } = composeLetter(composition('a'), null)
  expect(countOwnWords(composition('a'), body)).toBe(0)
  expect(countOwnWords(composition('a'), `${body}\n\nMy brother Luis was held for three nights.`)).toBe(8)
})

test('letters that differ in a sentence are near-identical, and others are not', () => {
  const letter =
    'I live in Saguaro County and I am writing before you vote on the jail. I ask you to hold nobody past their release because immigration asks, unless a judge has signed a warrant. Courts have said that a detainer is a request, and that a county that holds someone on one may have to pay for it. Please write back and tell me what you will do.'
  expect(bitsApart(likenessOf(letter), likenessOf(letter.toUpperCase()))).toBe(0)
  expect(bitsApart(likenessOf(letter), likenessOf(`${letter} My street agrees.`))).toBeLessThanOrEqual(alikeWithin)
  expect(
    bitsApart(
      likenessOf(letter),
      likenessOf(
        'My brother Luis was held for three nights in March although his case was over, and nobody could tell our mother where he was or when he would come home to us again.',
      ),
    ),
  ).toBeGreaterThan(alikeWithin)
})

const sheriff = { hours: usualHours, timeZone: 'America/Phoenix', perHour: 60 }
const phoenix = (at: Date) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Phoenix',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(at)

test('five hundred letters to one sheriff leave along the curve, none outside her hours', () => {
  const times = dueTimes(sheriff, 500, new Date('2026-11-24T15:00:00Z'), Math.random)
  expect(times).toHaveLength(500)
  const byHour = Map.groupBy(times, ({ at }) => phoenix(at))
  for (const [hour, letters] of byHour) {
    expect(hour).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? (08|09|1[0-6])$/)
    expect(letters.length).toBeLessThanOrEqual(60)
  }
  // Fewer when the office opens and at noon than in the middle of the morning.
  expect(byHour.get(phoenix(new Date('2026-11-24T15:30:00Z')))!.length).toBe(30)
  expect(byHour.get(phoenix(new Date('2026-11-24T17:30:00Z')))!.length).toBe(60)
  expect(byHour.get(phoenix(new Date('2026-11-24T19:30:00Z')))!.length).toBe(42)
  for (const { at, until } of times) expect(until.getTime()).toBeGreaterThanOrEqual(at.getTime())
  const gaps = times.slice(1, 60).map((time, index) => time.at.getTime() - times[index]!.at.getTime())
  expect(new Set(gaps).size).toBeGreaterThan(20)
})

test('a Friday evening’s letter waits for Monday, also over a change of clocks', () => {
  const [friday] = dueTimes(sheriff, 1, new Date('2026-11-28T01:00:00Z'), () => 0)
  expect(friday!.at.toISOString()).toBe('2026-11-30T15:00:00.000Z')
  const eastern = { ...sheriff, timeZone: 'America/New_York' }
  expect(dueTimes(eastern, 1, new Date('2026-10-31T12:00:00Z'), () => 0)[0]!.at.toISOString()).toBe(
    '2026-11-02T13:00:00.000Z',
  )
})

test('whatever the office’s hours, letters leave within them, in order, after the last that was given out', () => {
  const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`)
  const stretch = fc
    .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), time, time)
    .filter(([, from, to]) => from < to)
    .map(([days, from, to]) => ({ days, from, to }))
  fc.assert(
    fc.property(
      stretch,
      // As many as fit into a year, if an office is open for an hour a week and takes one letter an hour.
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('America/Phoenix', 'America/New_York', 'Pacific/Honolulu'),
      (hours, count, perHour, timeZone) => {
        const after = new Date('2026-10-30T12:34:56Z')
        const times = dueTimes({ hours: [hours], timeZone, perHour }, count, after, Math.random)
        expect(times).toHaveLength(count)
        for (const [index, { at, until }] of times.entries()) {
          const shown = new Intl.DateTimeFormat('en-GB', {
            timeZone,
            hour: '2-digit',
            minute: '2-digit',
            hourCycle: 'h23',
          })
          expect(shown.format(at) >= hours.from && shown.format(at) < hours.to).toBe(true)
          expect(until > at && shown.format(new Date(until.getTime() - 1)) < hours.to).toBe(true)
          expect(at > (times[index - 1]?.at ?? after)).toBe(true)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a letter is plain text: greeting, English, name, own Spanish, and who carried it', () => {
  const words = {
    subject: 'S',
    body: 'Please hold nobody.',
    spanish: 'Por favor, a nadie.',
    name: 'Rosa Martínez',
    place: '85001',
    replyTo: null,
    sender: null,
    isToAll: false,
  }
  const text = letterText(
    words,
    { title: 'Sheriff', holder: { name: 'Ida Vance' }, organization: { name: 'Saguaro County Sheriff’s Office' } },
    { carrier: { siteUrl: 'https://firme.example.org', digestUrl: 'https://firme.example.org/d' } },
  )
  expect(text.split('\n')[0]).toBe('Dear Sheriff Ida Vance,')
  expect(text.indexOf('Por favor')).toBeGreaterThan(text.indexOf('Please hold'))
  expect(text).toContain('one message a day')
  expect(
    letterText({ ...words, isToAll: true }, { title: 'Sheriff', holder: null, organization: { name: 'Board' } }),
  ).toMatch(/^Dear members of the Board,/)
})

test('a letter too long for a mail link is left to be copied', () => {
  const short = mailto(['council@example.org'], 'Ünser ask', 'Line one\nLine two & more')
  expect(short).toEqual({
    href: 'mailto:council@example.org?subject=%C3%9Cnser%20ask&body=Line%20one%0D%0ALine%20two%20%26%20more',
    isWhole: true,
  })
  const long = mailto(['council@example.org'], 'S', 'x'.repeat(5_000))
  expect(long).toEqual({ href: 'mailto:council@example.org?subject=S', isWhole: false })
})

test('a letter in Spanish opens in a mail program as it was written, or is left to be copied whole', () => {
  const spanish =
    'Señor alguacil: ¿por qué no esperó a un juez?\n\nMi niña lloró — “tres noches”. 100 % verdad & nada más.'
  const { href, isWhole } = mailto(['a@example.org', 'b@example.org'], 'Ñ & ¿?', spanish)
  expect(isWhole).toBe(true)
  const [to, query] = href.slice('mailto:'.length).split('?')
  expect(to).toBe('a@example.org,b@example.org')
  const fields = Object.fromEntries(query!.split('&').map((one) => one.split('=').map(decodeURIComponent))) as Record<
    string,
    string
  >
  expect(fields).toEqual({ subject: 'Ñ & ¿?', body: spanish.replaceAll('\n', '\r\n') })
  // Every accent is six characters of an address: what is short to read may be too long to open.
  const accented = mailto(['a@example.org'], 'S', 'á'.repeat(400))
  expect([accented.isWhole, accented.href]).toEqual([false, 'mailto:a@example.org?subject=S'])
})
