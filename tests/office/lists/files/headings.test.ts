import { expect, test } from 'vitest'
import { readListFiles } from '~/office/lists/files/parse-list.server'
import { guessRosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { guessMapping } from '~/office/people/imports/import-row'
import { workbook } from '../../../support/workbook'

/** The row that was taken for the headings, and what the lines say. */
async function read(bytes: string | Uint8Array) {
  const result = await readListFiles([{ name: 'list.csv', bytes: Buffer.from(bytes as Uint8Array) }])
  if (result.outcome !== 'read') return result.outcome
  const { columns, lines, readFrom } = result.file
  return {
    row: readFrom?.row,
    columns,
    lines: [...lines].flatMap(({ line, cells }) => (line > 0 && cells ? [`${line} ${cells[0]}`] : [])),
  }
}

const titled = {
  row: 5,
  columns: ['Nombre', 'Correo', 'Código postal'],
  lines: ['6 Ana Paz', '7 Luz Vega'],
}
const table = [
  ['Nombre', 'Correo', 'Código postal'],
  ['Ana Paz', 'ana@example.org', '85001'],
  ['Luz Vega', 'luz@example.org', '85002'],
]

test.for([
  ['alone in their lines', 'Firmas de marzo\n\nComité de Phoenix, turno 2\n\n', ','],
  ['padded with commas, as a spreadsheet saves them', 'Firmas de marzo,,\n,,\nComité de Phoenix,turno 2,\n,,\n', ','],
  ['with commas above semicolons', 'Firmas, marzo\n\nComité de Phoenix, turno 2\n\n', ';'],
])('headings under title lines are found: titles %s', async ([, above, sign]) => {
  expect(await read(above + table.map((cells) => cells.join(sign)).join('\n'))).toEqual(titled)
})

test('headings under title lines of a workbook are found', async () => {
  expect(await read(workbook([['Firmas de marzo'], [], ['Comité de Phoenix', 'turno 2'], [], ...table]))).toEqual(
    titled,
  )
})

test('a first row with headings that nobody knows stays the headings, and a person above all stays a line', async () => {
  expect(await read('Apodo,Barrio\nNita,Maryvale\nChucha,Sur')).toEqual({
    row: 1,
    columns: ['Apodo', 'Barrio'],
    lines: ['2 Nita', '3 Chucha'],
  })
  expect(await read(`Firmas de marzo\n${table[1]!.join(',')}\n${table[2]!.join(',')}`)).toEqual({
    row: 0,
    columns: ['', '', ''],
    lines: ['1 Firmas de marzo', '2 Ana Paz', '3 Luz Vega'],
  })
})

test('a letter is no list', async () => {
  expect(await read('Hola a todos\nAna, por favor venga\nGracias, y hasta pronto')).toBe('unreadable')
})

test('of several sheets the first with headings is read', async () => {
  const behind = [{ rows: table }, { rows: table }]
  const bytes = workbook([['Notas'], ['llamar a Luz']], { behind, names: ['Notas', 'Marzo & abril', 'Mayo'] })
  const result = await readListFiles([{ name: 'list.xlsx', bytes }])
  expect(result).toMatchObject({
    file: {
      columns: table[0],
      readFrom: { row: 1, sheet: 1, sheets: [{ name: 'Notas' }, { name: 'Marzo & abril' }, { name: 'Mayo' }] },
    },
  })
})

test.for([
  ['Fecha', 'Fuente'],
  ['Fecha de firma', 'Origen'],
  ['Fecha de la firma', 'Procedencia'],
  ['Date signed', 'Source'],
  ['Signature date', 'Event'],
  ['Timestamp', 'source'],
  ['Marca temporal', 'Evento'],
])('signers: %s is the day of signing, %s the source', ([day, source]) => {
  expect(guessMapping(['Nombre', day!, source!])).toEqual({ full_name: '0', signed_on: '1', source: '2' })
})

test.for([
  ['Fecha', 'Fuente'],
  ['Date', 'Source'],
  ['Date checked', 'Source URL'],
  ['Fecha de consulta', 'Enlace de la fuente'],
  ['Consultado', 'Link to source'],
])('officials: %s is the day of the check, %s the source', ([day, source]) => {
  expect(guessRosterMapping(['Nombre', day!, source!])).toMatchObject({ checked_on: '1', source_url: '2' })
})

test('officials: a day of birth is no day of the check', () => {
  expect(guessRosterMapping(['Nombre', 'Fecha de nacimiento'])).toEqual({ name: '0' })
})

test('a sheet that is too large is named, and the others are read', async () => {
  const stray: (string | number)[][] = []
  stray[210_000] = ['alone']
  const bytes = workbook(table, { behind: [{ rows: Array.from(stray, (row) => row ?? []) }, { rows: table }] })
  const result = await readListFiles([{ name: 'list.xlsx', bytes }])
  expect(result).toMatchObject({
    file: {
      columns: table[0],
      warnings: [{ warning: 'sheets-too-large', count: 1 }],
      readFrom: { sheet: 0, sheets: [{ name: 'Sheet 1' }, { name: 'Sheet 3' }] },
    },
  })
})
