import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { type RowsChosen, rolledBackWhenTooLong, TooLong } from '~/office/lists/choose-rows.server'
import { openDayOrders } from '~/office/lists/day-order'
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
import type { Vault } from '~/vault/open.server'
import { guessFor } from './guess-for.server'
import { lineOf, readLines } from './import-lines.server'
import type { ListOwner } from './list-owner'
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
    .select(['line', 'sealed', 'sealed_line'])
    .where('batch_id', '=', id)
    .where('line', '>=', from)
    .where('line', '<=', to)
    .orderBy('line', 'desc')
    .limit(rowsToChoose)
    .execute()
  const above = aside.map((row) => ({
    row: asideLine(readFrom.sheet, 0) - row.line,
    cells: lineOf(vault, id, row).cells ?? [],
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
  owner: Pick<ListOwner, 'id' | 'campaignId'>,
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
      await moveLines(trx, { id, ...toAside, base: asideLine(before.sheet, 0), outcome: 'aside' })
      await moveLines(trx, { id, ...toLines, base: asideLine(after.sheet, 0), outcome: null })
      await sql`
        update import_row set outcome = null, ${unread} where batch_id = ${id} and line > 0 and outcome is not null
      `.execute(trx)
      const all = await countLines(trx, id)
      if (all > mostRows) throw new TooLong()
      const isOtherSheet = after.sheet !== before.sheet
      const { first, widest, uneven, orders } = await lookAtLines(trx, vault, {
        id,
        columns: head.length,
        // Only of a text are its lines counted that have other numbers of cells; without headings the widest is sought.
        isEach: after.sheets.length === 0 || after.row === 0 || isOtherSheet,
      })
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
          mapping: JSON.stringify(await guessFor(trx, owner, columns, first)),
          warnings: storeWarnings(told, after),
          // The lines of the same sheet have shown theirs.
          ...(isOtherSheet ? { day_orders: JSON.stringify(orders) } : {}),
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
    .select(['line', 'sealed', 'sealed_line'])
    .where('batch_id', '=', id)
    .where('line', '=', line)
    .executeTakeFirst()
  return row ? lineOf(vault, id, row).cells : null
}

interface Move {
  id: string
  from: number
  to: number
  /** A line becomes `base` less its number. */
  base: number
  outcome: 'aside' | null
}

/** Lines stay sealed for the number that they had: sealing a large sheet again for others would take half a minute. */
async function moveLines(trx: Trx, { id, from, to, base, outcome }: Move): Promise<void> {
  await sql`
    update import_row set line = ${base} - line, sealed_line = coalesce(sealed_line, line), outcome = ${outcome}, ${unread}
    where batch_id = ${id} and line between ${from} and ${to}
  `.execute(trx)
}

/** As before a line was checked. */
const unread = sql`reason = null, mends = '{}', signer_key = null, double_of = null`

async function countLines(trx: Trx, id: string): Promise<number> {
  const { lines } = await trx
    .selectFrom('import_row')
    .select((eb) => eb.fn.countAll<string>().as('lines'))
    .where('batch_id', '=', id)
    .where('line', '>', 0)
    .executeTakeFirstOrThrow()
  return Number(lines)
}

/** The first line, and of each line, if they are asked for, how wide it is. */
async function lookAtLines(
  trx: Trx,
  vault: Vault,
  { id, columns, isEach }: { id: string; columns: number; isEach: boolean },
) {
  const seen = { first: [] as string[], widest: 0, uneven: 0 }
  const orders = openDayOrders()
  for (let after = 0; ; ) {
    const lines = await readLines(trx, vault, id, after)
    for (const { cells } of lines) {
      if (!cells) continue
      orders.see(cells)
      if (seen.first.length === 0) seen.first = cells
      seen.widest = Math.max(seen.widest, cells.length)
      if (cells.length !== columns) seen.uneven += 1
    }
    if (lines.length === 0 || (!isEach && seen.first.length > 0)) return { ...seen, orders: orders.shown() }
    after = lines.at(-1)!.line
  }
}
