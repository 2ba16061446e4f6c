import { expect, test } from 'vitest'
import { answer, startDialog } from '~/actions/texts/dialog/dialog-state'
import { readZip } from '~/geography/zip'
import { readRow } from '~/office/people/imports/import-row'
import { postalCode } from '~/ui/forms/fields.schema'

const spaces = [' ', '\u00a0', '\u2009', '\u202f', '\u3000', '\t']
const dashes = ['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe63', '\uff0d']

/** One ZIP as people, phones and post offices write it. */
const spellings = [
  '85001',
  ' 85001 ',
  '85001\u00a0',
  '\u200b85001',
  '\ufeff85001',
  '850011234',
  '85001-',
  '85001 -',
  ...spaces.map((space) => `85001${space}1234`),
  ...dashes.map((dash) => `85001${dash}1234`),
  ...dashes.map((dash) => `85001 ${dash} 1234`),
  '85001.',
  '85001,',
  '８５００１',
  '８５００１－１２３４',
  '٨٥٠٠١',
  '۸۵۰۰۱',
  '٨٥٠٠١-١٢٣٤',
]

test.for(spellings)('%j is ZIP 85001 on a page, in a list and in a text', (typed) => {
  expect(postalCode.parse(typed)).toBe('85001')
  expect(readZip(typed.replace(/[\u200b\ufeff]/g, ''))).toBe('85001')
  const row = readRow(['Ana', 'ana@example.org', typed], { given_name: '0', email: '1', postal_code: '2' }, '', 'en')
  expect(row).toMatchObject({ submission: { postalCode: '85001' } })
  expect(answer({ ...startDialog('sign', '', ''), step: 'zip', name: 'Ana Paz' }, typed)).toMatchObject({
    outcome: 'ask',
    dialog: { zip: '85001' },
  })
})

test.for([
  ['2134', '02134'],
  ['926', '00926'],
  ['2134-1234', '02134'],
  ['2134–1234', '02134'],
  ['926 1234', '00926'],
  ['85001.0', '85001'],
  ['2134.0', '02134'],
  ['926.00', '00926'],
] as const)('%s, as a spreadsheet leaves it, is %s in a list', ([typed, zip]) => {
  const row = readRow(['Ana', 'ana@example.org', typed], { given_name: '0', email: '1', postal_code: '2' }, '', 'en')
  expect(row).toMatchObject({ submission: { postalCode: zip } })
})

test.for([
  '8500',
  '850011',
  '85001-12',
  '85001-12345',
  '85001--1234567',
  '8500l',
  'O8500',
  '00000',
  '85001 85002',
  'Phoenix',
  '1.5',
  '85001/85002',
])('%j is no ZIP', (typed) => expect(postalCode.safeParse(typed).success).toBe(false))
