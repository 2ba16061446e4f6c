import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { commentText, emailAddress, namePart, phoneNumber, postalCode } from '~/ui/forms/fields.schema'
import { formBody } from '~/web/http/form-body'

const wrong = (
  schema: typeof namePart | typeof commentText | typeof emailAddress | typeof phoneNumber | typeof postalCode,
  text: string,
) => {
  const read = schema.safeParse(text)
  return read.success ? null : read.error.issues[0]!.message
}

test.for([
  'María José',
  'O’Brien-Núñez',
  "D'Angelo",
  'Ꞌyaꞌan',
  'Xiuhcóatl',
  'Tlālōc',
  'Ñuu Savi',
  'Nguyễn',
  '李',
  'Ma. de los Ángeles',
  'de la Cruz Jr.',
  'X',
])('%s is a name', (name) => {
  expect(namePart.parse(name)).toBe(name.normalize('NFC'))
})

test.for([
  ['=SUM(A1)', 'nameFormula'],
  ['+1', 'nameFormula'],
  ['-x', 'nameFormula'],
  ['@me', 'nameFormula'],
  ['see http://x', 'nameLink'],
  ['www.x.y', 'nameLink'],
  ['evil.com', 'nameLink'],
  ['=evil.com '.repeat(40), 'nameTooLong'],
  [`${'a-'.repeat(15_000)}!`, 'nameTooLong'],
  ['a'.repeat(101), 'nameTooLong'],
  ['<script>', 'nameOdd'],
  ['Ana 😀', 'nameOdd'],
  ['12', 'nameOdd'],
  ['...', 'nameOdd'],
])('%s is refused as a name', ([name, message]) => {
  expect(wrong(namePart, name!)).toBe(message)
})

test('direction tricks and control characters are taken out of a name, letters never', () => {
  expect(namePart.parse('\u202eRosa\u202c\u200b \u0007Martínez ')).toBe('Rosa Martínez')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'É', 'ñ', 'ꞌ', 'ā', ' ', '’', '-'), minLength: 1 }), (name) => {
      const typed = `R${name}`
      return namePart.parse(typed) === typed.normalize('NFC').replace(/\s+/g, ' ').trim()
    }),
  )
})

test('a name that is far too long hides nothing else that is wrong with the form', () => {
  const read = readSignForm(
    { comment: true, names: true, phone: true, network: true },
    { given_name: 'a-'.repeat(15_000), postal_code: '1' },
  )
  expect(read.outcome === 'read' || read.form.errors.map(({ field, message }) => `${field} ${message}`)).toEqual([
    'given_name nameTooLong',
    'postal_code postalCodeWrong',
    'email emailOrPhone',
  ])
})

test('spaces and invisible characters do not make a comment too long', () => {
  const words = Array.from({ length: 200 }, () => 'a').join(' \u200b  ')
  expect(commentText.parse(words)).toHaveLength(399)
})

test('a comment may forget the space after a full stop, but may hold no link', () => {
  expect(wrong(commentText, 'Se llevaron a mi papá.Me dio miedo.Us vs them. Y/o no.')).toBeNull()
  for (const link of ['https://x.example', 'mire www.x.example', 'bit.ly/abc', 'example.com'])
    expect(wrong(commentText, link), link).toBe('commentLink')
})

test.for([['602 555 0101'], ['(602) 555-0101'], ['+1 602.555.0101'], ['1-602-555-0101'], ['6025550101']])(
  '%s is one number',
  ([typed]) => expect(phoneNumber.parse(typed)).toBe('+16025550101'),
)
test.for([
  '123',
  '+52 55 1234 5678',
  '911',
  'abc',
  '876 555 0101',
  '416 555 0101',
  '900 555 1234',
  '800 555 0101',
  '212 976 5555',
])('%s is not a number we can text', (typed) => expect(wrong(phoneNumber, typed)).toBe('phoneWrong'))
test.for([
  ['85001', '85001'],
  ['85001-1234', '85001'],
  ['85001 1234', '85001'],
  ['', ''],
])('ZIP %s is %s', ([typed, zip]) => expect(postalCode.parse(typed)).toBe(zip))

test.for(['00000', '00123', '1234', '850011', 'abcde'])('%s is no ZIP of anybody', (typed) =>
  expect(wrong(postalCode, typed)).toBe('postalCodeWrong'),
)

test('a body that is not UTF-8, holds NUL or a lone surrogate, or has too many fields is refused', () => {
  for (const body of [
    Buffer.from([0x61, 0x3d, 0xff]),
    Buffer.from('a=%ff'),
    Buffer.from('a=%00'),
    Buffer.from('a=%ED%A0%80'),
    Buffer.from('a=%'),
    Buffer.from('a=1&'.repeat(50)),
  ]) {
    expect(formBody(body).outcome, body.toString('latin1').slice(0, 20)).not.toBe('read')
  }
})

test('whatever a browser sends comes out as it was typed, and never as a property of an object', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }), { maxKeys: 20 }),
      (typed) => {
        const read = formBody(Buffer.from(new URLSearchParams(typed).toString()))
        if (
          Object.entries(typed).some(
            ([name, value]) => `${name}${value}`.includes('\0') || !`${name}${value}`.isWellFormed(),
          )
        )
          return true
        return read.outcome === 'read' && Object.entries(typed).every(([name, value]) => read.fields[name] === value)
      },
    ),
  )
  const read = formBody(Buffer.from('__proto__=x&constructor=y'))
  expect(read.outcome === 'read' && Object.getPrototypeOf(read.fields)).toBeNull()
})
