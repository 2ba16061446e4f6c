import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { utcDay } from '#db/utc-day'
import { announcePolicies } from '~/campaigns/policies/announce-policies.server'
import { sameAs } from '~/campaigns/policies/edit-policies.server'
import { agreementKind } from '~/campaigns/policies/policy'
import { refusedField } from '~/channels/uploads/say-refusal'
import { fileInMemory, type UploadedFile } from '~/channels/uploads/uploaded-file.server'
import { stateNames } from '~/geography/state-names'
import type { Office } from '~/office/guard/guard.server'
import { mostColumns } from '~/office/lists/files/list-file'
import { readList } from '~/office/lists/files/read-list.server'
import { forgetReport, keepLines, mostRows, warningsOf } from '~/office/lists/keep-lines.server'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { webAddress } from '~/officials/posts/contact-value'
import type { FormState } from '~/ui/forms/form-state'
import { cutForJson } from '~/ui/forms/text'
import { isMuchShorter } from './plan-policies'
import { guessPolicyMapping, isAgreements, type PolicyMapping, policyFields } from './policy-fields'
import { type PolicyOptions, policyOptions } from './understand-policy'
import { storedOptions } from './work-on-policies.server'

type Done = { outcome: 'done'; id: string } | { outcome: 'refused'; form: FormState }

const messages = {
  unreadable: 'rosterUnreadable',
  empty: 'listEmpty',
  'too-big': 'rosterTooBig',
  'too-many-rows': 'rosterTooLong',
  'too-long': 'rosterTooLong',
} as const

/** Accepts a list of policies or agreements, uploaded or pasted. */
export async function bringInPolicies(office: Office, form: FormData): Promise<Done> {
  const values = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const options = readOptions(office, values)
  if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
  const files = office.files('list')
  if (files.length === 0 && values.pasted?.trim())
    files.push(fileInMemory(Buffer.from(values.pasted.trim()), { name: office.t('officials.rosters.pasted') }))
  const refuse = (message: string): Done => ({
    outcome: 'refused',
    form: { values, errors: [{ field: 'list', message }] },
  })
  if (files.length === 0) return refuse('rosterMissing')
  if (files.some((file) => file.size === 0)) return refuse('fileEmpty')
  try {
    const taken = await takeIn(office, files, options.value)
    return taken.outcome === 'taken' ? { outcome: 'done', id: taken.id } : refuse(messages[taken.outcome])
  } catch (error) {
    return {
      outcome: 'refused',
      form: { values, errors: [refusedField(office.t, error, { field: 'list', messages })] },
    }
  }
}

type TakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

async function takeIn(office: Office, files: readonly UploadedFile[], options: PolicyOptions): Promise<TakenIn> {
  const id = randomUUID()
  return readList(office, files, ({ format, columns, lines, warnings }) =>
    office.db.transaction().execute(async (trx): Promise<TakenIn> => {
      const mapping = guessPolicyMapping(columns)
      const isOfAgreements = isAgreements(mapping)
      await trx
        .insertInto('policy_import')
        .values({
          id,
          file_name: files
            .map((file) => file.name)
            .join(', ')
            .slice(0, 200),
          format: isOfAgreements ? '287g' : 'policies',
          options: JSON.stringify(
            isOfAgreements ? { ...options, kind: options.kind || agreementKind, isComplete: true } : options,
          ),
          columns: JSON.stringify(columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))),
          mapping: JSON.stringify(mapping),
          asked_by: office.organizer.id,
          asked_at: office.now,
          done_at: null,
        })
        .execute()
      const count = await keepLines(trx, 'policy_import_row', { importId: id, columns: columns.length, lines })
      if (count.all === 0 || count.all > mostRows) {
        await trx.deleteFrom('policy_import').where('id', '=', id).execute()
        return { outcome: count.all === 0 ? 'empty' : 'too-long' }
      }
      await trx
        .updateTable('policy_import')
        .set({ rows_all: count.all, warnings: JSON.stringify([...warnings, ...warningsOf(count, format)]) })
        .where('id', '=', id)
        .execute()
      return { outcome: 'taken', id }
    }),
  )
}

/**
 * Starts checking a list, starts its import, drops it, or undoes it.
 *
 * Importing asks before anything ends: the form must name how many, and once more when the list is much shorter than
 * what is known.
 *
 * @throws 404 when there is no such list, 400 for an unknown intent
 */
export async function actOnPolicies(office: Office, id: string, fields: Record<string, string>): Promise<Done> {
  const list = await office.db
    .selectFrom('policy_import')
    .select(['state', 'options', 'rows_all'])
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!list) throw new Response(null, { status: 404 })
  const refuse = (field: string, message: string): Done => ({
    outcome: 'refused',
    form: { values: { ...fields }, errors: [{ field, message }] },
  })
  switch (fields.intent) {
    case 'check': {
      const options = readOptions(office, fields)
      if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
      const mapping = mappingOf(fields)
      const errors = lackingIn(options.value, mapping)
      if (errors.length > 0) return { outcome: 'refused', form: { values: { ...fields }, errors } }
      await checkAgain(office, id, mapping, options.value)
      return { outcome: 'done', id }
    }
    case 'run': {
      const { ends, endsByLine, open } = storedOptions.parse(list.options)
      const ending = ends.length + endsByLine
      if (ending > 0 && fields.ends !== String(ending)) return refuse('ends', 'endsUnconfirmed')
      if (isMuchShorter({ ends: ends.length, open }) && fields.shorter !== '1')
        return refuse('shorter', 'shorterUnconfirmed')
      await office.db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('policy_import')
          .set({ state: 'running', rows_done: 0 })
          .where('id', '=', id)
          .where('state', '=', 'checked')
          .executeTakeFirst()
        if (numUpdatedRows > 0n)
          await office.audit({ groupId: null, act: 'imported-policies', subject: id, howMany: list.rows_all }, trx)
      })
      return { outcome: 'done', id }
    }
    case 'drop':
      await office.db
        .deleteFrom('policy_import')
        .where('id', '=', id)
        .where('state', 'in', ['mapping', 'checked'])
        .execute()
      return { outcome: 'done', id: '' }
    case 'undo':
      if (list.state === 'undone') return { outcome: 'done', id }
      return (await undoList(office, id)) ? { outcome: 'done', id } : refuse('undo', 'undoNewerFirst')
    default:
      throw new Response(null, { status: 400 })
  }
}

/**
 * Takes back what a list did. What was changed by hand since stays.
 *
 * @returns false when a newer list was imported after it, which must be undone first
 */
async function undoList(office: Office, id: string): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('firme policies'))`.execute(trx)
    const { rows: found } = await sql<{ options: unknown }>`
      update policy_import as list set state = 'undone' where id = ${id} and state = 'done'
        and not exists (select from policy_import as newer where newer.state in ('running', 'done') and newer.id <> list.id
          and (newer.done_at is null or newer.done_at > list.done_at))
      returning options
    `.execute(trx)
    if (!found[0]) return false
    const { rows } = await sql<{ places: string[]; kept: number }>`
      with before as (
        select change->'before' as was from policy_import_row, jsonb_array_elements(changes) as change where import_id = ${id} and change ? 'before'
        union all select was from policy_import, jsonb_array_elements(options->'before') as was where id = ${id}),
      own as (select id from policy where removed_at is null and (import_id = ${id} or id in (select (was->>'id')::uuid from before))),
      gone as (delete from policy where import_id = ${id} and before_change is null returning division_id as place),
      back as (
        update policy set adopted_on = old.adopted_on, ended_on = old.ended_on, adopted_no_later = old.adopted_no_later, ended_no_later = old.ended_no_later, source_url = old.source_url,
          source_title = old.source_title, checked_on = old.checked_on, before_change = old.before_change, updated_at = ${office.now}
        from before, jsonb_populate_record(null::policy, was) as old
        where policy.id = old.id and policy.before_change is null and not exists (${sameAs(sql`policy.division_id, policy.kind, policy.agency, policy.model, old.adopted_on`)})
        returning policy.division_id as place),
      undone as (select place from gone union all select place from back)
      select coalesce((select jsonb_agg(place) from undone), '[]') as places, (select count(*) from own)::integer - (select count(*) from undone)::integer as kept
    `.execute(trx)
    const { places, kept } = rows[0]!
    await sql`update policy_import set options = options || ${JSON.stringify({ kept })}::jsonb where id = ${id}`.execute(
      trx,
    )
    await announcePolicies(trx, places)
    await office.audit({ groupId: null, act: 'undid-policies', subject: id, howMany: places.length }, trx)
    return true
  })
}

/** Clears the results, so that the worker checks all lines again. */
async function checkAgain(office: Office, id: string, mapping: PolicyMapping, options: PolicyOptions): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('policy_import')
      .set({
        state: 'checking',
        rows_done: 0,
        mapping: JSON.stringify(mapping),
        options: JSON.stringify(options),
        format: isAgreements(mapping) ? '287g' : 'policies',
      })
      .where('id', '=', id)
      .where('state', 'in', ['mapping', 'checked'])
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await forgetReport(trx, 'policy_import_row', id)
  })
}

function readOptions(
  office: Office,
  values: Record<string, string>,
): { outcome: 'read'; value: PolicyOptions } | { outcome: 'invalid'; form: FormState } {
  const sourceUrl = (values.sourceUrl ?? '').trim()
  const checkedOn = (values.checkedOn ?? '').trim()
  const today = utcDay(office.now)
  const day = readDay(checkedOn, today)
  const errors: FormState['errors'] = [
    ...(sourceUrl && !webAddress(sourceUrl) ? [{ field: 'sourceUrl', message: 'sourceWrong' }] : []),
    ...(checkedOn && (!day || day > today) ? [{ field: 'checkedOn', message: 'checkedOnWrong' }] : []),
    ...(values.state && !(values.state in stateNames) ? [{ field: 'state', message: 'choiceWrong' }] : []),
  ]
  if (errors.length > 0) return { outcome: 'invalid', form: { values, errors } }
  return {
    outcome: 'read',
    value: policyOptions.parse({
      sourceUrl,
      sourceTitle: (values.sourceTitle ?? '').trim().slice(0, 200),
      checkedOn: day ?? '',
      kind: values.kind ?? '',
      state: values.state ?? '',
      isComplete: values.isComplete === '1',
    }),
  }
}

/** What every line would be refused for: neither a column nor the whole list says it. */
function lackingIn({ sourceUrl, checkedOn }: PolicyOptions, mapping: PolicyMapping): FormState['errors'] {
  const isDated = checkedOn !== '' || mapping.checked_on !== undefined || mapping.listed_on !== undefined
  return [
    ...(sourceUrl || mapping.source_url !== undefined ? [] : [{ field: 'sourceUrl', message: 'sourceWrong' }]),
    ...(isDated ? [] : [{ field: 'checkedOn', message: 'checkedOnWrong' }]),
  ]
}

function mappingOf(fields: Record<string, string>): PolicyMapping {
  return Object.fromEntries(
    policyFields
      .map((field) => [field, fields[`column_${field}`] ?? ''] as const)
      .filter(([, column]) => /^\d{1,3}$/.test(column)),
  )
}
