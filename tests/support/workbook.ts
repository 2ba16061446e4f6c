import { crc32, deflateRawSync } from 'node:zlib'

interface ZipOptions {
  isDeflated?: boolean
  /** The uncompressed size that every entry claims, for a file that lies. */
  claimed?: number | undefined
}

interface WorkbookOptions extends ZipOptions {
  /** XML after the rows. */
  more?: string
  /** Sheets after the first; they hold the same cells, none, or cells of their own. */
  behind?: ('same' | 'empty' | { rows: (string | number)[][] })[]
  /** Of the sheets; default: Sheet 1, Sheet 2, … */
  names?: string[]
}

/** A workbook, as spreadsheet programs write it: inline strings, and numbers. */
export function workbook(
  rows: (string | number)[][],
  { more = '', behind = [], names = [], ...zipped }: WorkbookOptions = {},
): Buffer {
  const cell = (value: string | number, column: number, row: number) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`
  }
  const sheetOf = (all: (string | number)[][]) =>
    all
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.flatMap((value, column) => (value === '' ? [] : cell(value, column, row))).join('')}</row>`,
      )
      .join('')
  const sheet = sheetOf(rows)
  const sheets = [
    `${sheet}${more}`,
    ...behind.map((one) =>
      one === 'same' ? sheet : one === 'empty' ? '<row r="1"><c r="A1" s="1"/></row>' : sheetOf(one.rows),
    ),
  ]
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zip(
    {
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
      '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map((_, at) => `<sheet name="${(names[at] ?? `Sheet ${at + 1}`).replace(/&/g, '&amp;')}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}">${sheets.map((_, at) => `<Relationship Id="r${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
      ...Object.fromEntries(
        sheets.map((data, at) => [
          `xl/worksheets/sheet${at + 1}.xml`,
          `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
        ]),
      ),
    },
    zipped,
  )
}

/** A ZIP file. */
export function zip(files: Record<string, string>, { isDeflated = false, claimed }: ZipOptions = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const plain = Buffer.from(text)
    const body = isDeflated ? deflateRawSync(plain) : plain
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(isDeflated ? 8 : 0, 8)
    head.writeUInt32LE(crc32(plain), 14)
    head.writeUInt32LE(body.length, 18)
    head.writeUInt32LE(plain.length, 22)
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    head.copy(entry, 10, 8, 10)
    head.copy(entry, 16, 14, 26)
    entry.writeUInt32LE(claimed ?? plain.length, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    directory.push(entry, Buffer.from(name))
    parts.push(head, Buffer.from(name), body)
    at += 30 + Buffer.byteLength(name) + body.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, index, end])
}
