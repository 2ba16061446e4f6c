import { expect, test } from 'vitest'
import { readTargets } from '~/office/petitions/copies.server'
import { parseTable } from '~/officials/divisions/lists/parse-table.server'

const ida = {
  name: 'Ida Vance',
  office: { en: 'Sheriff', es: 'alguacil' },
  place: { en: 'Ocotillo County', es: 'Ocotillo County' },
}

test.for([
  ['commas', 'Ida Vance,Sheriff,alguacil,Ocotillo County'],
  ['tabs', 'Ida Vance\tSheriff\talguacil\tOcotillo County\t'],
  [
    'semicolons under a heading',
    '\ufeffNombre;Office;Cargo;Lugar\r\n\r\nIda Vance; Sheriff ;alguacil;Ocotillo County\r\n',
  ],
  ['quotes', '"Ida Vance","Sheriff","alguacil","Ocotillo County"'],
])('targets are pasted with %s', ([, text]) => expect(readTargets(text!)).toEqual({ outcome: 'read', targets: [ida] }))

test('the line that cannot be read is named as the list counts it', () => {
  const good = 'Ida Vance,Sheriff,alguacil,Ocotillo County'
  expect(readTargets(`name,office,cargo,place\n${good}\n\nLee Okafor,Council`)).toEqual({ outcome: 'invalid', line: 4 })
  expect(readTargets(`${good}\n"Lee Okafor,Council,concejo,Ocotillo`)).toEqual({ outcome: 'invalid', line: 2 })
  expect(readTargets(' \n')).toEqual({ outcome: 'invalid', line: 1 })
  expect(readTargets(Array.from({ length: 1_001 }, () => good).join('\n'))).toEqual({ outcome: 'invalid', line: 1_001 })
})

test('a list of places is read as Excel in Spanish saves it: semicolons, Windows-1252, lines counted as in the file', async () => {
  const bytes = Buffer.from('ID;Name\r\n\r\n1;Cañón\r\n', 'latin1')
  expect(await piecesOf(bytes)).toEqual([{ headings: ['id', 'name'] }, { rows: [{ line: 3, cells: ['1', 'Cañón'] }] }])
})

test('a list of places with a quote that is never closed is refused whole', async () => {
  const bytes = Buffer.from('id,name\n1,"Ocotillo\n2,Mesa\n')
  await expect(piecesOf(bytes)).rejects.toMatchObject({
    refusal: { why: 'broken-line', line: 2 },
  })
})

async function piecesOf(bytes: Buffer) {
  const pieces = []
  for await (const piece of parseTable([{ bytes }])) pieces.push(piece)
  return pieces
}
