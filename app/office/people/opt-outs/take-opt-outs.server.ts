import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import { type List, readList } from '~/office/lists/files/read-list.server'
import { filesOrPasted } from '~/office/lists/pasted-list.server'
import { indexContact } from '~/people/signer-indexes.server'
import type { FormState } from '~/ui/forms/form-state'
import { optOutAll, type ReadOptOuts } from './opt-out-lists.server'
import { contactsIn } from './read-opt-outs'

/**
 * What came of a list. `sheets`: how many sheets of a workbook were read; `unread`: the first lines that hold neither an
 * address nor a number, as they are in it.
 */
export type TakenOptOuts =
  | { outcome: 'taken'; sheets: number; unread: { line: number; text: string }[] }
  | { outcome: 'refused'; form: FormState }

const messages = {
  unreadable: 'listUnreadable',
  empty: 'listEmpty',
  'too-big': 'rosterTooBig',
  'too-many-rows': 'listTooLong',
  'too-long': 'listTooLong',
} as const

/** Lines that were not understood and are shown; all of them are counted. */
const mostShown = 50
const longestShown = 160

/** Opts out everybody on a list, uploaded or pasted. All or nothing. */
export async function takeOptOuts(office: Office, network: string, form: FormData): Promise<TakenOptOuts> {
  const values = { pasted: String(form.get('pasted') ?? '') }
  const refuse = (message: string): TakenOptOuts => ({
    outcome: 'refused',
    form: { values, errors: [{ field: 'list', message }] },
  })
  const [file] = filesOrPasted(office, form)
  if (!file) return refuse('listMissing')
  if (file.size === 0) return refuse('fileEmpty')
  try {
    const taken = await readList(office, [file], async (list) =>
      list.warnings.some(({ warning }) => warning === 'sheets-too-large')
        ? null
        : { ...(await readLines(office, list)), sheets: list.readFrom?.sheets.length ?? 0 },
    )
    // Whoever is on a sheet that we cannot read would not be opted out, and nobody would know.
    if (!taken) return refuse('optOutSheets')
    const { unread, sheets, ...read } = taken
    if (read.mail.length + read.sms.length === 0) return refuse('noContacts')
    await office.db.transaction().execute((trx) => optOutAll(trx, office, network, { ...read, unread: unread.count }))
    return { outcome: 'taken', sheets, unread: unread.shown }
  } catch (error) {
    return {
      outcome: 'refused',
      form: { values, errors: [refusedField(office.t, error, { field: 'list', messages })] },
    }
  }
}

interface Unread {
  count: number
  shown: { line: number; text: string }[]
}

async function readLines(
  { keyring }: Pick<Office, 'keyring'>,
  list: List,
): Promise<Omit<ReadOptOuts, 'unread'> & { unread: Unread }> {
  const found = { mail: new Map<string, Buffer>(), sms: new Map<string, Buffer>() }
  const unread: Unread = { count: 0, shown: [] }
  let lines = 0
  const take = (cells: readonly string[]) => {
    const contacts = contactsIn(cells)
    for (const { channel, contact } of contacts) {
      const { contactIndex } = indexContact(keyring, channel, contact)
      found[channel].set(contactIndex.toString('base64'), contactIndex)
    }
    if (contacts.length > 0) lines += 1
    return contacts.length > 0
  }
  for await (const { line, cells: read } of list.lines) {
    // A line that the file does not close is one we cannot read.
    const cells = read ?? ['']
    if (read !== null && (cells.every((cell) => cell.trim() === '') || take(cells))) continue
    // Titles and headings, and those of the other sheets.
    if (line < 0) continue
    lines += 1
    unread.count += 1
    if (unread.shown.length < mostShown)
      unread.shown.push({ line, text: cells.filter(Boolean).join(' · ').slice(0, longestShown) })
  }
  return { lines, mail: [...found.mail.values()], sms: [...found.sms.values()], unread }
}
