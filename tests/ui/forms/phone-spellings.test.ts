import { expect, test } from 'vitest'
import { askBridge, type BridgeAsking } from '~/actions/calls/bridge/ask-bridge.server'
import { dialable } from '~/actions/calls/bridge/dialable'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { readContact } from '~/officials/posts/contact-value'
import { contactSchema } from '~/people/own-page.schema'
import { phoneNumber } from '~/ui/forms/fields.schema'
import { usNumber } from '~/ui/forms/us-number'

/** One number as people, phones, spreadsheets and web pages write it. */
const spellings = [
  '6025550101',
  '602 555 0101',
  '602-555-0101',
  '602.555.0101',
  '602/555/0101',
  '602 5550101',
  '602-5550101',
  '602555-0101',
  '(602) 555-0101',
  '(602)555-0101',
  '(602)5550101',
  '(602) 555 0101',
  '(602)-555-0101',
  '(602).555.0101',
  '[602] 555-0101',
  '(602) (555) (0101)',
  '602  555  0101',
  '602 - 555 - 0101',
  '602 . 555 . 0101',
  '6 0 2 5 5 5 0 1 0 1',
  '60 25 55 01 01',
  '602 55 50 101',
  '602•555•0101',
  '602·555·0101',
  '602_555_0101',
  '602*555*0101',
  '602~555~0101',
  // With the country.
  '16025550101',
  '1 602 555 0101',
  '1-602-555-0101',
  '1.602.555.0101',
  '1 (602) 555-0101',
  '(1) 602 555 0101',
  '1/602/555-0101',
  '+16025550101',
  '+1 602 555 0101',
  '+1-602-555-0101',
  '+1.602.555.0101',
  '+1 (602) 555-0101',
  '+1(602)555-0101',
  '+ 1 602 555 0101',
  '(+1) 602 555 0101',
  '＋1 602 555 0101',
  '001 602 555 0101',
  '0016025550101',
  '00 1 602 555 0101',
  '001-602-555-0101',
  '001 (602) 555-0101',
  '(001) 602 555 0101',
  '011 1 602 555 0101',
  '+001 602 555 0101',
  '00+1 602 555 0101',
  // Every space and dash that phones and word processors write.
  '602\u00a0555\u00a00101',
  '(602)\u00a0555-0101',
  '602\u2009555\u20090101',
  '602\u202f555\u202f0101',
  '602\u3000555\u30000101',
  '602\t555\t0101',
  '602\u2010555\u20100101',
  '602\u2011555\u20110101',
  '602\u2012555\u20120101',
  '602\u2013555\u20130101',
  '602\u2014555\u20140101',
  '602\u2015555\u20150101',
  '602\u2212555\u22120101',
  '602\ufe63555\ufe630101',
  '602\uff0d555\uff0d0101',
  '602\u00ad555\u00ad0101',
  '602\u200b555\u200b0101',
  '\u202a602 555 0101\u202c',
  '\u200e+1 602 555 0101\u200e',
  '\ufeff6025550101',
  // Other scripts' digits.
  '６０２５５５０１０１',
  '（６０２）５５５－０１０１',
  '٦٠٢٥٥٥٠١٠١',
  '٦٠٢ ٥٥٥ ٠١٠١',
  '+١ ٦٠٢ ٥٥٥ ٠١٠١',
  '۶۰۲۵۵۵۰۱۰۱',
  '٠٠١ ٦٠٢ ٥٥٥ ٠١٠١',
  // With a word or a sign before or behind it.
  'tel:+16025550101',
  'tel:6025550101',
  'TEL: 602 555 0101',
  'Tel. 602 555 0101',
  'Cel 602 555 0101',
  'cel: 602-555-0101',
  'Teléfono: 602 555 0101',
  'Phone: (602) 555-0101',
  'mi cel es 602 555 0101',
  'C 602-555-0101',
  '602 555 0101 (cell)',
  '602 555 0101 cel',
  '602 555 0101 celular de Rosa',
  '602-555-0101.',
  '602-555-0101,',
  '602-555-0101;',
  '“602 555 0101”',
  '"602 555 0101"',
  "'6025550101",
  '<602 555 0101>',
  '602 555 0101 ',
  ' 602 555 0101',
  '602 555 0101\r\n',
  // As a spreadsheet saves a number.
  '6025550101.0',
  '6025550101.00',
  '16025550101.0',
]

const wrong: [typed: string, message: string][] = [
  ['123', 'phoneWrong'],
  ['555 0101', 'phoneWrong'],
  ['602 555 010', 'phoneWrong'],
  ['602 555 01012', 'phoneWrong'],
  ['602 555 O1O1', 'phoneWrong'],
  ['602-555-FIRM', 'phoneWrong'],
  ['102 555 0101', 'phoneWrong'],
  ['602 155 0101', 'phoneWrong'],
  ['000 000 0000', 'phoneWrong'],
  ['911', 'phoneWrong'],
  ['+52 55 1234 5678', 'phoneWrong'],
  ['0052 55 1234 5678', 'phoneWrong'],
  ['01 602 555 0101', 'phoneWrong'],
  ['+1+16025550101', 'phoneWrong'],
  ['6.02555E+09', 'phoneWrong'],
  ['602 555 0101 or 602 555 0102', 'phoneWrong'],
  ['602 555 0101 / 602 555 0102', 'phoneWrong'],
  ['602 555 0101, 602 555 0102', 'phoneWrong'],
  ['N/A', 'phoneWrong'],
  ['none', 'phoneWrong'],
  ['rosa@example.org', 'phoneWrong'],
  ['1'.repeat(5_000), 'phoneWrong'],
  // No text or call of ours gets through to an extension.
  ['602 555 0101 ext. 5', 'phoneExtension'],
  ['602-555-0101 ext 5', 'phoneExtension'],
  ['602-555-0101 x5', 'phoneExtension'],
  ['602-555-0101x5', 'phoneExtension'],
  ['(602) 555-0101 #5', 'phoneExtension'],
  ['602 555 0101 extension 5', 'phoneExtension'],
  ['602 555 0101 extensión 5', 'phoneExtension'],
  ['+1 602 555 0101;ext=5', 'phoneExtension'],
  ['001 602 555 0101 ext. 5', 'phoneExtension'],
]

test.for(spellings)('%j is one number at every door', (typed) => {
  const number = '+16025550101'
  expect(phoneNumber.parse(typed)).toBe(number)
  expect(usNumber(typed)).toBe(number)
  expect(contactSchema({ texts: 'real' }).parse({ contact: typed }).contact).toEqual({
    channel: 'sms',
    contact: number,
  })
  expect(dialable(typed)).toEqual({ number })
  expect(readContact('voice', typed)).toEqual({ outcome: 'read', contact: { value: number, extension: '' } })
})

test.for(wrong)('%j is refused: %s', ([typed, message]) => {
  expect(phoneNumber.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([message])
  expect(usNumber(typed)).toBeNull()
  expect('refused' in dialable(typed)).toBe(true)
})

test('an office does have an extension, however it is written', () => {
  for (const typed of wrong.flatMap(([text, message]) => (message === 'phoneExtension' ? [text] : [])))
    expect(readContact('voice', typed), typed).toEqual({
      outcome: 'read',
      contact: { value: '+16025550101', extension: '5' },
    })
})

test('who asks to be rung at an extension is told so, and keeps what they typed', async () => {
  const typed = { phone: '602 555 0101 ext. 5' }
  expect(
    await askBridge({} as BridgeAsking, {} as AdvocacyCampaign, 'en', { here: [], area: '' }, typed, new Date(0)),
  ).toEqual({ outcome: 'invalid', form: { values: typed, errors: [{ field: 'phone', message: 'phoneDirect' }] } })
})
