import { refusedField } from '~/channels/uploads/say-refusal'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import { type ChooseRows, chooseRows } from './choose-rows.server'
import type { ListHead } from './files/list-file'
import type { ListKind } from './list-kind'
import { filesOrPasted } from './pasted-list.server'
import { readChosenRows } from './read-from'
import { type NewList, takeInList } from './take-in-list.server'

export type ListDone = { outcome: 'done'; id: string } | { outcome: 'refused'; form: FormState }

/** The settings for a whole list, as a form has them. */
export type ReadOptions<Options> = { outcome: 'read'; value: Options } | { outcome: 'invalid'; form: FormState }

interface ListToBring<Options> {
  kind: ListKind
  readOptions: (values: Record<string, string>) => ReadOptions<Options>
  begin: (head: ListHead, options: Options) => NewList
}

const messages = {
  unreadable: 'rosterUnreadable',
  empty: 'listEmpty',
  'too-big': 'rosterTooBig',
  'too-many-rows': 'rosterTooLong',
  'too-long': 'rosterTooLong',
} as const

/** Accepts a list, uploaded or pasted. */
export async function bringInList<Options>(
  office: Office,
  form: FormData,
  { kind, readOptions, begin }: ListToBring<Options>,
): Promise<ListDone> {
  const values = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const options = readOptions(values)
  if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
  const refuse = (message: string): ListDone => ({
    outcome: 'refused',
    form: { values, errors: [{ field: 'list', message }] },
  })
  const files = filesOrPasted(office, form)
  if (files.length === 0) return refuse('rosterMissing')
  if (files.some((file) => file.size === 0)) return refuse('fileEmpty')
  try {
    const taken = await takeInList(office, files, { kind, begin: (head) => begin(head, options.value) })
    return taken.outcome === 'taken' ? { outcome: 'done', id: taken.id } : refuse(messages[taken.outcome])
  } catch (error) {
    return {
      outcome: 'refused',
      form: { values, errors: [refusedField(office.t, error, { field: 'list', messages })] },
    }
  }
}

const rowMessages = { gone: 'rowsGone', 'too-long': 'rosterTooLong' } as const

/** Reads a list from the row or sheet that a form says. */
export async function chooseListRows<Options>(
  { db }: Pick<Office, 'db'>,
  fields: Record<string, string>,
  list: Omit<ChooseRows<Options>, 'chosen'>,
): Promise<ListDone> {
  const chosen = readChosenRows(fields)
  const { outcome } = chosen ? await chooseRows(db, { ...list, chosen }) : { outcome: 'gone' as const }
  if (outcome === 'chosen') return { outcome: 'done', id: list.id }
  return { outcome: 'refused', form: { values: {}, errors: [{ field: '', message: rowMessages[outcome] }] } }
}
