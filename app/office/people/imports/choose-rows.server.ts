import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { type RowsChosen, rolledBackWhenTooLong, TooLong } from '~/office/lists/choose-rows.server'
import { asideLine, asideLines, keptLine, movesBetween } from '~/office/lists/files/aside-lines'
import type { ReadFrom } from '~/office/lists/files/list-file'
import {
  type ChosenRows,
  type RowToChoose,
  readFromAfter,
  readWarnings,
  rowsToChoose,
  storeWarnings,
  warningsAfter,
} from '~/office/lists/read-from'
import { cutForJson } from '~/ui/forms/text'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { lineOf, readLines, rowsAtOnce } from './import-lines.server'
import { guessMapping } from './import-row'
import { mostColumns, mostRows } from './take-in-list.server'

/** The first rows of the sheet that a list of signers is read from: its title, its headings and its first lines. */
export async function readRowsToChoose(
  { db, vault }: Pick<Office, 'db' | 'vault'>,
  { id, readFrom }: { id: string; readFrom: ReadFrom | null },
): Promise<RowToChoose[]> {
  if (!readFrom) return []
  const { from, to } = asideLines(readFrom)
  const aside = await db
    .selectFrom('import_row')
    .select(['line', 'sealed'])
    .where('batch_id', '=', id)
    .where('line', '>=', from)
    .where('line', '<=', to)
    .orderBy('line', 'desc')
    .limit(rowsToChoose)
    .execute()
  const above = aside.map(({ line, sealed }) => ({
    row: asideLine(readFrom.sheet, 0) - line,
    cells: lineOf(vault, id, line, sealed).cells ?? [],
  }))
  const lines = await readLines(db, vault, id, 0, rowsToChoose)
  return [...above, ...lines.map(({ line, cells }) => ({ row: line, cells: cells ?? [] }))].slice(0, rowsToChoose)
}

/**
 * Reads a list of signers from another sheet, or with another row for its headings. Its columns are guessed again.
 *
 * @returns `gone` when there is no such row or sheet, or the list was started; `too-long` when that sheet is
 */
export async function chooseRows(
  { db, vault, now }: Pick<Office, 'db' | 'vault' | 'now'>,
  { id, chosen }: { id: string; chosen: ChosenRows },
): Promise<RowsChosen> {
  return rolledBackWhenTooLong(
    db.transaction().execute(async (trx): Promise<RowsChosen> => {
      const list = await trx
        .selectFrom('import_batch')
        .select('warnings')
        .where('id', '=', id)
        .where('state', 'in', ['mapping', 'checking', 'checked'])
        .forUpdate()
        .executeTakeFirst()
      const { warnings, readFrom: before } = readWarnings(list?.warnings ?? [])
      const after = before && readFromAfter(before, chosen)
      if (!list || !before || !after) return { outcome: 'gone' }
      const head = after.row === 0 ? [] : await cellsAt(trx, vault, id, keptLine(before, after))
      if (!head) return { outcome: 'gone' }
      const { toAside, toLines } = movesBetween(before, after)
      await moveLines(trx, vault, { id, ...toAside, base: asideLine(before.sheet, 0), outcome: 'aside' })
      await moveLines(trx, vault, { id, ...toLines, base: asideLine(after.sheet, 0), outcome: null })
      await sql`update import_row set outcome = null, reason = null, mends = '{}' where batch_id = ${id} and line > 0`.execute(
        trx,
      )
      const { first, widest, all, uneven } = await countLines(trx, vault, id, head.length)
      if (all > mostRows) throw new TooLong()
      const columns = (after.row === 0 ? Array.from({ length: widest }, () => '') : head)
        .slice(0, mostColumns)
        .map((column) => cutForJson(column, 100))
      const told = warningsAfter(warnings, before, {
        after,
        uneven: after.row > 0 && after.sheets.length === 0 ? uneven : 0,
      })
      await trx
        .updateTable('import_batch')
        .set({
          state: 'mapping',
          failed_at: null,
          acted_at: now,
          rows_all: all,
          rows_done: 0,
          line_done: 0,
          columns: JSON.stringify(columns),
          mapping: JSON.stringify(guessMapping(columns, first)),
          warnings: storeWarnings(told, after),
        })
        .where('id', '=', id)
        .execute()
      return { outcome: 'chosen' }
    }),
  )
}

async function cellsAt(trx: Trx, vault: Vault, id: string, line: number): Promise<string[] | null> {
  const row = await trx
    .selectFrom('import_row')
    .select('sealed')
    .where('batch_id', '=', id)
    .where('line', '=', line)
    .executeTakeFirst()
  return row ? lineOf(vault, id, line, row.sealed).cells : null
}

interface Move {
  id: string
  from: number
  to: number
  /** A line becomes `base` less its number. */
  base: number
  outcome: 'aside' | null
}

/** Lines are sealed for their number, so they are sealed again for another. */
async function moveLines(trx: Trx, vault: Vault, { id, from, to, base, outcome }: Move): Promise<void> {
  for (;;) {
    const rows = await trx
      .selectFrom('import_row')
      .select(['line', 'sealed'])
      .where('batch_id', '=', id)
      .where('line', '>=', from)
      .where('line', '<=', to)
      .limit(rowsAtOnce)
      .execute()
    if (rows.length === 0) return
    const moved = rows.map(({ line, sealed }) => {
      const text = openText(vault.site(), sealedAs('import_row', id, line), sealed)
      return { line, sealed: sealText(vault.site(), sealedAs('import_row', id, base - line), text) }
    })
    await sql`
      update import_row set line = ${base} - one.line, sealed = one.sealed, outcome = ${outcome}
      from unnest(${moved.map(({ line }) => line)}::integer[], ${moved.map(({ sealed }) => sealed)}::bytea[]) as one (line, sealed)
      where batch_id = ${id} and import_row.line = one.line
    `.execute(trx)
  }
}

async function countLines(trx: Trx, vault: Vault, id: string, columns: number) {
  const counted = { first: [] as string[], widest: 0, all: 0, uneven: 0 }
  for (let after = 0; ; ) {
    const lines = await readLines(trx, vault, id, after)
    if (lines.length === 0) return counted
    for (const { cells } of lines) {
      counted.all += 1
      if (!cells) continue
      if (counted.first.length === 0) counted.first = cells
      counted.widest = Math.max(counted.widest, cells.length)
      if (cells.length !== columns) counted.uneven += 1
    }
    after = lines.at(-1)!.line
  }
}
