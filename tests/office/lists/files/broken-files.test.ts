import fc from 'fast-check'
import { expect, test as plainTest } from 'vitest'
import { decodeText } from '~/channels/uploads/decode-text'
import { readCsv } from '~/channels/uploads/read-csv'
import { splitRecords } from '~/channels/uploads/split-records'
import { readListFiles } from '~/office/lists/files/parse-list.server'
import { openGazetteer } from '~/office/officials/rosters/lines/gazetteer'
import { readRosterRow } from '~/office/officials/rosters/lines/read-row'
import { rosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { test } from '../../../support/firme-test'
import { groupOf, organizer } from '../../../support/office'
import { cholla, place } from '../../../support/officials'
import { bringIn, letGo, outcomesOf, reasonsOf } from '../../../support/rosters'

const heads = 'Name,Role,District,State,County,Phone,Term ends'

test('10,000 dirty lines: the good ones in, each bad one listed, memory bounded, nothing half-written', async ({
  world,
}) => {
  await place(world.db, cholla, 'Cholla County', 'county')
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const dirt = [
    (n: number) => `Person ${n}x,Supervisor,${n},AZ,Cholla,602-555-0123,`,
    (n: number) => `Person ${n}x,Supervisor,${n},AZ,Atlantis,,`,
    (n: number) => `,,,,,,${n}`,
    (n: number) => `Person ${n}x,Supervisor,${n},AZ,Cholla,,whenever`,
    (n: number) => `"Person ""${n}"" x\nin two lines",Supervisor,${n},Arizona,Condado de Cholla,911,`,
    (n: number) => `Person ${n}x`,
    (n: number) => `Person ${n}x,Supervisor,${n},AZ,Cholla,,,,,too,many,cells`,
    (n: number) => `Person ${n}x,lower,${n},AZ,Cholla,,`,
    (n: number) => `stray "quote" ${n},Supervisor,${n},AZ,Cholla,,`,
    (n: number) => `\u0001\u0002${n}\ud83d,=cmd|,${n},ZZ,Cholla,x,`,
  ]
  const lines = Array.from({ length: 10_000 }, (_, n) =>
    (n % 5 === 0 ? dirt[(n / 5) % dirt.length]! : dirt[1 + (n % 3)]!)(n),
  )
  const supervisors = async () =>
    (
      await world.db
        .selectFrom('membership')
        .innerJoin('post', 'post.id', 'post_id')
        .select('post.id')
        .where('post.role', '=', 'county-supervisor')
        .execute()
    ).length
  const thereBefore = await supervisors()
  const before = process.memoryUsage().rss
  const id = await bringIn(world, token, { files: [{ name: 'dirty.csv', bytes: [heads, ...lines].join('\n') }] })
  expect(await outcomesOf(world, id)).toEqual({ good: 800, bad: 9_200 })
  await letGo(world, token, id)
  expect(await outcomesOf(world, id)).toEqual({ done: 800, bad: 9_200 })
  expect((await supervisors()) - thereBefore).toBe(800)
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
})

test('a line of 20 MB, and a quote that is never closed, cost their own line and no other', async ({ world }) => {
  await place(world.db, cholla, 'Cholla County', 'county')
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const text = [
    heads,
    'Ida Vance,Sheriff,,AZ,Cholla,602-555-0123,',
    `Huge,${'x'.repeat(20 * 1024 * 1024)}`,
    '"Open,Supervisor,1,AZ,Cholla,,',
    'Lee Okafor,Supervisor,2,AZ,Cholla,,',
  ].join('\n')
  const id = await bringIn(world, token, { files: [{ name: 'huge.csv', bytes: text }] })
  expect(await reasonsOf(world, id)).toEqual({ 3: ['line-too-long'], 4: ['quote-left-open'] })
  expect(await outcomesOf(world, id)).toEqual({ good: 2, bad: 2 })
})

plainTest('no bytes whatever make reading throw, and no record is longer than its limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      const read = await readListFiles([{ name: 'any.csv', bytes: Buffer.from(bytes) }])
      if (read.outcome === 'read') for (const line of read.file.lines) expect(line.line).not.toBe(0)
    }),
    { numRuns: 300 },
  )
})

plainTest('whatever cells hold comes back from a CSV as it was, quotes, line breaks and all', () => {
  const cell = fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\0', '').trim())
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(cell, cell, cell).filter((cells) => cells.some(Boolean)),
        { minLength: 1, maxLength: 20 },
      ),
      (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = ['a,b,c', ...rows.map((cells) => cells.map(quoted).join(','))].join('\n')
        expect([...readCsv(text)].slice(1).map((line) => line.cells)).toEqual(rows)
      },
    ),
    { numRuns: 300 },
  )
})

plainTest('lines that end as Unicode has it are lines, and what is quoted keeps its breaks', () => {
  expect(
    [...readCsv('sep=;\u2028a;b\u20281;2\u2029\u2029"3\u20283";4\u00855;6')].map(({ line, cells }) => [line, cells]),
  ).toEqual([
    [2, ['a', 'b']],
    [3, ['1', '2']],
    [4, null],
    [5, ['3\u20283', '4']],
    [7, ['5', '6']],
  ])
})

plainTest('cutting into records loses no letter of any line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z", ]{1,20}$/), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085'),
      (lines, end) => {
        const records = [...splitRecords(lines.join(end), ',')]
        const letters = (text: string) => text.replace(/[^a-z]/g, '')
        const kept = records.flatMap((record) =>
          'cells' in record
            ? record.cells
            : 'problem' in record && record.problem !== 'blank'
              ? lines[record.line - 1]!
              : [],
        )
        expect(letters(kept.join(''))).toBe(letters(lines.join('')))
        expect(new Set(records.map((record) => record.line)).size).toBe(records.length)
      },
    ),
    { numRuns: 500 },
  )
})

plainTest('no cells whatever make understanding throw', () => {
  const options = rosterOptions.parse({ sourceUrl: 'https://example.org', checkedOn: '2026-01-01' })
  const gazetteer = openGazetteer([])
  const mapping = {
    name: '0',
    role: '1',
    district: '2',
    state: '3',
    place: '4',
    phone: '5',
    term_ends_on: '6',
    division_id: '7',
    email: '8',
    agency: '9',
  }
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 10, maxLength: 10 }), (cells) => {
      expect(readRosterRow(cells, { columns: [], mapping, options, gazetteer, today: '2026-11-24' }).row).toBeNull()
    }),
    { numRuns: 500 },
  )
  expect(decodeText(new Uint8Array())).toEqual({ text: '', guessedLines: 0 })
})
