import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readListFiles } from '~/office/lists/files/parse-list.server'
import { guessMapping, readRow } from '~/office/people/imports/import-row'
import { slug } from '../../../support/firme-test'
import { workbook } from '../../../support/workbook'

/** What a list of signers comes to with the mapping that is guessed: names that can be recorded, lines that cannot and why, blank lines, and what is said of the file. */
async function readSigners(bytes: string | Uint8Array, name = 'signers.csv') {
  const read = await readListFiles([{ name, bytes: Buffer.from(bytes as Uint8Array) }])
  if (read.outcome !== 'read') return read.outcome
  const lines = [...read.file.lines].filter(({ line }) => line > 0)
  const { columns, warnings } = read.file
  const mapping = guessMapping(columns, lines.find((line) => line.cells)?.cells ?? [])
  const good: string[] = []
  const bad: Record<number, string> = {}
  let blank = 0
  for (const line of lines) {
    if (!line.cells) {
      if (line.problem === 'blank') blank += 1
      else bad[line.line] = line.problem
      continue
    }
    const person = readRow(line.cells, mapping, slug, 'en')
    if (person.outcome === 'read')
      good.push(
        `${person.submission.givenName}|${person.submission.familyName}|${person.submission.email ?? person.submission.phone}|${person.submission.postalCode}`,
      )
    else bad[line.line] = person.reason
  }
  return { good, bad, blank, warnings: warnings.map(({ warning }) => warning), lines: lines.length }
}

const ana = 'Ana|Paz|ana@example.org|85001'
const luz = 'Luz|Vega|luz@example.org|85002'
const sol = 'Sol|Ríos|sol@example.org|85003'
const head = 'First name,Last name,Email,ZIP'
const anaLine = 'Ana,Paz,ana@example.org,85001'
const luzLine = 'Luz,Vega,luz@example.org,85002'
const solLine = 'Sol,Ríos,sol@example.org,85003'
const utf16 = (text: string, isSwapped = false, mark = true) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
  return isSwapped ? bytes.swap16() : bytes
}

test.for([
  [
    'the headings end in \\r\\n, two lines in \\n, two in \\r\\n',
    'Zip,Email,First Name,Last Name,Notes\r\n85001,ana@example.org,Ana,Paz,\n85002,luz@example.org,Luz,Vega,\n85003,sol@example.org,Sol,Ríos,\r\n85004,eva@example.org,Eva,Ruiz,\r\n',
    [ana, luz, sol, 'Eva|Ruiz|eva@example.org|85004'],
    {},
    0,
  ],
  ['every line ends another way', `${head}\r${anaLine}\n${luzLine}\r\n${solLine}\r`, [ana, luz, sol], {}, 0],
  ['only \\r, as old Macs save', `${head}\r${anaLine}\r${luzLine}\r`, [ana, luz], {}, 0],
  ['\\r\\r\\n, as a broken export writes', `${head}\r\r\n${anaLine}\r\r\n${luzLine}\r\r\n`, [ana, luz], {}, 3],
  ['no line break at the end', `${head}\n${anaLine}`, [ana], {}, 0],
  ['blank lines above, between and below', `\n\r\n${head}\n\n${anaLine}\n  \n${luzLine}\n\n\n`, [ana, luz], {}, 6],
  ['lines of commas alone, as spreadsheets leave below', `${head}\n${anaLine}\n,,,\n, , ,\n`, [ana], {}, 2],
  [
    'a nickname in plain quotes inside a cell',
    `${head}\nAna "Nita",Paz,ana@example.org,85001\n${luzLine}`,
    ['Ana "Nita"|Paz|ana@example.org|85001', luz],
    {},
    0,
  ],
  [
    'a nickname in plain quotes inside a quoted cell',
    `${head}\n"Ana "Nita" María",Paz,ana@example.org,85001\n${luzLine}`,
    ['Ana "Nita" María|Paz|ana@example.org|85001', luz],
    {},
    0,
  ],
  [
    'a nickname in doubled quotes, as it should be',
    `${head}\n"Ana ""Nita""",Paz,ana@example.org,85001`,
    ['Ana "Nita"|Paz|ana@example.org|85001'],
    {},
    0,
  ],
  [
    'a quote that is never closed',
    `${head}\n"Ana,Paz,ana@example.org,85001\n${luzLine}\n${solLine}`,
    [luz, sol],
    { 2: 'quote-left-open' },
    0,
  ],
  [
    'a quote that is never closed, with quoted cells below',
    `${head}\n"Ana,Paz,ana@example.org,85001\n"Luz","Vega","luz@example.org","85002"\n${solLine}`,
    [luz, sol],
    { 2: 'quote-left-open' },
    0,
  ],
  [
    'two stray quotes would swallow whoever stands between them',
    `${head},Notes\n${anaLine},"\n${luzLine},"\n${solLine},`,
    [sol],
    { 2: 'quote-left-open', 3: 'quote-left-open' },
    0,
  ],
  [
    'an open quote in the first cell, a stray one in another line’s',
    `${head}\n"Ana,Paz,ana@example.org,85001\nLuz",Vega,luz@example.org,85002\n${solLine}`,
    ['Luz"|Vega|luz@example.org|85002', sol],
    { 2: 'quote-left-open' },
    0,
  ],
  [
    'a note of several lines is one cell',
    `${head},Notes\n${anaLine},"wants to help,\nwith food, rides,\r\n\nand ""more"""\n${luzLine},`,
    [ana, luz],
    {},
    0,
  ],
  ['a heading of two lines', `First name,"Last\nname",Email,ZIP\n${anaLine}`, [ana], {}, 0],
  ['semicolons', `${head}\n${anaLine}\n${luzLine}`.replaceAll(',', ';'), [ana, luz], {}, 0],
  ['tabs', `${head}\n${anaLine}\n${luzLine}`.replaceAll(',', '\t'), [ana, luz], {}, 0],
  ['bars', `${head}\n${anaLine}\n${luzLine}`.replaceAll(',', '|'), [ana, luz], {}, 0],
  [
    'semicolons with commas in the headings',
    `First name;Last name;Email;"ZIP, or area, or city, or state"\nAna;Paz;ana@example.org;85001`,
    [ana],
    {},
    0,
  ],
  ['Excel’s own first line', `sep=;\r\n${head.replaceAll(',', ';')}\r\n${anaLine.replaceAll(',', ';')}`, [ana], {}, 0],
  ['a mark at the front', `\ufeff${head}\n${anaLine}`, [ana], {}, 0],
  [
    'two files pasted together, each with its mark and its headings',
    `\ufeff${head}\n${anaLine}\n\ufeff${head}\n\ufeff"Luz",Vega,luz@example.org,85002`,
    [ana, luz],
    { 3: 'email' },
    0,
  ],
  ['UTF-16, little end first', utf16(`${head}\r\n${solLine}`), [sol], {}, 0],
  ['UTF-16, big end first', utf16(`${head}\r\n${solLine}`, true), [sol], {}, 0],
  ['UTF-16 without a mark', utf16(`${head}\r\n${solLine}`, false, false), [sol], {}, 0],
  ['Windows-1252', Buffer.from(`${head}\r\n${solLine}`, 'latin1'), [sol], {}, 0],
  [
    'two programs’ accents in one file, with \\r alone',
    Buffer.concat([Buffer.from(`${head}\r${solLine}\r`), Buffer.from('José,Núñez,jose@example.org,85001\r', 'latin1')]),
    [sol, 'José|Núñez|jose@example.org|85001'],
    {},
    0,
  ],
  [
    '"Paz, Lucía" in a column for names',
    'Name,Email,ZIP\n"Paz, Lucía",ana@example.org,85001\n"Paz Cruz, Lucía María",luz@example.org,85002\nLucía Paz,sol@example.org,85003',
    [
      'Lucía|Paz|ana@example.org|85001',
      'Lucía María|Paz Cruz|luz@example.org|85002',
      'Lucía|Paz|sol@example.org|85003',
    ],
    {},
    0,
  ],
  [
    '"Paz, Jr." is no given name',
    'Name,Email,ZIP\n"Luis Paz, Jr.",ana@example.org,85001\n"Paz, Luis, Jr.",luz@example.org,85002',
    ['Luis|Paz, Jr.|ana@example.org|85001', 'Luis|Paz Jr.|luz@example.org|85002'],
    {},
    0,
  ],
  [
    '"Last, First" as the heading and in the cells',
    '"Last, First",Email,ZIP\n"Paz, Ana",ana@example.org,85001',
    [ana],
    {},
    0,
  ],
  [
    'both parts in the column for first names',
    'First name,Last name,Email,ZIP\n"Paz, Ana",,ana@example.org,85001\nAna Luisa,Paz,luz@example.org,85002',
    [ana, 'Ana Luisa|Paz|luz@example.org|85002'],
    {},
    0,
  ],
  ['"Nombre" alone is the whole name', 'Nombre,Correo,Código postal\nAna Paz,ana@example.org,85001', [ana], {}, 0],
  [
    'a name with a comma and no quotes around it shifts its line, and is told',
    `Name,Email,ZIP\nPaz, Ana,ana@example.org,85001\nLuz Vega,luz@example.org,85002`,
    [luz],
    { 2: 'email' },
    0,
  ],
  [
    'no headings: the first line is somebody',
    'Ana Paz,ana@example.org,85001\nLuz Vega,luz@example.org,85002',
    [ana, luz],
    {},
    0,
  ],
  [
    'ZIPs that a spreadsheet took for numbers',
    `${head}\nAna,Paz,ana@example.org,2134\nLuz,Vega,luz@example.org,926\nSol,Ríos,sol@example.org,2134-1234`,
    ['Ana|Paz|ana@example.org|02134', 'Luz|Vega|luz@example.org|00926', 'Sol|Ríos|sol@example.org|02134'],
    {},
    0,
  ],
  [
    'lines with too few and too many cells',
    `${head}\nAna,Paz\n${luzLine},and,more\n${solLine}`,
    [luz, sol],
    { 2: 'contact' },
    0,
  ],
  [
    'a line that goes on for ever',
    `${head}\n${anaLine}\nHuge,${'x'.repeat(200_000)}\n${luzLine}`,
    [ana, luz],
    { 3: 'line-too-long' },
    0,
  ],
  [
    'a line of nothing but commas that goes on for ever',
    `${head}\n${','.repeat(200_000)}\n${luzLine}`,
    [luz],
    { 2: 'line-too-long' },
    0,
  ],
  [
    'addresses as a mail program copies them',
    `${head}\nAna,Paz,Ana Paz <ana@example.org>,85001\nLuz,Vega,mailto:luz@example.org,85002`,
    [ana, luz],
    {},
    0,
  ],
  [
    'addresses with a full stop, quotes or spaces',
    `${head}\nAna,Paz,ana@example.org.,85001\nLuz,Vega,“luz@example.org”,85002\nSol,Ríos,sol @example.org,85003`,
    [ana, luz, sol],
    {},
    0,
  ],
  ['an ampersand in an address', `${head}\nAna,Paz,r&d@example.org,85001`, ['Ana|Paz|r&d@example.org|85001'], {}, 0],
  [
    'two addresses in a cell, and one with an accent',
    `${head}\nAna,Paz,ana@example.org; luz@example.org,85001\nSol,Ríos,ríos@example.org,85003`,
    [],
    { 2: 'email', 3: 'email' },
    0,
  ],
  [
    'numbers as people dial them from abroad, and as a spreadsheet saves them',
    'Name,Phone,ZIP\nAna Paz,001 602 555 0101,85001\nLuz Vega,6025550102.0,85002',
    ['Ana|Paz|+16025550101|85001', 'Luz|Vega|+16025550102|85002'],
    {},
    0,
  ],
  [
    'a number with an extension, a foreign one, and one too short',
    'Name,Phone,ZIP\nAna Paz,602 555 0101 ext. 5,85001\nLuz Vega,+52 55 1234 5678,85002\nSol Ríos,555 0101,85003',
    [],
    { 2: 'phone', 3: 'phone', 4: 'phone' },
    0,
  ],
  ['ZIP+4 with a long dash', `${head}\nAna,Paz,ana@example.org,85001–1234`, [ana], {}, 0],
  ['ZIP+4 without its end', `${head}\nAna,Paz,ana@example.org,85001-`, [ana], {}, 0],
  ['ZIPs with decimals', `${head}\nAna,Paz,ana@example.org,85001.0`, [ana], {}, 0],
  ['a ZIP that no post office has', `${head}\nAna,Paz,ana@example.org,00000\n${luzLine}`, [luz], { 2: 'zip' }, 0],
  ['a line without a name', `${head}\n,,ana@example.org,85001\n${luzLine}`, [luz], { 2: 'name' }, 0],
  ['a picture in a name', `${head}\nAna 😀,Paz,ana@example.org,85001\n${luzLine}`, [luz], { 2: 'name' }, 0],
  ['a formula in a name', `${head}\n=1+1,Paz,ana@example.org,85001\n${luzLine}`, [luz], { 2: 'name' }, 0],
  ['spaces that do not break', `${head}\n\u00a0Ana\u00a0,Paz\u00a0,ana@example.org\u00a0,85001\u00a0`, [ana], {}, 0],
  [
    'an initial or a title before the name',
    'Name,Email,ZIP\nMa. Elena Ruiz,ana@example.org,85001\nDr. Luz Vega,luz@example.org,85002',
    ['Ma. Elena|Ruiz|ana@example.org|85001', 'Dr. Luz|Vega|luz@example.org|85002'],
    {},
    0,
  ],
  [
    'a workbook',
    workbook([
      ['First name', 'Last name', 'Email', 'ZIP'],
      ['Ana', 'Paz', 'ana@example.org', 85001],
      ['Luz', 'Vega', 'luz@example.org', 85002],
    ]),
    [ana, luz],
    {},
    0,
  ],
] as [string, string | Uint8Array, string[], Record<number, string>, number][])(
  '%s',
  async ([, bytes, good, bad, blank]) => {
    const read = await readSigners(bytes)
    expect(read).toMatchObject({ good, bad, blank })
    if (typeof read === 'object') expect(read.lines).toBe(good.length + Object.keys(bad).length + blank)
  },
)

test.for([
  ['', 'empty'],
  ['\n\n\r\n', 'empty'],
  ['\ufeff', 'empty'],
  ['just one line of words', 'unreadable'],
  ['%PDF-1.4\n\0\u0001binary\nmore', 'unreadable'],
  ['PK\u0003\u0004 no workbook', 'unreadable'],
])('what is no list is refused: %j', async ([text, outcome]) => {
  expect(await readSigners(text!)).toBe(outcome)
})

const word = fc.stringMatching(/^[A-Za-záéíóúñ]{1,12}$/)
const person = fc.record({
  given: word,
  family: fc.oneof(
    word,
    fc.tuple(word, word).map((words) => words.join(' ')),
    word.map((text) => `${text} "Nita"`),
  ),
  mailbox: fc.stringMatching(/^[a-z]{1,10}$/),
  zip: fc.constantFrom('85001', '10001', '60601'),
  note: fc.stringMatching(/^[A-Za-z",;|\t \r\n]{0,40}$/),
})

test('any list, with any mix of line ends, delimiters, quotes and marks, comes to as many people as it has rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(person, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), fc.nat(2)), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('utf8', 'marked', 'utf16le'),
      fc.boolean(),
      async (rows, delimiter, headEnd, encoding, isLastEnded) => {
        const cell = (text: string, isQuoted: boolean) =>
          isQuoted || /[",;|\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
        const line = ({ given, family, mailbox, zip, note }: (typeof rows)[number][0], isQuoted: boolean) =>
          [given, family, `${mailbox}@example.org`, zip, note].map((text) => cell(text, isQuoted)).join(delimiter)
        const body = rows
          .map(
            ([one, end, isQuoted, blanks], index) =>
              line(one, isQuoted) +
              (index < rows.length - 1 || isLastEnded ? end + '\n'.repeat(end === '\r' ? 0 : blanks) : ''),
          )
          .join('')
        const text = `${['First name', 'Last name', 'Email', 'ZIP', 'Notes'].join(delimiter)}${headEnd}${body}`
        const read = await readSigners(
          encoding === 'utf16le' ? utf16(text) : `${encoding === 'marked' ? '\ufeff' : ''}${text}`,
        )
        expect(read).toMatchObject({ bad: {} })
        if (typeof read === 'object')
          expect(read.good).toEqual(
            rows.map(([one]) => `${one.given}|${one.family}|${one.mailbox}@example.org|${one.zip}`),
          )
      },
    ),
    { numRuns: 500 },
  )
})

test('whatever is done to a list, each of its lines is a person, a problem or blank', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z@0-9".,; ]{0,30}$/), { maxLength: 30 }), async (lines) => {
      const read = await readSigners(`${head}\n${lines.join('\n')}`)
      if (typeof read === 'object')
        expect(read.lines).toBe(read.good.length + Object.keys(read.bad).length + read.blank)
    }),
    { numRuns: 300 },
  )
})
