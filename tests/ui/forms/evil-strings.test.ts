import { expect, test } from 'vitest'
import { dialable } from '~/actions/calls/bridge/dialable'
import { readCallState } from '~/actions/calls/call-state'
import { countOwnWords, withPoints } from '~/actions/letters/compose-letter'
import { sentLetterSchema } from '~/actions/letters/letter.schema'
import { letterContent } from '~/actions/letters/letter-content'
import { readLetterPlace } from '~/actions/letters/letter-place'
import { codeSchema } from '~/actions/petitions/code.schema'
import { shareSource } from '~/actions/petitions/share-source'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { answer, startDialog } from '~/actions/texts/dialog/dialog-state'
import { foldKeyword, keywordProblem } from '~/actions/texts/keywords/keyword'
import { readTextPlace } from '~/actions/texts/text-place'
import { startSchema } from '~/campaigns/requests/start.schema'
import { readBounce, tokensIn } from '~/channels/mail/bounce'
import { countSegments } from '~/channels/sms/segments'
import { statesOfRow } from '~/office/officials/rosters/lines/row-states'
import { rosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { isEmergency, readContact, webAddress } from '~/officials/posts/contact-value'
import { readText } from '~/people/opt-words'
import { contactSchema, ownPageChange } from '~/people/own-page.schema'
import { openIntake } from '~/queue/intake/append.server'
import { officialReportSchema, unknownOfficialSchema } from '~/queue/intake/official-report.schema'
import { findByPointSchema, findByZipSchema } from '~/web/finder/find.schema'
import { formBody } from '~/web/http/form-body'
import { largestBody } from '~/web/http/read-body.server'
import { excerptOf } from '~/web/search/excerpt'
import { readSearch } from '~/web/search/search.server'
import { inboundTextSchema } from '~/web/site/inbound-text.schema'
import { openMailHook } from '~/web/site/mail-hook.server'

/** Strings of the largest size that are known to set patterns and normalization to work, by what they are made of. */
function evilStrings(bytes: number): Map<string, string> {
  const filled = (piece: string, end = '') => piece.repeat(Math.floor(bytes / Buffer.byteLength(piece)) - 1) + end
  const halves = (one: string, two: string) =>
    one.repeat(Math.floor(bytes / 2 / Buffer.byteLength(one))) +
    two.repeat(Math.floor(bytes / 2 / Buffer.byteLength(two)))
  return new Map([
    ...[
      'a',
      'a-',
      'a.',
      '.a',
      '-com ',
      'A b ',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\u00a0',
      '\u200b',
      '\u202e',
      '@',
      'a@',
      '"a"@',
      '#',
      '//',
      'http',
      'www',
      '<',
      '{',
      '(',
      ',',
      ';',
      '+',
      '-',
      '1',
      '1-',
      '+1',
      '6025550101 x1',
      ';ext=',
      'tel:',
      'é',
      '\u0301',
      '\u0301\u0316',
      '각',
      '\u1100\u1161\u11a8',
      'ﷺ',
      '\u0627\u064b',
      '😀',
      '👩‍👧',
      '🇺🇸',
      '%',
      '=',
      '&',
      '\\',
      '*',
      'no ',
      'seat ',
    ].map((piece): [string, string] => [`${JSON.stringify(piece)} again and again`, filled(piece)]),
    ['a- again and again, then !', filled('a-', '!')],
    ['spaces, then a letter', filled(' ', 'x')],
    ['a letter, spaces, a letter', `x${filled(' ', 'x')}`],
    ['a letter, newlines, a letter', `x${filled('\n', 'x')}`],
    ['an address whose domain does not end', `a@${filled('a-')}`],
    ['an address of many labels', `a@${filled('a.')}`],
    ['one letter under marks in the wrong order', halves('\u0301', '\u0316')],
    ['a number with extensions', `6025550101${filled(' ext. 1')}`],
    ['commas, then an extension', halves(',', ' ')],
  ])
}

/** Those of them that cost a reader more than 50 ms of the processor in the fastest of eight times, so that a busy machine does not count. */
async function slow(read: (evil: string) => unknown, bytes: number): Promise<string[]> {
  const found: string[] = []
  for (const [name, evil] of evilStrings(bytes)) {
    let fastest = Infinity
    for (let time = 0; time < 8 && fastest > 50 && (time === 0 || fastest < 500); time += 1) {
      const before = process.cpuUsage()
      await read(evil)
      const { user, system } = process.cpuUsage(before)
      fastest = Math.min(fastest, (user + system) / 1_000)
    }
    if (fastest > 50) found.push(`${name}: ${Math.round(fastest)} ms`)
  }
  return found
}

const everything = { comment: true, names: true, phone: true, network: true }
const rosa = {
  given_name: 'Rosa',
  family_name: 'Martínez',
  email: 'rosa@example.org',
  phone: '602 555 0101',
  postal_code: '85001',
  comments: '',
  country: 'US',
  share_name: '',
  is_private: '',
}
const letter = {
  subject: 'Hello',
  body: 'Please.',
  spanish: '',
  several: 'each',
  given_name: 'Rosa',
  family_name: '',
  postal_code: '85001',
  email: 'rosa@example.org',
  wants_replies: '',
  show_name: '',
}
const each = (fields: Record<string, string>, read: (fields: Record<string, string>) => unknown) =>
  Object.keys(fields).map((field): [string, (evil: string) => unknown] => [
    field,
    (evil) => read({ ...fields, [field]: evil }),
  ])

test.for([
  ...each(rosa, (fields) => readSignForm(everything, fields)).map(
    ([field, read]) => [`petition: ${field}`, read] as const,
  ),
  ...each(letter, (fields) => sentLetterSchema.safeParse(fields)).map(
    ([field, read]) => [`letter: ${field}`, read] as const,
  ),
  ...each({ phone: '602 555 0101', code: '123456' }, (fields) => codeSchema.safeParse(fields)).map(
    ([field, read]) => [`code: ${field}`, read] as const,
  ),
  ...each({ what: 'wrong-number', contact: '', note: '' }, (fields) => officialReportSchema.safeParse(fields)).map(
    ([field, read]) => [`report: ${field}`, read] as const,
  ),
  ...each({ lat: '33.4', lon: '-112' }, (fields) => findByPointSchema.safeParse(fields)).map(
    ([field, read]) => [`finder: ${field}`, read] as const,
  ),
  ...each({ intent: 'delete', signature: '', language: 'en', purpose: 'email', wanted: 'yes' }, (fields) =>
    ownPageChange('a token', 'en', fields),
  ).map(([field, read]) => [`own page: ${field}`, read] as const),
  ...each({ from: '602 555 0101', body: 'FIRMA' }, (fields) => inboundTextSchema.safeParse(fields)).map(
    ([field, read]) => [`phone in the browser: ${field}`, read] as const,
  ),
  ['finder: zip', (evil) => findByZipSchema.safeParse({ zip: evil })],
  ['unknown official: note', (evil) => unknownOfficialSchema.safeParse({ note: evil })],
  [
    'start: every field',
    (evil) => startSchema.safeParse({ given_name: evil, group_name: evil, place: evil, email: evil, why: evil }),
  ],
  ['search', (evil) => excerptOf(evil, evil, readSearch(() => evil).q.split(' '))],
  ['own page: contact', (evil) => contactSchema({ texts: 'real' }).safeParse({ contact: evil })],
  ['connected call: phone', dialable],
  ['call: where somebody is', (evil) => readCallState(() => evil)],
  ['text: where somebody is', (evil) => readTextPlace(() => evil)],
  [
    'letter: words of one’s own',
    (evil) =>
      countOwnWords(
        {
          content: letterContent.parse({}),
          facts: { official: '', title: '', place: '', state: '', name: '', may: () => 'yes' },
          language: 'en',
        },
        evil.slice(0, 5_000),
      ),
  ],
  [
    'letter: other points',
    (evil) =>
      withPoints(
        {
          content: letterContent.parse({}),
          facts: { official: '', title: '', place: '', state: '', name: '', may: () => 'yes' },
          language: 'en',
          seed: '',
        },
        evil,
        [],
        [],
      ),
  ],
  ['any form, before it is read', (evil) => formBody(Buffer.from(`given_name=${evil}`))],
  ['any form of nothing but names', (evil) => formBody(Buffer.from(evil))],
] as [string, (evil: string) => unknown][])(
  '%s: no text of the largest form takes longer than 50 ms to be refused',
  async ([, read]) => {
    expect(await slow(read, largestBody)).toEqual([])
  },
)

test('no address with a share code or a place in it takes longer than 50 ms to be read', async () => {
  expect(
    await slow(
      (evil) => readLetterPlace(`http://x.test/?in=${encodeURIComponent(evil.slice(0, 2_600))}&r=x`),
      16 * 1024,
    ),
  ).toEqual([])
  expect(await slow(shareSource, 16 * 1024)).toEqual([])
})

test('no text that is as long as a text can be takes longer than 50 ms, whatever was asked', async () => {
  const steps = ['name', 'zip', 'city', 'which', 'words', 'confirm'] as const
  const readers = [
    readText,
    foldKeyword,
    keywordProblem,
    ...steps.map((step) => (evil: string) => answer({ ...startDialog('write', 'a', 'firma'), step }, evil)),
  ]
  for (const read of readers) expect(await slow((evil) => read(evil.slice(0, 1_600)), 6_400)).toEqual([])
})

test('no answer that an organizer types takes longer than 50 ms to be counted, however long it is', async () => {
  expect(await slow(countSegments, 64 * 1024)).toEqual([])
})

test('no cell of a list of officials takes longer than 50 ms until the states of its line are known', async () => {
  const options = rosterOptions.parse({})
  for (const field of ['agency', 'state', 'division_id'] as const)
    expect(await slow((evil) => statesOfRow([evil], { [field]: '0' }, options), 256 * 1024), field).toEqual([])
})

test('no way to reach an official takes longer than 50 ms to be read, however long it is', async () => {
  for (const kind of ['voice', 'email', 'url', 'address'] as const)
    expect(await slow((evil) => readContact(kind, evil, evil, evil), 256 * 1024), kind).toEqual([])
  expect(await slow((evil) => [isEmergency(evil), webAddress(evil)], 256 * 1024)).toEqual([])
})

const mostReturned = 1024 * 1024

test('no mail that came back takes the web process longer than 50 ms', async () => {
  const secret = 'a secret of this test'
  // Sealed as always; where it would be written nobody answers.
  const intake = openIntake({ query: async () => ({ rows: [] }) } as never)
  const hook = openMailHook(secret, intake, async () => key)
  expect(
    await slow(
      async (evil) =>
        expect(
          await hook(`Bearer ${secret}`, async () => ({ outcome: 'read', body: Buffer.from(evil) }), new Date()),
        ).toBe(202),
      mostReturned,
    ),
  ).toEqual([])
})
const key = {
  keyId: '00000000-0000-4000-8000-000000000000',
  publicKey: Buffer.from('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f', 'hex'),
}

test('no mark in a mail that came back takes longer than 50 ms to be found, and a mail that is all headers is no report', async () => {
  expect(await slow(tokensIn, mostReturned)).toEqual([])
  expect(await readBounce(Buffer.from(`Subject: ${' again'.repeat(40_000)}\r\n\r\nhello`))).toEqual({ what: 'nothing' })
})
