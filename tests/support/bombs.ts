import { crc32, deflateSync } from 'node:zlib'
import { workbook } from './workbook'

/** A file that used to hang, fill up or crash the office, and the error it gets now. */
export interface Bomb {
  name: string
  file: string
  bytes: () => Buffer
  en: RegExp
  es: RegExp
}

const tooMuch = { en: /unpacks into more than we can hold/, es: /ocupa más de lo que podemos manejar/ }
/** The officials import has its own wording. */
const tooManyRows = {
  en: /more than 200,000 rows|More than 100,000 lines/,
  es: /más de 200,000 filas|Más de 100,000 líneas/,
}
const tooManyCells = { en: /more than [12],000,000 cells/, es: /más de [12],000,000 celdas/ }
const notRead = { en: /not a list we can read/, es: /no es una lista que podamos leer/ }
const tooDeep = { en: /nested too deep/, es: /demasiados niveles/ }
const strayCell = (cell: string) => ({
  en: new RegExp(`cell far outside the table \\(${cell}\\)`),
  es: new RegExp(`celda muy lejos de la tabla \\(${cell}\\)`),
})

const heads = ['Name', 'Role', 'State', 'County']
const person = ['Ida Vance', 'Sheriff', 'AZ', 'Cholla']

/** Malicious lists of officials. */
export const listBombs: Bomb[] = [
  {
    name: 'a workbook of 1.4 KB with a stray cell at the far end of the sheet',
    file: 'stray.xlsx',
    bytes: () => withSheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ...strayCell('XFD1048576'),
  },
  {
    name: 'a workbook with a row that is numbered four thousand million',
    file: 'row.xlsx',
    bytes: () => withSheet('<row r="4000000000"/>'),
    ...notRead,
  },
  {
    name: 'a workbook of 200,000 × 20 cells',
    file: 'large.xlsx',
    bytes: () => withSheet(manyRows(200_000, 20)),
    ...tooManyCells,
  },
  {
    name: 'a workbook of 300,000 rows',
    file: 'long.xlsx',
    bytes: () => withSheet(manyRows(300_000, 1)),
    ...tooManyRows,
  },
  {
    name: 'a workbook of a million coloured cells with nothing in them',
    file: 'colours.xlsx',
    bytes: () =>
      withSheet(
        Array.from(
          { length: 100_100 },
          (_, row) =>
            `<row r="${row + 3}">${[...'ABCDEFGHIJ'].map((letter) => `<c r="${letter}${row + 3}" s="1"/>`).join('')}</row>`,
        ).join(''),
      ),
    ...strayCell('[A-J]\\d+'),
  },
  {
    name: 'a workbook that unfolds to 300 MB',
    file: 'zeros.xlsx',
    bytes: () => withSheet(' '.repeat(300 * 1024 * 1024)),
    ...tooMuch,
  },
  {
    name: 'a workbook that unfolds to 300 MB and says that it is small',
    file: 'liar.xlsx',
    bytes: () => withSheet(' '.repeat(300 * 1024 * 1024), 1_000),
    ...tooMuch,
  },
  {
    name: 'YAML whose references multiply',
    file: 'laughs.yml',
    bytes: () =>
      Buffer.from(
        [
          'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
          ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`),
        ].join('\n'),
      ),
    ...notRead,
  },
  {
    name: 'YAML that is nested 100,000 deep',
    file: 'deep.yml',
    bytes: () => Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)),
    ...tooDeep,
  },
  { name: 'YAML of sixty thousand keys', file: 'keys.yml', bytes: () => manyKeys(), ...notRead },
  {
    name: '4 MB of JSON with a column for each row',
    file: 'wide.json',
    bytes: () =>
      Buffer.from(
        JSON.stringify(
          Array.from({ length: 100_000 }, (_, n) => ({ [`column ${n % 190}`]: n, [`other ${n % 190}`]: n })),
        ),
      ),
    ...tooManyCells,
  },
  {
    name: '4 MB of JSON with a million empty rows',
    file: 'empty.json',
    bytes: () => Buffer.from(`[${'{},'.repeat(1_400_000)}{}]`),
    ...tooManyRows,
  },
  {
    name: 'JSON that is nested a million deep',
    file: 'deep.json',
    bytes: () => Buffer.from(`[${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}]`),
    ...tooDeep,
  },
]

/** A valid workbook with extra XML after its rows. @param claimed the uncompressed size it claims */
const withSheet = (more: string, claimed?: number) => workbook([heads, person], { more, claimed, isDeflated: true })

function manyRows(rows: number, columns: number): string {
  return Array.from(
    { length: rows },
    (_, row) =>
      `<row r="${row + 3}">${Array.from({ length: columns }, (__, column) => `<c r="${String.fromCharCode(65 + column)}${row + 3}"><v>${row}</v></c>`).join('')}</row>`,
  ).join('')
}

/** 589 KB of YAML whose keys used to be compared pairwise for minutes; now read in seconds, as one very wide row. */
export const manyKeys = () => Buffer.from(Array.from({ length: 60_000 }, (_, n) => `k${n}: ${n % 10}`).join('\n'))

/** An image of a few kilobytes that claims to be 30,000 × 30,000 pixels. */
export function hugePicture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(30_000, 0)
  head.writeUInt32BE(30_000, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * Boundaries in Phoenix that zigzag with the maximum number of corners, so that every line is compared with every
 * other.
 *
 * @param rings number of such areas
 */
export function tangledLines(rings: number): Buffer {
  const ring = (at: number) => {
    const corners = Array.from({ length: 11_990 }, (_, n) =>
      [-112.1 + (n % 2) * 0.05 + n * 1e-6, 33.4 + at * 0.001 + n * 1e-5].map((part) => Math.round(part * 1e5) / 1e5),
    )
    return [...corners, corners[0]]
  }
  return Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: Array.from({ length: rings }, (_, at) => ({
        type: 'Feature',
        properties: { district: String(at) },
        geometry: { type: 'Polygon', coordinates: [ring(at)] },
      })),
    }),
  )
}
