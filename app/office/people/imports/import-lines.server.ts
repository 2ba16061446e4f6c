import type { Db } from '#db/client'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** Lines that are read or written at a time. */
export const rowsAtOnce = 500

/** A line with cells, or one that could not be split into cells; the report names it. */
export type KeptLine =
  | { line: number; cells: string[] }
  | { line: number; cells: null; problem: 'line-too-long' | 'quote-left-open' }

/** Stores lines, and the rows that are none, sealed until their columns are mapped. */
export async function keepLines(db: Db, vault: Vault, id: string, lines: KeptLine[]): Promise<void> {
  if (lines.length === 0) return
  const text = (line: KeptLine) => JSON.stringify(line.cells ?? { problem: line.problem })
  await db
    .insertInto('import_row')
    .values(
      lines.map((line) => ({
        batch_id: id,
        line: line.line,
        sealed: sealText(vault.site(), sealedAs('import_row', id, line.line), text(line)),
        outcome: line.line < 0 ? 'aside' : null,
        reason: null,
        signature_id: null,
      })),
    )
    .execute()
}

/** The next lines of a list. @param after number of the last line done */
export async function readLines(
  db: Db,
  vault: Vault,
  id: string,
  after: number,
  most = rowsAtOnce,
): Promise<KeptLine[]> {
  const rows = await db
    .selectFrom('import_row')
    .select(['line', 'sealed', 'sealed_line'])
    .where('batch_id', '=', id)
    .where('line', '>', after)
    .orderBy('line')
    .limit(most)
    .execute()
  return rows.map((row) => lineOf(vault, id, row))
}

/** A line as it is stored. */
export interface StoredLine {
  line: number
  sealed: Buffer
  /** The number that it was sealed for; null: its own. */
  sealed_line: number | null
}

/** Unseals a line. */
export function lineOf(vault: Vault, id: string, { line, sealed, sealed_line }: StoredLine): KeptLine {
  const kept = JSON.parse(openText(vault.site(), sealedAs('import_row', id, sealed_line ?? line), sealed)) as
    | string[]
    | { problem: Extract<KeptLine, { cells: null }>['problem'] }
  return Array.isArray(kept) ? { line, cells: kept } : { line, cells: null, problem: kept.problem }
}

/** Seals the cells of a line that were corrected, for its number. */
export function sealLine(
  vault: Vault,
  id: string,
  { line, cells }: { line: number; cells: readonly string[] },
): { sealed: Buffer; sealed_line: null } {
  return { sealed: sealText(vault.site(), sealedAs('import_row', id, line), JSON.stringify(cells)), sealed_line: null }
}
