import { sql } from 'kysely'
import { announcePolicies } from '~/campaigns/policies/announce-policies.server'
import { sameAs } from '~/campaigns/policies/edit-policies.server'
import { agreementKind } from '~/campaigns/policies/policy'
import { stateNames } from '~/geography/state-names'
import type { Office } from '~/office/guard/guard.server'
import { bringInList, chooseListRows, type ListDone, type ReadOptions } from '~/office/lists/bring-in-list.server'
import type { ListHead } from '~/office/lists/files/list-file'
import { checkAgain, dropList, startImport } from '~/office/lists/list-steps.server'
import { readMapping } from '~/office/lists/read-mapping'
import { lackingIn, readSource } from '~/office/lists/read-source'
import { tryAgain } from '~/office/lists/set-aside.server'
import type { NewList } from '~/office/lists/take-in-list.server'
import { oneListAtATime } from '~/office/lists/work-on-lists.server'
import { isMuchShorter } from './plan-policies'
import { guessPolicyMapping, isAgreements, policyFields } from './policy-fields'
import { type PolicyOptions, policyOptions } from './understand-policy'
import { storedOptions } from './work-on-policies.server'

/** Accepts a list of policies or agreements, uploaded or pasted. */
export async function bringInPolicies(office: Office, form: FormData): Promise<ListDone> {
  return bringInList(office, form, {
    kind: 'policy',
    readOptions: (values) => readOptions(values, office.today),
    begin: beginPolicies,
  })
}

function beginPolicies({ columns }: ListHead, options: PolicyOptions): NewList {
  const mapping = guessPolicyMapping(columns)
  return isAgreements(mapping)
    ? { format: '287g', mapping, options: { ...options, kind: options.kind || agreementKind, isComplete: true } }
    : { format: 'policies', mapping, options }
}

/**
 * Starts checking a list, starts its import, has it tried again after it was set aside, drops it, or undoes it.
 *
 * Importing asks before anything ends: the form must name how many, and once more when the list is much shorter than
 * what is known.
 *
 * @throws 404 when there is no such list, 400 for an unknown intent
 */
export async function actOnPolicies(office: Office, id: string, fields: Record<string, string>): Promise<ListDone> {
  const list = await office.db
    .selectFrom('policy_import')
    .select(['state', 'options'])
    .where('id', '=', id)
    .where('state', '<>', 'dropped')
    .executeTakeFirst()
  if (!list) throw new Response(null, { status: 404 })
  const refuse = (field: string, message: string): ListDone => ({
    outcome: 'refused',
    form: { values: { ...fields }, errors: [{ field, message }] },
  })
  switch (fields.intent) {
    case 'check': {
      const options = readOptions(fields, office.today)
      if (options.outcome === 'invalid') return { outcome: 'refused', form: options.form }
      const mapping = readMapping((field) => fields[`column_${field}`], policyFields)
      const errors = lackingIn(options.value, {
        saysSource: mapping.source_url !== undefined,
        saysDay: mapping.checked_on !== undefined || mapping.listed_on !== undefined,
      })
      if (errors.length > 0) return { outcome: 'refused', form: { values: { ...fields }, errors } }
      const format = isAgreements(mapping) ? '287g' : 'policies'
      await checkAgain(office.db, 'policy', { id, format, mapping, options: options.value })
      return { outcome: 'done', id }
    }
    case 'run': {
      const { ends, endsByLine, open } = storedOptions.parse(list.options)
      const ending = ends.length + endsByLine
      if (ending > 0 && fields.ends !== String(ending)) return refuse('ends', 'endsUnconfirmed')
      if (isMuchShorter({ ends: ends.length, open }) && fields.shorter !== '1')
        return refuse('shorter', 'shorterUnconfirmed')
      const asked = { id, reviewed: fields.reviewed ?? '' }
      return (await startImport(office, 'policy', asked)).outcome === 'started'
        ? { outcome: 'done', id }
        : refuse('', 'importChanged')
    }
    case 'row':
    case 'sheet':
      return chooseListRows(office, fields, {
        kind: 'policy',
        id,
        begin: beginPolicies,
        parseOptions: policyOptions.parse,
      })
    case 'try-again':
      await tryAgain(office, 'policy_import', id)
      return { outcome: 'done', id }
    case 'drop':
      await dropList(office.db, 'policy', id)
      return { outcome: 'done', id: '' }
    case 'undo':
      if (list.state === 'undone') return { outcome: 'done', id }
      switch ((await undoList(office, id)).outcome) {
        case 'undone':
          return { outcome: 'done', id }
        case 'newer-first':
          return refuse('undo', 'undoNewerFirst')
        case 'too-late':
          return refuse('', 'undoTooLate')
      }
    default:
      throw new Response(null, { status: 400 })
  }
}

/**
 * Takes back what a list did. What was changed by hand since stays.
 *
 * @returns `newer-first` when a list was imported after it, which must be undone first; `too-late` when its lines, and
 *   with them what they changed, are deleted
 */
async function undoList(office: Office, id: string): Promise<{ outcome: 'undone' | 'newer-first' | 'too-late' }> {
  return office.db.transaction().execute(async (trx) => {
    await oneListAtATime(trx, 'policy')
    const { rows: found } = await sql<{ isTooLate: boolean }>`
      update policy_import as list set state = case when options ? 'counted' then state else 'undone' end where id = ${id} and state = 'done'
        and not exists (select from policy_import as newer where newer.state in ('running', 'done') and newer.id <> list.id
          and (newer.done_at is null or newer.done_at > list.done_at))
      returning options ? 'counted' as "isTooLate"
    `.execute(trx)
    if (!found[0]) return { outcome: 'newer-first' }
    if (found[0].isTooLate) return { outcome: 'too-late' }
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
    return { outcome: 'undone' }
  })
}

function readOptions(values: Record<string, string>, today: string): ReadOptions<PolicyOptions> {
  const { errors: wrong, ...source } = readSource(values, today)
  const isNoState = Boolean(values.state) && !Object.hasOwn(stateNames, values.state!)
  const errors = isNoState ? [...wrong, { field: 'state', message: 'choiceWrong' }] : wrong
  if (errors.length > 0) return { outcome: 'invalid', form: { values, errors } }
  return {
    outcome: 'read',
    value: policyOptions.parse({
      ...source,
      sourceTitle: (values.sourceTitle ?? '').trim().slice(0, 200),
      kind: values.kind ?? '',
      state: values.state ?? '',
      isComplete: values.isComplete === '1',
    }),
  }
}
