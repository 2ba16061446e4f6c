import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrongOnDevice } from '~/actions/petitions/kiosk/check-on-device'
import type { Offers } from '~/actions/petitions/petition'
import { readSignForm } from '~/actions/petitions/sign.schema'

const offersOf = (phone: boolean): Offers => ({ comment: true, names: true, phone, network: true, refusesPhone: false })

const mixed = (...known: string[]) =>
  fc.oneof(fc.constant(''), fc.constantFrom(...known), fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme' }))
const digits = fc.stringMatching(/^\+?[0-9 ().x-]{5,18}$/)
const extended = fc
  .tuple(
    fc.constantFrom(
      '602 555 0101',
      '(602) 555-0101',
      '+1 602.555.0101',
      '555 0101',
      '1-602-555-VOTE',
      '９１６ 555 0101',
    ),
    fc.constantFrom(
      ' x',
      'x',
      ' ext. ',
      ' ext ',
      'ext',
      ' extensión ',
      ' extn: ',
      ';ext=',
      ' #',
      ', ',
      ',,',
      ';',
      ' int 4',
      ' ~',
      ' anexo ',
    ),
    fc.stringMatching(/^\d{1,6}#?$/),
  )
  .map((parts) => parts.join(''))
const forms = fc.record(
  {
    given_name: mixed('Rosa', '  ', '=1+1', 'a<b', '😀', 'www.a.com', 'José'.repeat(40)),
    family_name: mixed('Núñez', '-x', '@y', '1'),
    email: mixed('rosa@example.org', 'rosa', 'ñ@example.org', '<rosa@example.org>', 'a@b', 'mailto:a@b.co'),
    phone: fc.oneof(
      mixed('602 555 0101', '(602) 555-0101', '1-602-555-VOTE', '0016025550101', '555 0101'),
      digits,
      extended,
    ),
    postal_code: fc.oneof(mixed('85001', '85001-1234', '00000', '８５００１', '850'), fc.stringMatching(/^\d{5}$/)),
    is_private: fc.constantFrom('', 'on'),
  },
  { requiredKeys: [] },
)

const refusals = (offers: Offers, fields: Record<string, string>) => {
  const read = readSignForm(offers, fields)
  return read.outcome === 'read' ? [] : read.form.errors.map(({ message }) => message)
}

/** The form only looks for these once every field is right by itself. */
const missing = ['nameMissing', 'emailOrPhone', 'emailMissing', 'postalCodeMissing']
const right = { given_name: 'Rosa', email: 'rosa@example.org', phone: '602 555 0101', postal_code: '85001' }
/** Forms with one fault at most, and forms with any number. */
const typed = fc.oneof(
  forms,
  fc
    .tuple(forms, fc.constantFrom('given_name', 'family_name', 'email', 'phone', 'postal_code'))
    .map(([form, name]) => ({
      ...right,
      [name]: (form as Record<string, string>)[name] ?? '',
    })),
)

test('what the tablet refuses, the form refuses too, in the same words', () => {
  fc.assert(
    fc.property(fc.boolean(), typed, (phone, fields) => {
      const refused = refusals(offersOf(phone), fields)
      const wrong = wrongOnDevice(offersOf(phone), fields)
      if (wrong.length > 0) expect(refused).not.toEqual([])
      // A number that nobody has is one before its extension as well, which only the form knows.
      const inForm = refused.includes('phoneWrong') ? [...refused, 'phoneExtension'] : refused
      for (const one of wrong.filter((message) => !missing.includes(message))) expect(inForm).toContain(one)
      if (refused.every((message) => missing.includes(message))) expect(wrong.toSorted()).toEqual(refused.toSorted())
    }),
    { numRuns: 3_000 },
  )
})

test('what the tablet takes, the form takes too, but for numbers that nobody has', () => {
  fc.assert(
    fc.property(fc.boolean(), typed, (phone, fields) => {
      if (wrongOnDevice(offersOf(phone), fields).length > 0) return
      const refused = refusals(offersOf(phone), fields)
      expect(refused.filter((wrong) => wrong !== 'phoneWrong')).toEqual([])
    }),
    { numRuns: 3_000 },
  )
})

test.each(['602 555 0101 x12', '(602) 555-0101 ext. 12', '602-555-0101, extensión 4', '602 555 0101 #12'])(
  'Tomás is told at the table that we cannot reach the extension in %s, and his signature is not dropped later',
  (phone) => {
    const typed = { given_name: 'Tomás', phone, postal_code: '85001' }
    expect(wrongOnDevice(offersOf(true), typed)).toEqual(['phoneExtension'])
    expect(refusals(offersOf(true), typed)).toEqual(['phoneExtension'])
  },
)

test('Rosa is told what is missing, each in its own words', () => {
  expect(wrongOnDevice(offersOf(true), {})).toEqual(['nameMissing', 'emailOrPhone', 'postalCodeMissing'])
  expect(wrongOnDevice(offersOf(false), { given_name: 'Rosa', phone: '602 555 0101', postal_code: '8500' })).toEqual([
    'emailMissing',
    'postalCodeWrong',
  ])
  expect(
    wrongOnDevice(offersOf(true), { given_name: 'Tomás', phone: '555 0101', postal_code: '85001', email: 'tomas' }),
  ).toEqual(['phoneWrong', 'emailWrong'])
  expect(wrongOnDevice(offersOf(true), { is_private: 'on', phone: '(602) 555-0101', postal_code: '85001' })).toEqual([])
})
