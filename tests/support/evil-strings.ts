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
import { tokensIn } from '~/channels/mail/bounce'
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
export function evilStrings(bytes: number): Map<string, string> {
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

/** Something that reads what anybody may send. */
export interface Reader {
  what: string
  read: (evil: string) => unknown
  /** The most that can reach it. */
  bytes: number
  /** What it answers to all of them, where that is the same. */
  answers?: unknown
}

type Named = readonly [what: string, read: Reader['read']]

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
const each = (what: string, fields: Record<string, string>, read: (fields: Record<string, string>) => unknown) =>
  Object.keys(fields).map((field): Named => [`${what}: ${field}`, (evil) => read({ ...fields, [field]: evil })])

const steps = ['name', 'zip', 'city', 'which', 'words', 'confirm'] as const
const secret = 'a secret of this test'
const key = {
  keyId: '00000000-0000-4000-8000-000000000000',
  publicKey: Buffer.from('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f', 'hex'),
}
// Sealed as always; where it would be written nobody answers.
const takeBack = openMailHook(secret, openIntake({ query: async () => ({ rows: [] }) } as never), async () => key)
const mostReturned = 1024 * 1024
/** A text message is cut where the longest ends. */
const longestText = 1_600

const ofForms: Named[] = [
  ...each('petition', rosa, (fields) => readSignForm(everything, fields)),
  ...each('letter', letter, (fields) => sentLetterSchema.safeParse(fields)),
  ...each('code', { phone: '602 555 0101', code: '123456' }, (fields) => codeSchema.safeParse(fields)),
  ...each('report', { what: 'wrong-number', contact: '', note: '' }, (fields) =>
    officialReportSchema.safeParse(fields),
  ),
  ...each('finder', { lat: '33.4', lon: '-112' }, (fields) => findByPointSchema.safeParse(fields)),
  ...each('own page', { intent: 'delete', signature: '', language: 'en', purpose: 'email', wanted: 'yes' }, (fields) =>
    ownPageChange('a token', 'en', fields),
  ),
  ...each('phone in the browser', { from: '602 555 0101', body: 'FIRMA' }, (fields) =>
    inboundTextSchema.safeParse(fields),
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
]

const ofAddresses: Named[] = [
  ['an address: place', (evil) => readLetterPlace(`http://x.test/?in=${encodeURIComponent(evil.slice(0, 2_600))}&r=x`)],
  ['an address: share code', shareSource],
]

const ofTexts: Named[] = [
  ['a text: words', readText],
  ['a text: keyword', foldKeyword],
  ['a text: what is wrong with a keyword', keywordProblem],
  ...steps.map(
    (step): Named => [
      `a text: asked for ${step}`,
      (evil) => answer({ ...startDialog('write', 'a', 'firma'), step }, evil),
    ],
  ),
]

const ofLists: Named[] = [
  ...(['agency', 'state', 'division_id'] as const).map(
    (field): Named => [
      `a list of officials: ${field}`,
      (evil) => statesOfRow([evil], { [field]: '0' }, rosterOptions.parse({})),
    ],
  ),
  ...(['voice', 'email', 'url', 'address'] as const).map(
    (kind): Named => [`a contact of an official: ${kind}`, (evil) => readContact(kind, evil, evil, evil)],
  ),
  ['a contact of an official: an emergency number', isEmergency],
  ['a contact of an official: an address on the web', webAddress],
]

/** Everything that reads what anybody may send, with the most that can reach it. */
export const readers: Reader[] = [
  ...ofForms.map(([what, read]) => ({ what, read, bytes: largestBody })),
  ...ofAddresses.map(([what, read]) => ({ what, read, bytes: 16 * 1024 })),
  ...ofTexts.map(([what, read]) => ({
    what,
    read: (evil: string) => read(evil.slice(0, longestText)),
    bytes: 4 * longestText,
  })),
  { what: 'the segments of an answer by text', read: countSegments, bytes: 64 * 1024 },
  ...ofLists.map(([what, read]) => ({ what, read, bytes: 256 * 1024 })),
  {
    what: 'a mail that came back',
    read: (evil) =>
      takeBack(null, `Bearer ${secret}`, async () => ({ outcome: 'read', body: Buffer.from(evil) }), new Date()),
    bytes: mostReturned,
    answers: 202,
  },
  { what: 'a mark in a mail that came back', read: tokensIn, bytes: mostReturned },
]
