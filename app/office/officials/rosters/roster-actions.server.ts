import { utcDay } from '#db/utc-day'
import { refusedField } from '~/channels/uploads/say-refusal'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { forgetReport } from '~/office/lists/keep-lines.server'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { type RosterMapping, rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { type RosterOptions, rosterOptions } from '~/office/officials/rosters/lines/understood-row'
import { webAddress } from '~/officials/posts/contact-value'
import type { FormState } from '~/ui/forms/form-state'
import { takeInRoster } from './take-in-roster.server'

type Done = { outcome: 'done'; id: string } | { outcome: 'refused'; form: FormState }

const messages = {
  unreadable: 'rosterUnreadable',
  empty: 'listEmpty',
  'too-big': 'rosterTooBig',
  'too-many-rows': 'rosterTooLong',
  'too-long': 'rosterTooLong',
} as const

/** Accepts a list of officials, uploaded or pasted. */
export async function bringInRoster(office: Office, form: FormData): Promise<Done> {
  const values = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const options = readOptions(office, values)
  if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
  const files = office.files('list')
  if (files.length === 0 && values.pasted?.trim())
    files.push(fileInMemory(Buffer.from(values.pasted.trim()), { name: office.t('officials.rosters.pasted') }))
  if (files.length === 0 || files.some((file) => file.size === 0)) {
    const message = files.length === 0 ? 'rosterMissing' : 'fileEmpty'
    return { outcome: 'refused', form: { values, errors: [{ field: 'list', message }] } }
  }
  try {
    const taken = await takeInRoster(office, files, options.value)
    return taken.outcome === 'taken'
      ? { outcome: 'done', id: taken.id }
      : { outcome: 'refused', form: { values, errors: [{ field: 'list', message: messages[taken.outcome] }] } }
  } catch (error) {
    return {
      outcome: 'refused',
      form: { values, errors: [refusedField(office.t, error, { field: 'list', messages })] },
    }
  }
}

/**
 * Starts checking a list, starts its import, or drops it.
 *
 * @throws 404 when there is no such list, 400 for an unknown intent
 */
export async function actOnRoster(office: Office, id: string, fields: Record<string, string>): Promise<Done> {
  const roster = await office.db
    .selectFrom('roster_import')
    .select(['state', 'options', 'rows_all'])
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!roster) throw new Response(null, { status: 404 })
  const isOpen = roster.state === 'mapping' || roster.state === 'checked'
  switch (fields.intent) {
    case 'check': {
      const options = readOptions(office, fields)
      if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
      if (isOpen) await checkAgain(office, id, mappingOf(fields), options.value)
      return { outcome: 'done', id }
    }
    case 'run':
      await office.db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('roster_import')
          .set({ state: 'running', rows_done: 0 })
          .where('id', '=', id)
          .where('state', '=', 'checked')
          .executeTakeFirst()
        if (numUpdatedRows > 0n)
          await office.audit({ groupId: null, act: 'imported-officials', subject: id, howMany: roster.rows_all }, trx)
      })
      return { outcome: 'done', id }
    case 'drop':
      if (isOpen)
        await office.db
          .deleteFrom('roster_import')
          .where('id', '=', id)
          .where('state', 'in', ['mapping', 'checked'])
          .execute()
      return { outcome: 'done', id: '' }
    default:
      throw new Response(null, { status: 400 })
  }
}

/** Clears the results, so that the worker checks all lines again. */
async function checkAgain(office: Office, id: string, mapping: RosterMapping, options: RosterOptions): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('roster_import')
      .set({ state: 'checking', rows_done: 0, mapping: JSON.stringify(mapping), options: JSON.stringify(options) })
      .where('id', '=', id)
      .where('state', 'in', ['mapping', 'checked'])
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await forgetReport(trx, 'roster_import_row', id)
  })
}

function readOptions(
  office: Office,
  values: Record<string, string>,
): { outcome: 'read'; value: RosterOptions } | { outcome: 'invalid'; form: FormState } {
  const sourceUrl = (values.sourceUrl ?? '').trim()
  const checkedOn = (values.checkedOn ?? '').trim()
  const errors: FormState['errors'] = []
  if (sourceUrl && !webAddress(sourceUrl)) errors.push({ field: 'sourceUrl', message: 'sourceWrong' })
  const today = utcDay(office.now)
  const day = readDay(checkedOn, today)
  if (checkedOn && (!day || day > today)) errors.push({ field: 'checkedOn', message: 'checkedOnWrong' })
  if (errors.length > 0) return { outcome: 'invalid', form: { values, errors } }
  const read = rosterOptions.safeParse({
    sourceUrl,
    checkedOn,
    state: values.state,
    role: values.role,
    organizationKind: values.organizationKind,
    organization: values.organization,
    isComplete: values.isComplete === '1',
  })
  return read.success
    ? { outcome: 'read', value: read.data }
    : { outcome: 'invalid', form: { values, errors: [{ field: 'role', message: 'choiceWrong' }] } }
}

function mappingOf(fields: Record<string, string>): RosterMapping {
  return Object.fromEntries(
    rosterFields
      .map((field) => [field, fields[`column_${field}`] ?? ''] as const)
      .filter(([, column]) => /^\d{1,3}$/.test(column)),
  )
}
