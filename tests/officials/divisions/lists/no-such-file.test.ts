import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTable, whyUnread } from '~/officials/divisions/lists/read-table.server'
import { testParser } from '../../../support/uploads'

test('a file that is not there, is a folder or is no table is said in one sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firme-'))
  const broken = join(folder, 'broken.csv')
  await writeFile(broken, 'zip,county\n"85001,04013\n')
  expect(await why(join(folder, 'nope.csv'))).toBe(`There is no file ${join(folder, 'nope.csv')}.`)
  expect(await why(folder)).toBe(`${folder} is a folder: name the file in it.`)
  expect(await why(broken)).toMatch(/broken\.csv cannot be read as CSV or XLSX: .+/)
})

async function why(file: string): Promise<string> {
  return readTable(testParser, file).then(
    () => 'read',
    (error: unknown) => whyUnread(file, error),
  )
}
