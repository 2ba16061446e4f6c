import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dearestValues } from '~/actions/texts/keywords/reply-tokens'
import { smsLinks } from '~/actions/texts/sms-link'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { inFewestSegments } from '~/channels/sms/fewest-segments'
import { countSegments, segmentsOf } from '~/channels/sms/segments'
import { languages } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import { translator } from '~/i18n/translator'
import { costWords, sayCost } from '~/office/texts/cost-words'
import { textCost } from '~/office/texts/text-cost'

/** A public address of forty characters, and the language. */
const site = 'https://firmas.ejemplo-larga.example.org/es'
const slug = 'alto-polimigra-saguaro-county'
/** As long as they come: a long title, a full name, six officials, a long address. Letters outside the GSM alphabet are other people's, see below. */
const longest = {
  title: 'Saguaro County: no judge, no extra night in jail',
  name: 'Maria Guadalupe Hernandez Villalobos',
  zip: '85001',
  who: 'County Supervisor Maria Guadalupe Hernandez',
  message: 'Please vote to keep city police out of immigration arrests. We should be able to call 911 without fear.',
  meaning: 'Por favor, vote para que no participe en arrestos. Debemos poder llamar al 911 sin miedo.',
  list: [
    ...Array.from({ length: 6 }, (_, index) => `${index + 1} Council Member Alexandra Quintero`),
    'MAS para ver otras',
  ].join('\n'),
  question: 'Maria Guadalupe Hernandez Villalobos, ZIP 85001. Responda SI para firmar, o CAMBIAR.',
  word: 'ALTO POLIMIGRA SAGUARO COUNTY',
  code: '123456',
  hotline: '(602) 555-0134',
  way: 'por mensaje de texto',
  when: 'el miércoles a las 8:00 a.m',
  seconds: '30',
  url: `${site}/petitions/${slug}?r=sms`,
  // Those of organizers, who see what they cost as they type.
  words: 'Call Sheriff Vance today: no judge, no hold.',
  facts: 'Maria Guadalupe, Hernandez Villalobos, 85001, email; alto-polimigra-saguaro-county confirmed',
}

/** Segments of each of our texts with the longest facts: the fewest that its words allow. More would be dearer for everybody. */
const fewest: Record<keyof typeof messages.en.texts.conversation, [en: number, es: number]> = {
  welcomeSign: [1, 1],
  welcomeWrite: [1, 1],
  askName: [1, 1],
  nameAgain: [1, 1],
  askZip: [1, 1],
  zipAgain: [1, 1],
  askCity: [2, 2],
  more: [1, 1],
  askWhich: [2, 2],
  askWords: [1, 2],
  meaning: [1, 2],
  confirmSign: [1, 1],
  confirmWrite: [1, 2],
  again: [1, 1],
  giveUp: [1, 1],
  signedAlready: [1, 1],
  notSigned: [1, 1],
  sent: [1, 1],
  sentMail: [1, 1],
  sentLater: [1, 1],
  leaves: [1, 1],
  carriedBefore: [1, 1],
  twoOthers: [1, 1],
  callNow: [1, 1],
  unreachable: [1, 1],
  nobody: [1, 1],
  agreed: [1, 1],
  ended: [1, 1],
  nothingOpen: [1, 1],
  lapsed: [1, 1],
  wrongCode: [1, 1],
  maybeStop: [1, 1],
  cry: [1, 1],
  cryHotline: [1, 1],
  willRead: [1, 1],
  willReadBoth: [1, 1],
  nudge: [1, 1],
  stopped: [1, 1],
  started: [1, 1],
  newsOn: [1, 1],
  help: [1, 1],
  helpBoth: [1, 1],
  comeBack: [1, 1],
}
/** Texts that go out by themselves to each signer, caller and writer: one segment each, but for what we hold. */
const alone = {
  confirm: [1, 1],
  confirmNews: [1, 1],
  reminder: [1, 1],
  already: [1, 1],
  thanks: [1, 1],
  own: [1, 1],
  everything: [2, 2],
  answered: [1, 1],
  letterBack: [1, 1],
  callReminder: [1, 1],
  stopLine: [1, 1],
  startLine: [1, 1],
  somebodyHere: [1, 1],
  contact: [1, 1],
  contactChanging: [1, 1],
  ladder: [1, 1],
} as const
/** Where each of them leads; one that stands for a person is as long as a token. */
const urls: Record<string, string> = {
  confirm: `${site}/confirm/AAAAAAAAAAAAAAAAAAAAAA`,
  confirmNews: `${site}/posted/AAAAAAAAAAAAAAAAAAAAAA`,
  reminder: `${site}/confirm/AAAAAAAAAAAAAAAAAAAAAA`,
  already: `${site}/me`,
  own: `${site}/me/AAAAAAAAAAAAAAAAAAAAAA`,
  everything: `${site}/me/AAAAAAAAAAAAAAAAAAAAAA`,
  answered: `${site}/petitions/${slug}`,
  letterBack: `${site}/letters/${slug}`,
  callReminder: `${site}/calls/${slug}`,
  somebodyHere: `${site}/letters/${slug}`,
  contact: `${site}/contact/AAAAAAAAAAAAAAAAAAAAAA`,
  contactChanging: `${site}/contact/AAAAAAAAAAAAAAAAAAAAAA`,
  ladder: `${site}/calls/${slug}`,
}

const cases = languages.flatMap((language, at) => [
  ...Object.entries(fewest).map(([key, counts]) => [language, `conversation.${key}`, counts[at]!] as const),
  ...Object.entries(alone).map(([key, counts]) => [language, key, counts[at]!] as const),
])

test.for(cases)(
  'our text %s %s keeps to the GSM alphabet, and with the longest facts it has %i segments and no more',
  ([language, key, segments]) => {
    const text = translator(language)(`texts.${key as 'conversation.help'}`, {
      ...longest,
      url: urls[key] ?? longest.url,
    })
    expect({ text, ...countSegments(text), characters: 0 }).toEqual({
      text,
      encoding: 'GSM-7',
      segments,
      characters: 0,
      costly: [],
    })
  },
)

test('no text of ours is missing in the table', () => {
  for (const language of languages) {
    expect(Object.keys(messages[language].texts.conversation).sort()).toEqual(Object.keys(fewest).sort())
    const texts = Object.entries(messages[language].texts)
      .filter(([, words]) => typeof words === 'string')
      .map(([key]) => key)
    expect(texts.sort()).toEqual(Object.keys(alone).sort())
  }
})

test('an accent that makes a text twice as dear is named, and never taken away', () => {
  const spanish = `Por favor, vote para que la policía no participe. ${'a'.repeat(60)}`
  expect(countSegments(spanish)).toEqual({ encoding: 'UCS-2', segments: 2, characters: 110, costly: ['í'] })
  expect(countSegments('¿Mañana, señor? ¡Sí!')).toMatchObject({ encoding: 'UCS-2', costly: ['í'] })
  expect(countSegments('¿Mañana, señor? ¡Que alegre! é ü')).toMatchObject({
    encoding: 'GSM-7',
    segments: 1,
    costly: [],
  })
})

test('a cheaper spelling takes the costly accents and curly quotes alone: é, ñ, ü, ¿ and ¡ stay', () => {
  expect(cheaperSpelling('¿Cómo está, “señora Núñez”? También, ¡qué pingüino… – ‘sí’')).toBe(
    `¿Como esta, "señora Nuñez"? También, ¡qué pingüino... - 'si'`,
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'áéíóúñü¿¡“”‘’–…aeE .') }),
      (text) => countSegments(cheaperSpelling(text)).encoding === 'GSM-7',
    ),
  )
})

test('what a text costs is said with its letters, what they cost, and what it would be without them', () => {
  const cost = textCost(`¿Cómo está? ${'a'.repeat(90)}`, 11_300)
  expect(cost).toMatchObject({
    encoding: 'UCS-2',
    segments: 2,
    dollars: 0.0226,
    costly: ['ó', 'á'],
    cheaper: { segments: 1, dollars: 0.0113 },
    isDearest: false,
  })
  expect(sayCost(costWords(translator('en')), cost)).toEqual({
    line: 'UCS-2, 2 segments, 102 characters, about $0.0226 each time.',
    letters: 'ó á make it cost more: 2 segments instead of 1, $0.0113 more each time.',
  })
  // Short enough that it makes no difference: nothing is offered.
  expect(textCost('¿Cómo?', 11_300).cheaper).toBeNull()
  expect(sayCost(costWords(translator('es')), textCost('¿Cómo?', 11_300)).letters).toContain('aquí no cuestan más')
})

test('with blanks a text is counted at its dearest: long names, and one with an accent', () => {
  const cost = textCost(`Gracias, {name}. ${'a'.repeat(60)}`, 11_300, dearestValues.es)
  expect(cost).toMatchObject({
    encoding: 'UCS-2',
    segments: 2,
    costly: [],
    isDearest: true,
    isNamesFault: true,
    cheaper: null,
  })
  expect(sayCost(costWords(translator('es')), cost)).toMatchObject({
    line: expect.stringMatching(/^Cuando mucho 2 segmentos/),
    letters: expect.stringContaining('Concepción'),
  })
})

test('a text link opens on iPhones and on Androids', () => {
  expect(smsLinks('+16025550161', 'Sí & no')).toEqual({
    any: 'sms:+16025550161?&body=S%C3%AD%20%26%20no',
    iphone: 'sms:+16025550161&body=S%C3%AD%20%26%20no',
    android: 'sms:+16025550161?body=S%C3%AD%20%26%20no',
  })
})

test('the quick count of segments says what the exact one says, for any words in either language', () => {
  const words = fc
    .array(
      fc.constantFrom(
        'firma',
        'ñandú',
        'está',
        '¿Sí?',
        ' ',
        'San José',
        '[x]',
        '€',
        '\n',
        '“no”',
        '👋',
        'e\u0301',
        'ZIP 85001'.repeat(6),
        'condado '.repeat(12),
        'alguacil '.repeat(7),
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, (text) => segmentsOf(text) === countSegments(text).segments),
    { numRuns: 400 },
  )
  for (const length of [1, 69, 70, 71, 134, 135, 159, 160, 161, 306, 307])
    for (const letter of ['a', 'ñ', 'á', '€'])
      expect([letter, length, segmentsOf(letter.repeat(length))]).toEqual([
        letter,
        length,
        countSegments(letter.repeat(length)).segments,
      ])
})

test('a name keeps its accent in a text, unless the accent costs a segment', () => {
  const t = translator('es')
  const signs = (name: string) =>
    inFewestSegments((spelled) => t('texts.conversation.confirmSign', { name: spelled(name), zip: '85001' }))
  const writes = (who: string, name: string) =>
    inFewestSegments((spelled) =>
      t('texts.conversation.confirmWrite', { who: spelled(who), name: spelled(name), zip: '85001' }),
    )
  expect(signs('José Núñez')).toContain('José Núñez')
  expect(signs('María Guadalupe Hernández Villalobos')).toContain('Maria Guadalupe Hernandez Villalobos')
  const sent = writes('Lee Okafor (concejal)', 'Concepción Núñez')
  expect([sent, countSegments(sent).segments]).toEqual([expect.stringContaining('Concepcion Nuñez'), 1])
  expect(writes('Lee Okafor (concejal)', 'Rosa Peña')).toContain('Rosa Peña')
})

test('what no spelling of ours makes cheaper goes out as it is', () => {
  const name = '李明'.repeat(20)
  expect(
    inFewestSegments((spelled) => `${spelled(name)}, ZIP 85001. ${'Responda SI para firmar. '.repeat(3)}`),
  ).toContain(name)
})
