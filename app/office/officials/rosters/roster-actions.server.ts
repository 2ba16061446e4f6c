import type { Office } from '~/office/guard/guard.server'
import { bringInList, chooseListRows, type ListDone, type ReadOptions } from '~/office/lists/bring-in-list.server'
import { checkAgain, dropList, startImport } from '~/office/lists/list-steps.server'
import { readMapping } from '~/office/lists/read-mapping'
import { lackingIn, readSource } from '~/office/lists/read-source'
import { tryAgain } from '~/office/lists/set-aside.server'
import { rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { type RosterOptions, rosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { isTaken } from '~/office/undo/undo-change.server'
import { beginRoster } from './begin-roster'
import { undoRoster } from './undo-roster.server'

/** Accepts a list of officials, uploaded or pasted. */
export async function bringInRoster(office: Office, form: FormData): Promise<ListDone> {
  return bringInList(office, form, {
    kind: 'roster',
    readOptions: (values) => readOptions(values, office.today),
    begin: beginRoster,
  })
}

/**
 * Starts checking a list, starts its import, has it tried again after it was set aside, drops or undoes it.
 *
 * @throws 404 when there is no such list, 400 for an unknown intent
 */
export async function actOnRoster(office: Office, id: string, fields: Record<string, string>): Promise<ListDone> {
  const roster = await office.db
    .selectFrom('roster_import')
    .select('format')
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!roster) throw new Response(null, { status: 404 })
  switch (fields.intent) {
    case 'check': {
      const options = readOptions(fields, office.today)
      if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
      const mapping = readMapping((field) => fields[`column_${field}`], rosterFields)
      const errors = lackingIn(options.value, {
        saysSource: mapping.source_url !== undefined,
        saysDay: mapping.checked_on !== undefined,
      })
      if (errors.length > 0) return { outcome: 'refused', form: { values: { ...fields }, errors } }
      await checkAgain(office.db, 'roster', { id, format: roster.format, mapping, options: options.value })
      return { outcome: 'done', id }
    }
    case 'run': {
      const asked = { id, reviewed: fields.reviewed ?? '' }
      return (await startImport(office, 'roster', asked)).outcome === 'started'
        ? { outcome: 'done', id }
        : { outcome: 'refused', form: { values: {}, errors: [{ field: '', message: 'importChanged' }] } }
    }
    case 'row':
    case 'sheet':
      return chooseListRows(office, fields, {
        kind: 'roster',
        id,
        begin: beginRoster,
        parseOptions: rosterOptions.parse,
      })
    case 'try-again':
      await tryAgain(office, 'roster_import', id)
      return { outcome: 'done', id }
    case 'undo':
      return undoImport(office, id)
    case 'drop':
      await dropList(office.db, 'roster', id)
      return { outcome: 'done', id: '' }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function undoImport(office: Office, id: string): Promise<ListDone> {
  const refuse = (message: string): ListDone => ({
    outcome: 'refused',
    form: { values: {}, errors: [{ field: '', message }] },
  })
  try {
    switch ((await office.db.transaction().execute((trx) => undoRoster(trx, office, id))).outcome) {
      case 'undone':
        return { outcome: 'done', id }
      case 'running':
        return refuse('undoRunning')
      case 'gone':
        return refuse('undoGone')
      case 'nothing':
        return refuse('undoNothing')
    }
  } catch (error) {
    // What was added since has the place of what would come back.
    if (isTaken(error)) return refuse('importUndoTaken')
    throw error
  }
}

function readOptions(values: Record<string, string>, today: string): ReadOptions<RosterOptions> {
  const { errors, ...source } = readSource(values, today)
  if (errors.length > 0) return { outcome: 'invalid', form: { values, errors } }
  const read = rosterOptions.safeParse({
    ...source,
    state: values.state,
    place: (values.place ?? '').trim().slice(0, 150),
    role: values.role,
    organizationKind: values.organizationKind,
    organization: values.organization,
    isComplete: values.isComplete === '1',
  })
  return read.success
    ? { outcome: 'read', value: read.data }
    : { outcome: 'invalid', form: { values, errors: [{ field: 'role', message: 'choiceWrong' }] } }
}
