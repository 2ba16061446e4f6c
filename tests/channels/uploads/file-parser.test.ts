import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type FileParser, openFileParser, type ParseLimits } from '~/channels/uploads/file-parser.server'
import { parseKind, type Refusal, refusalOf } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import { translator } from '~/i18n/translator'
import { listFile } from '~/office/lists/files/list-file'
import { boundaryFile } from '~/office/officials/boundaries/boundary-file'
import { pictureFile } from '~/office/pictures/picture-file'
import { hugePicture, manyKeys, tangledLines } from '../../support/bombs'
import { builtEntry, parsersAtWork, testParser } from '../../support/uploads'

const phoenix = { countyIds: [], state: 'AZ' }
const listed = (bytes: Buffer | string, name = 'list.csv') => ({
  files: [fileInMemory(Buffer.from(bytes), { name })],
  options: null,
})
const longList = (lines: number) =>
  ['Name,Role', ...Array.from({ length: lines }, (_, n) => `Person ${n},Sheriff`)].join('\n')

async function refusal(work: AsyncGenerator<unknown, void>): Promise<Refusal | null> {
  try {
    while (!(await work.next()).done);
    return null
  } catch (error) {
    const refused = refusalOf(error)
    if (!refused) throw error
    return refused
  }
}

async function limited(limits: Partial<ParseLimits>): Promise<FileParser> {
  return openFileParser(await builtEntry(), limits)
}

test('a list comes back in pieces, whole and in order', async () => {
  const lines: number[] = []
  for await (const piece of testParser.parse(listFile, listed(longList(20_000))))
    if ('lines' in piece) lines.push(...piece.lines.map((line) => line.line))
  // The row of headings comes first, as none of the lines.
  expect(lines).toHaveLength(20_001)
  expect(lines[0]).toBe(-1)
  expect(lines.slice(1).every((line, index) => line === index + 2)).toBe(true)
})

test('a map of sixty thousand keys is no list, and that is found in one go; a key that stands twice is refused too', async () => {
  expect(await refusal(testParser.parse(listFile, listed(manyKeys(), 'keys.yml')))).toEqual({ why: 'unreadable' })
  expect(
    await refusal(testParser.parse(listFile, listed('name: Ida\nrole: Sheriff\nname: Lee\n', 'twice.yml'))),
  ).toEqual({ why: 'unreadable' })
})

test('who takes longer than their time, or more than their memory, is stopped, and both languages say so', async () => {
  const slow = await limited({ milliseconds: 50 })
  expect(
    await refusal(slow.parse(boundaryFile, { files: [fileInMemory(tangledLines(20))], options: phoenix })),
  ).toEqual({ why: 'too-slow' })
  const small = await limited({ heapMegabytes: 48 })
  expect(
    await refusal(
      small.parse(
        listFile,
        listed(
          JSON.stringify(Array.from({ length: 190_000 }, (_, n) => ({ name: `Person ${n}`, role: `Sheriff of ${n}` }))),
          'big.json',
        ),
      ),
    ),
  ).toEqual({ why: 'too-much-memory' })
  const thin = await limited({ residentMegabytes: 90 })
  expect(await refusal(thin.parse(listFile, listed(Buffer.alloc(60 * 1024 * 1024, 'a,b\n'))))).toEqual({
    why: 'too-much-memory',
  })
  expect((['en', 'es'] as const).map((language) => sayRefusal(translator(language), { why: 'too-slow' }))).toEqual([
    expect.stringMatching(/longer than 30 seconds\. Split/),
    expect.stringMatching(/más de 30 segundos\. Divídalo/),
  ])
})

test('time in which its pieces are being used is not the parser’s', async () => {
  const parser = await limited({ milliseconds: 5_000 })
  let pieces = 0
  for await (const piece of parser.parse(listFile, listed(longList(2_000)))) {
    if ('lines' in piece) pieces += 1
    if (pieces === 1) await sleep(6_000)
  }
  expect(pieces).toBe(5)
})

test('a picture of 900 million pixels is refused before it is opened, and says how large one may be', async () => {
  const refused = await refusal(
    testParser.parse(pictureFile, { files: [fileInMemory(hugePicture())], options: { width: 1200, height: 630 } }),
  )
  expect(refused).toEqual({ why: 'too-many-pixels', most: 60_000_000 })
  expect(sayRefusal(translator('en'), refused!)).toContain('more than 60,000,000 pixels')
  expect(sayRefusal(translator('es'), refused!)).toContain('más de 60,000,000 pixeles')
})

test('whoever goes away stops what was begun for them; others wait their turn, and not without end', async () => {
  const parser = await limited({ atOnce: 1, waiting: 1 })
  const gone = new AbortController()
  const first = parser.parse(listFile, { ...listed(longList(5_000)), signal: gone.signal })
  await first.next()
  const second = parser.parse(listFile, listed(longList(10)))
  const waiting = second.next()
  expect(await refusal(parser.parse(listFile, listed(longList(10))))).toEqual({ why: 'busy' })
  gone.abort()
  expect(await refusal(first)).toEqual({ why: 'stopped' })
  expect((await waiting).value).toMatchObject({ head: { columns: ['Name', 'Role'] } })
  await second.return()
  const late = new AbortController()
  const [running, left] = [
    parser.parse(listFile, listed(longList(10))),
    parser.parse(listFile, { ...listed(longList(10)), signal: late.signal }),
  ]
  await running.next()
  const leaving = refusal(left)
  late.abort()
  expect(await leaving).toEqual({ why: 'stopped' })
  await running.return()
})

test('a parser leaves no process behind, whether it was listened to until its end or not', async () => {
  for await (const piece of testParser.parse(listFile, listed(longList(5_000)))) if ('lines' in piece) break
  await refusal(testParser.parse(listFile, listed(longList(10))))
  expect(parsersAtWork()).toEqual([])
})

test('what a parser cannot do is told as a bug, without a word of what is in the file', async () => {
  const unknown = parseKind<null, never>('nothing')
  const told = await refusal(testParser.parse(unknown, listed('PLANTED,WORDS'))).catch((error: Error) => error)
  expect(told).toBeInstanceOf(Error)
  expect(`${(told as Error).message} ${(told as Error).stack}`).not.toContain('PLANTED')
})
