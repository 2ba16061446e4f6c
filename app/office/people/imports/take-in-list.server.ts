import { randomUUID } from 'node:crypto'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { openDayOrders } from '~/office/lists/day-order'
import type { ListWarning } from '~/office/lists/files/list-file'
import { readList } from '~/office/lists/files/read-list.server'
import { storeWarnings } from '~/office/lists/read-from'
import { cutForJson } from '~/ui/forms/text'
import { guessFor } from './guess-for.server'
import { type KeptLine, keepLines, rowsAtOnce } from './import-lines.server'
import { isOfCampaign, type ListOwner } from './list-owner'

/** How many lines a list of signers may have, and how many columns. */
export const mostRows = 200_000
export const mostColumns = 200

export type ImportTakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

interface Taking {
  file: UploadedFile
  language: Language
  isTyped?: boolean
  /** How everybody on it agreed to hear from us, and when. */
  evidence?: { words: string; on: string } | null
}

/**
 * Reads a list of signers, and stores its lines sealed until their columns are mapped. Every line is stored or counted
 * as blank, even if it cannot be split into cells.
 *
 * @throws RefusedFile; nothing is stored then
 */
export async function takeInList(
  office: Office,
  owner: ListOwner,
  { file, language, isTyped = false, evidence = null }: Taking,
): Promise<ImportTakenIn> {
  const id = randomUUID()
  try {
    return await readList(office, [file], ({ columns, lines, warnings, readFrom }) =>
      office.db.transaction().execute(async (trx): Promise<ImportTakenIn> => {
        const headings = columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))
        await trx
          .insertInto('import_batch')
          .values({
            id,
            petition_id: isOfCampaign(owner) ? null : owner.id,
            campaign_id: isOfCampaign(owner) ? owner.id : null,
            evidence: evidence?.words ?? null,
            evidence_on: evidence?.on ?? null,
            asked_by: office.organizer.id,
            asked_at: office.now,
            columns: JSON.stringify(headings),
            mapping: null,
            language,
            is_typed: isTyped,
            warnings: '[]',
          })
          .execute()
        const counted = { all: 0, uneven: 0, blank: 0 }
        const orders = openDayOrders()
        let first: string[] | null = null
        let waiting: KeptLine[] = []
        for await (const line of lines) {
          if (isBlank(line)) {
            counted.blank += 1
            continue
          }
          if (line.line > 0) {
            counted.all += 1
            if (counted.all > mostRows) throw new TooLong()
            if (line.cells && line.cells.length !== columns.length) counted.uneven += 1
            first ??= line.cells
            if (line.cells) orders.see(line.cells)
          }
          waiting.push(line)
          if (waiting.length < rowsAtOnce) continue
          await keepLines(trx, office.vault, id, waiting)
          waiting = []
        }
        if (counted.all === 0) throw new Empty()
        await keepLines(trx, office.vault, id, waiting)
        const counts: ListWarning[] = [
          { warning: 'uneven', count: counted.uneven },
          { warning: 'blank', count: counted.blank },
        ]
        await trx
          .updateTable('import_batch')
          .set({
            rows_all: counted.all,
            day_orders: JSON.stringify(orders.shown()),
            mapping: JSON.stringify(await guessFor(trx, owner, headings, first ?? [])),
            warnings: storeWarnings([...warnings, ...counts.filter((one) => one.count > 0)], readFrom),
          })
          .where('id', '=', id)
          .execute()
        return { outcome: 'taken', id }
      }),
    )
  } catch (error) {
    if (error instanceof TooLong) return { outcome: 'too-long' }
    if (error instanceof Empty) return { outcome: 'empty' }
    throw error
  }
}

class TooLong extends Error {}
class Empty extends Error {}

function isBlank(line: ListLine): line is Exclude<ListLine, KeptLine> {
  return !line.cells && line.problem === 'blank'
}
