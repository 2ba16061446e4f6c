import sharp from 'sharp'
import { expect, test } from 'vitest'
import {
  checkLimits,
  cleaningLimits,
  documentCheck,
  documentFile,
  documentToClean,
  type ReadPage,
  readingLimits,
} from '~/campaigns/library/document-file'
import type { Finding } from '~/campaigns/library/finding'
import { findPersonal } from '~/campaigns/library/personal-patterns'
import { type Refusal, refusalOf } from '~/channels/uploads/parse-kind'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import * as made from '../../support/pdfs'
import { parsersAtWork, testParser } from '../../support/uploads'

interface Read {
  pages: number
  read: ReadPage[]
  findings: Finding[]
}

async function reading(bytes: Buffer, { from = 1, recognizes = false, limits = readingLimits } = {}): Promise<Read> {
  const read: Read = { pages: 0, read: [], findings: [] }
  const work = { files: [fileInMemory(bytes)], options: { from, recognizes }, limits }
  for await (const piece of testParser.parse(documentFile, work)) {
    if ('head' in piece) {
      read.pages = piece.head.pages
      read.findings.push(...piece.head.findings)
    } else if ('page' in piece) {
      read.read.push(piece.page)
      read.findings.push(...piece.page.findings)
    }
  }
  return read
}

async function refusal(bytes: Buffer): Promise<Refusal | null> {
  try {
    for await (const _ of testParser.parse(documentCheck, {
      files: [fileInMemory(bytes)],
      options: null,
      limits: checkLimits,
    }));
    return null
  } catch (error) {
    const refused = refusalOf(error)
    if (!refused) throw error
    return refused
  }
}

async function cleaned(bytes: Buffer, removesInvisible = false): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const work = { files: [fileInMemory(bytes)], options: { removesInvisible }, limits: cleaningLimits }
  for await (const piece of testParser.parse(documentToClean, work)) pieces.push(piece.bytes)
  return Buffer.concat(pieces)
}

const kinds = ({ findings }: Read) => findings.map(({ kind }) => kind)
const drawing = () =>
  sharp({
    create: {
      width: 600,
      height: 800,
      channels: 3,
      background: '#d8d2c5',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer()

test('each page comes with its text and two pictures', async () => {
  const { pages, read } = await reading(await made.pages('Detainers in Saguaro County', 'Órdenes de detención'))
  expect(pages).toBe(2)
  expect(read.map(({ text }) => text)).toEqual(['Detainers in Saguaro County', 'Órdenes de detención'])
  const [large, small] = await Promise.all([read[0]!.large, read[0]!.small].map((one) => sharp(one).metadata()))
  expect([large!.format, large!.width, large!.height]).toEqual(['webp', 1200, 1553])
  expect([small!.format, small!.width]).toEqual(['webp', 400])
  expect(read[0]).toMatchObject({ number: 1, width: 1200, height: 1553, toRecognize: null })
})

test('reading begins where it is told to', async () => {
  const { read, findings } = await reading(await made.twoVersions(), { from: 1 })
  expect([read.length, findings[0]?.kind]).toEqual([1, 'older-versions'])
  const later = await reading(await made.pages('one', 'two', 'three'), { from: 3 })
  expect(later.read.map(({ number, text }) => [number, text])).toEqual([[3, 'three']])
})

test('a scan has no text, and goes to be recognized when somebody can', async () => {
  const bytes = await made.scan(await drawing())
  expect((await reading(bytes)).read[0]).toMatchObject({ text: '', toRecognize: null })
  const png = (await reading(bytes, { recognizes: true })).read[0]!.toRecognize!
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1700, height: 2200 })
})

test('a scan with a stamp goes to be recognized too; one with its own text, a letter and an empty page do not', async () => {
  const isSent = async (bytes: Buffer) => {
    const page = (await reading(bytes, { recognizes: true })).read[0]!
    expect(page.toRecognize !== null).toBe(page.isPictured)
    return page.isPictured
  }
  const stamped = await made.stampedScan(await drawing(), 'ICE 000123')
  expect((await reading(stamped)).read[0]).toMatchObject({ text: 'ICE 000123', isPictured: true, toRecognize: null })
  expect(await isSent(stamped)).toBe(true)
  expect(await isSent(await made.scan(await drawing(), 'Marisol Quintero'))).toBe(false)
  expect(await isSent(await made.pages('Dear Sheriff'))).toBe(false)
  expect(await isSent(await made.pages(''))).toBe(false)
})

test('text under a black box is found, and white words on a black one are not', async () => {
  const read = await reading(await made.blackBox())
  expect(read.findings).toEqual([
    { kind: 'covered-text', page: 1, excerpt: expect.stringContaining('Marisol Quintero'), count: 1 },
  ])
})

test('marks that were never applied, older versions, files and scripts are found; a plain file has nothing', async () => {
  expect(kinds(await reading(await made.pages('Nothing to see.')))).toEqual([])
  expect(kinds(await reading(await made.withRedactMark()))).toEqual(['unapplied-redaction'])
  expect(kinds(await reading(await made.twoVersions()))).toEqual(['older-versions'])
  expect((await reading(await made.withEmbedded())).findings).toMatchObject([
    { kind: 'embedded-file', excerpt: 'witnesses.csv' },
  ])
  expect(kinds(await reading(await made.withJavaScript()))).toEqual(['active'])
  expect(kinds(await reading(await made.withLaunch()))).toEqual(['active'])
})

test('who wrote it and where it lay is found; the name of a program is not', async () => {
  const info = { Author: 'Ida Vance', Creator: 'Writer', Title: 'C:\\Users\\ivance\\Desktop\\raid.docx' }
  expect(
    (await reading(await made.pdf((one) => one.text('x'), { info }))).findings.map(({ excerpt }) => excerpt),
  ).toEqual(['Author: Ida Vance', 'Title: C:\\Users\\ivance\\Desktop\\raid.docx'])
})

test('the invisible text of a scan is found', async () => {
  const read = await reading(await made.scan(await drawing(), 'Marisol Quintero'))
  expect(read.findings).toMatchObject([{ kind: 'invisible-text', page: 1, excerpt: 'Marisol Quintero' }])
  expect(read.read[0]!.text).toBe('Marisol Quintero')
})

test('what looks like somebody’s number or birthday is found, and dates and amounts are not', async () => {
  const of = async (text: string) => kinds(await reading(await made.pages(text)))
  expect(await of('Alien No. A200-555-019, and A 098 765 432')).toEqual(['a-number'])
  expect(await of('SSN 123-45-6789')).toEqual(['ssn'])
  expect(await of('DOB: 03/14/1985')).toEqual(['birth-date'])
  expect(await of('Fecha de nacimiento: 14 de marzo de 1985')).toEqual(['birth-date'])
  expect(await of('Call (602) 555-0114')).toEqual(['phone'])
  expect(await of('On 11/20/2014 they paid $1,234,567 for 2014-11 and case 14-cv-00123; A1 and 000-12-3456.')).toEqual(
    [],
  )
})

test.for([
  ['4111 1111 1111 1111 12/27', '4111 1111 1111 1111'],
  ['4111-1111-1111-1111 123', '4111-1111-1111-1111'],
  ['5555555555554444 09/28', '5555555555554444'],
  ['Apt 4 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['In 2024 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['3782 822463 10005 11/26', '3782 822463 10005'],
  ['41 1111 1111 1111 11', '41 1111 1111 1111 11'],
] as const)('in “%s”, the number of a card is found', ([text, card]) => {
  expect(findPersonal(1, text)).toEqual([{ kind: 'card', page: 1, excerpt: card, count: 1 }])
})

test('two cards in one line are both found, and what fails the check digit or is a row of figures is none', () => {
  expect(findPersonal(1, '4111 1111 1111 1111 5555 5555 5555 4444')).toMatchObject([{ kind: 'card', count: 2 }])
  expect(findPersonal(1, '4111 1111 1111 1112 12/27')).toEqual([])
  expect(findPersonal(1, Array.from({ length: 60 }, (_, at) => 100 + at).join(' '))).toEqual([])
})

test('a cleaned copy holds nothing of what was hidden, and its page looks as before', async () => {
  for (const [bytes, gone] of [
    [await made.blackBox(), 'Marisol'],
    [await made.withRedactMark(), 'Marisol'],
    [await made.twoVersions(), 'private'],
    [await made.withJavaScript(), 'app.alert'],
    [await made.withLaunch(), 'touch'],
    [await made.withEmbedded(), 'witnesses'],
    [await made.pdf((one) => one.text('x'), { info: { Author: 'Ida Vance' } }), 'Ida'],
  ] as const) {
    const copy = await cleaned(bytes)
    const read = await reading(copy)
    expect(kinds(read), gone).toEqual([])
    expect(read.read.map(({ text }) => text).join(' '), gone).not.toContain(gone)
    expect(copy.includes(gone), gone).toBe(false)
  }
  const [before, after] = await Promise.all(
    [await made.blackBox(), await cleaned(await made.blackBox())].map(async (bytes) => (await reading(bytes)).read[0]!),
  )
  expect(after!.text).toContain('Statement of the deputy')
  expect(after!.text).toContain('HEADING OF A TABLE')
  const [one, other] = await Promise.all([before, after].map((page) => sharp(page!.large).greyscale().raw().toBuffer()))
  const differing = one!.filter((value, at) => Math.abs(value - other![at]!) > 60).length
  expect(differing / one!.length).toBeLessThan(0.001)
})

test('a cleaned copy keeps a line that a black box only comes close to, and what goes is said before', async () => {
  const before = await reading(await made.closeBoxes())
  expect(before.findings).toEqual([
    { kind: 'covered-text', page: 1, excerpt: 'Informant: Marisol Quintero · Witness: Tomás Rivera', count: 2 },
  ])
  const copy = await cleaned(await made.closeBoxes())
  const after = await reading(copy)
  expect(kinds(after)).toEqual([])
  expect(after.read[0]!.text.split(/\s*\n\s*/)).toEqual([
    'Statement of the deputy',
    'He asked for a lawyer',
    'gypsum quay jetty',
  ])
  for (const gone of ['Marisol', 'Rivera', 'Witness']) expect(copy.includes(gone), gone).toBe(false)
})

test('words that nobody sees on the page are found, whatever hides them, and are not in a cleaned copy', async () => {
  const hidden = ['onblack', 'bars', 'underwhite', 'whiteonwhite', 'switchedoff', 'belowcrop', 'saidinstead']
  const read = await reading(await made.unseen())
  const told = read.findings.filter(({ kind }) => kind === 'covered-text' || kind === 'hidden-text')
  for (const word of hidden) expect(told.map(({ excerpt }) => excerpt).join(' '), word).toContain(word)
  expect(kinds(read)).toContain('phone')
  const copy = await cleaned(await made.unseen())
  const after = await reading(copy)
  expect(kinds(after)).toEqual([])
  for (const word of [...hidden, 'Quintero']) {
    expect(after.read[0]!.text, word).not.toContain(word)
    expect(copy.includes(word), word).toBe(false)
  }
  expect(after.read[0]!.text).toContain('Statement of the deputy')
  expect(after.read[0]!.text).toContain('Shown')
})

test('a black box over a scan is found, and what is under it is not in a cleaned copy, which looks as before', async () => {
  const written = (text: string) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1224" height="1584"><rect width="100%" height="100%" fill="white"/><text x="140" y="240" font-size="44">${text}</text><text x="140" y="700" font-size="44">Statement of the deputy</text></svg>`,
    )
  const bytes = await made.boxOnScan(await sharp(written('Marisol Quintero')).jpeg().toBuffer())
  const before = await reading(bytes)
  expect(before.findings).toMatchObject([{ kind: 'covered-picture', page: 1, excerpt: '', count: 1 }])
  const copy = await cleaned(bytes)
  const after = await reading(copy)
  expect([kinds(after), after.read[0]!.text]).toEqual([[], 'Withheld'])
  const [one, other] = await Promise.all(
    [before, after].map(({ read }) => sharp(read[0]!.large).greyscale().raw().toBuffer()),
  )
  const differing = one!.filter((value, at) => Math.abs(value - other![at]!) > 60).length
  expect(differing / one!.length).toBeLessThan(0.001)
  // The picture itself, without the box that is drawn on it.
  const picture = await made.pictureIn(copy)
  const line = await sharp(picture)
    .extract({ left: 130, top: 200, width: 560, height: 48 })
    .greyscale()
    .raw()
    .toBuffer()
  expect(new Set(line).size).toBe(1)
  const kept = await sharp(picture)
    .extract({ left: 130, top: 660, width: 560, height: 48 })
    .greyscale()
    .raw()
    .toBuffer()
  expect(new Set(kept).size).toBeGreaterThan(10)
  const empty = await made.boxOnScan(await sharp(written('')).jpeg().toBuffer())
  expect(kinds(await reading(empty))).toEqual([])
})

test('a stamp on a black box is neither taken for what is under it nor lost when the file is cleaned', async () => {
  const written = (text: string) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="1224" height="1584"><rect width="100%" height="100%" fill="white"/><text x="140" y="240" font-size="44">${text}</text></svg>`,
      ),
    )
      .jpeg()
      .toBuffer()
  const stamp = await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="44"><rect width="100%" height="100%" fill="white"/><text x="8" y="34" font-size="32">Released 2025</text></svg>',
    ),
  )
    .png()
    .toBuffer()
  const empty = await made.stampOnBox(await written(''), stamp)
  expect(kinds(await reading(empty))).toEqual([])
  const hiding = await made.stampOnBox(await written('Marisol Quintero'), stamp)
  for (const bytes of [empty, hiding]) {
    const [one, other] = await Promise.all([bytes, await cleaned(bytes)].map((file) => made.pictureIn(file)))
    expect(await sharp(other).greyscale().raw().toBuffer()).toEqual(await sharp(one).greyscale().raw().toBuffer())
  }
  // It is still said of the copy.
  expect([kinds(await reading(hiding)), kinds(await reading(await cleaned(hiding)))]).toEqual([
    ['covered-picture'],
    ['covered-picture'],
  ])
})

test('a mask of one pixel over a scan is a black box too', async () => {
  const scan = await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1224" height="1584"><rect width="100%" height="100%" fill="white"/><text x="140" y="240" font-size="44">Marisol Quintero</text></svg>',
    ),
  )
    .jpeg()
    .toBuffer()
  const bytes = await made.maskOnScan(scan)
  const [before, after] = [await reading(bytes), await reading(await cleaned(bytes))]
  expect([kinds(before), kinds(after)]).toEqual([['covered-picture'], []])
  const [one, other] = await Promise.all(
    [before, after].map(({ read }) => sharp(read[0]!.large).greyscale().raw().toBuffer()),
  )
  const differing = one!.filter((value, at) => Math.abs(value - other![at]!) > 60).length
  expect(differing / one!.length).toBeLessThan(0.001)
})

test('the text of a page is what a reader sees on it, and nothing that hides', async () => {
  expect((await reading(await made.blackBox())).read[0]!.text.split(/\s*\n\s*/)).toEqual([
    'Statement of the deputy',
    'HEADING OF A TABLE',
  ])
  expect((await reading(await made.unseen())).read[0]!.text.split(/\s+/)).toEqual([
    'Statement',
    'of',
    'the',
    'deputy',
    'Shown',
  ])
  const black = await sharp({ create: { width: 600, height: 800, channels: 3, background: 'black' } })
    .jpeg()
    .toBuffer()
  expect((await reading(await made.scan(black, 'Marisol Quintero'))).read[0]!.text).toBe('')
})

test('text behind a scan is found and taken out where the picture is blacked out', async () => {
  const black = await sharp({ create: { width: 600, height: 800, channels: 3, background: 'black' } })
    .jpeg()
    .toBuffer()
  const bytes = await made.scan(black, 'Marisol Quintero')
  expect(kinds(await reading(bytes))).toContain('hidden-text')
  expect((await reading(await cleaned(bytes))).read[0]!.text).toBe('')
})

test('notes, bookmarks and answers in forms are found, searched for numbers, and not in a cleaned copy', async () => {
  const read = await reading(await made.withNotes())
  expect(kinds(read).sort()).toEqual(['notes', 'notes', 'phone', 'ssn'])
  const copy = await cleaned(await made.withNotes())
  expect(kinds(await reading(copy))).toEqual([])
  expect(copy.includes('Marisol')).toBe(false)
})

test('the invisible text of a scan goes only when that is asked for', async () => {
  const bytes = await made.scan(await drawing(), 'Marisol Quintero')
  expect((await reading(await cleaned(bytes))).read[0]!.text).toBe('Marisol Quintero')
  expect((await reading(await cleaned(bytes, true))).read[0]!.text).toBe('')
})

test('what is no PDF, locked, broken or too long is refused, each in its words', async () => {
  expect(await refusal(Buffer.from('<html>%PDFs are fun</html>'))).toEqual({ why: 'no-pdf' })
  expect(await refusal(Buffer.from('%PDF-1.7\nnothing else'))).toEqual({ why: 'broken-pdf' })
  expect(await refusal(Buffer.alloc(0))).toEqual({ why: 'no-pdf' })
  expect(await refusal(await made.encrypted())).toEqual({ why: 'encrypted' })
  expect(await refusal(made.manyPages(5_001))).toEqual({ why: 'too-many-pages', most: 5_000 })
  expect(await refusal(made.manyPages(5_000))).toBeNull()
})

test('a stream that unpacks to a drawing without end stops when its time is over, a picture of 60,000 pixels a side is read, and no process is left', async () => {
  const [bomb, picture] = [await made.bomb(), await made.pictureBomb()]
  for (const bytes of [bomb, picture]) {
    expect(bytes.length).toBeLessThan(200_000)
    expect(await refusal(bytes)).toBeNull()
  }
  const soon = { limits: { ...readingLimits, millisecondsEach: 2_000 } }
  expect(refusalOf(await reading(bomb, soon).catch((error: unknown) => error))).toEqual({ why: 'too-slow' })
  expect((await reading(picture)).read).toHaveLength(1)
  expect(parsersAtWork()).toEqual([])
})
