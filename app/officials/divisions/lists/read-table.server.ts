import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import { translator } from '~/i18n/translator'
import { type TableRow, tableFile } from './table-file'

/** A table read from a file: headings in lower case, cells as text, each row with its line number. */
export interface FileTable {
  headings: string[]
  rows: TableRow[]
}

/** Why a file could not be read as a table, in one sentence for the person who ran the command. */
export function whyUnread(file: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  switch (code) {
    case 'ENOENT':
      return `There is no file ${file}.`
    case 'EISDIR':
      return `${file} is a folder: name the file in it.`
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read: look at its permissions.`
    default: {
      const refusal = refusalOf(error)
      return `${file} cannot be read as CSV or XLSX: ${refusal ? sayRefusal(translator('en'), refusal) : (message ?? 'unknown reason')}`
    }
  }
}

/** Reads a CSV (plain or gzipped) or the first sheet of an XLSX. @throws when the file cannot be read or is neither */
export async function readTable(parser: FileParser, file: string): Promise<FileTable> {
  const { size } = await stat(file)
  return readTableOf(parser, { field: '', name: path.basename(file), size, stream: () => createReadStream(file) })
}

/** The same for a file that was uploaded. @throws RefusedFile when it is neither */
export async function readTableOf(parser: FileParser, file: UploadedFile): Promise<FileTable> {
  const table: FileTable = { headings: [], rows: [] }
  for await (const piece of parser.parse(tableFile, { files: [file], options: null })) {
    if ('headings' in piece) table.headings = piece.headings
    else table.rows.push(...piece.rows)
  }
  return table
}
