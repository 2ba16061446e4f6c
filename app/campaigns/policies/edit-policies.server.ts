import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#db/client'
import { readSiteDay, siteDay } from '#db/site-day'
import { findCountyNamed } from '~/officials/divisions/lookup.server'
import { sourceFields, spare, wanted } from '~/officials/posts/source.schema'
import { isDay } from '~/ui/forms/content'
import { type FieldError, type FormState, readFields } from '~/ui/forms/form-state'
import { announcePolicies } from './announce-policies.server'
import { agreementKind, firstDay, lastDay, models } from './policy'

export type PolicySaved = { outcome: 'saved'; id: string } | { outcome: 'refused'; form: FormState }

const partialDay = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || isDay(text, true), 'partialDayWrong')
  .transform((text) => text || null)

/**
 * Adds a policy, or changes one. It needs a source and the day somebody looked at it. Can be undone for a day
 * (`undoPolicy`).
 *
 * @param id null: a new one
 * @param by the organizer
 */
export async function savePolicy(
  trx: Db,
  { id, fields, by }: { id: string | null; fields: Record<string, string>; by: string },
  now: Date,
): Promise<PolicySaved> {
  const schema = z.object({
    place: wanted(200, 'placeUnknown'),
    kind: z.string(),
    model: z.enum(['', ...models], 'choiceWrong').default(''),
    agency: spare(150),
    adopted_on: partialDay,
    ended_on: partialDay,
    note_en: spare(2_000),
    note_es: spare(2_000),
    document: spare(200),
    source_title: spare(200),
    ...sourceFields(await readSiteDay(trx, now)),
  })
  const read = readFields(schema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { place, kind, model, adopted_on, ended_on, note_en, note_es, document, ...rest } = read.value
  const refuse = (field: string, message: string): FieldError => ({ field, message })
  const division = await findPlace(trx, place)
  const known = await trx.selectFrom('policy_kind').select('key').where('key', '=', kind).executeTakeFirst()
  const file =
    document === ''
      ? null
      : await trx.selectFrom('document').select('id').where('slug', '=', document).executeTakeFirst()
  const errors = [
    ...(division ? [] : [refuse('place', 'placeUnknown')]),
    ...(known ? [] : [refuse('kind', 'choiceWrong')]),
    ...(kind === agreementKind && model === '' ? [refuse('model', 'modelMissing')] : []),
    ...(kind !== agreementKind && model !== '' ? [refuse('model', 'modelNotHere')] : []),
    ...((note_en === '') === (note_es === '') ? [] : [refuse(note_en === '' ? 'note_en' : 'note_es', 'bothHalves')]),
    ...(adopted_on && ended_on && firstDay(adopted_on) > lastDay(ended_on) ? [refuse('ended_on', 'endsTooEarly')] : []),
    ...(file === undefined ? [refuse('document', 'documentUnknown')] : []),
  ]
  if (!division || errors.length > 0) return { outcome: 'refused', form: { values: { ...fields }, errors } }
  const saved = await writePolicy(
    trx,
    {
      id,
      by,
      row: {
        ...rest,
        kind,
        model,
        adopted_on,
        ended_on,
        division_id: division.id,
        document_id: file?.id ?? null,
        note: { en: note_en, es: note_es },
      },
    },
    now,
  )
  if (!saved)
    return { outcome: 'refused', form: { values: { ...fields }, errors: [refuse('adopted_on', 'policyKnown')] } }
  await announcePolicies(trx, saved.places)
  return { outcome: 'saved', id: saved.id }
}

/**
 * Ends a policy, with the source that says so. One that is only known to have been adopted by the day of a list may have
 * ended before that day.
 */
export async function endPolicy(
  trx: Db,
  { id, fields, by }: { id: string; fields: Record<string, string>; by: string },
  now: Date,
): Promise<PolicySaved> {
  const schema = z.object({
    ended_on: partialDay.refine((day) => day !== null, 'partialDayWrong'),
    source_title: spare(200),
    ...sourceFields(await readSiteDay(trx, now)),
  })
  const read = readFields(schema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { ended_on, source_url, source_title, checked_on } = read.value
  const begun = sql`coalesce(policy.adopted_on, policy.checked_on::text)`
  const isNoLater = sql`(policy.adopted_no_later or policy.adopted_on is null)`
  const endsFirst = sql`(left(${begun}, length(${ended_on})) > ${ended_on})`
  const begins = sql`case when ${endsFirst} then ${ended_on}::text else ${begun} end`
  const isTaken = sql`exists (${sameAs(sql`policy.division_id, policy.kind, policy.agency, policy.model, ${begins}`)})`
  const { rows } = await sql<{ place: string }>`
    update policy set ${remembered(by, now)}, adopted_on = ${begins}, adopted_no_later = ${isNoLater}, ended_on = ${ended_on}, ended_no_later = false,
      source_url = ${source_url}, source_title = ${source_title}, checked_on = ${checked_on}, updated_at = ${now}
    where id = ${id} and removed_at is null and (${isNoLater} or not ${endsFirst}) and not ${isTaken}
    returning division_id as place
  `.execute(trx)
  if (!rows[0]) {
    const { rows: others } = await sql`select from policy where id = ${id} and ${isNoLater} and ${isTaken}`.execute(trx)
    const message = others.length > 0 ? 'policyTaken' : 'endsTooEarly'
    return { outcome: 'refused', form: { values: { ...fields }, errors: [{ field: 'ended_on', message }] } }
  }
  await announcePolicies(trx, [rows[0].place])
  return { outcome: 'saved', id }
}

/** Marks a policy as checked today against the same source. Refused once it has ended: the day is when it was last seen. */
export async function confirmPolicy(trx: Db, id: string, by: string, now: Date): Promise<PolicySaved> {
  const today = siteDay(now)
  const isSeen = isOnlySeen(today, sql`null::text`)
  const set = sql`adopted_on = case when ${isSeen} then ${lastSeen} else adopted_on end, adopted_no_later = adopted_no_later or ${isSeen}, checked_on = ${today}`
  const isChanged = await changed(trx, set, { id, by, where: sql`ended_on is null` }, now)
  return isChanged
    ? { outcome: 'saved', id }
    : { outcome: 'refused', form: { values: {}, errors: [{ field: '', message: 'policyEnded' }] } }
}

/** Takes a policy off every page. Its row is kept, so that it can be undone and no list brings the policy back. */
export async function removePolicy(trx: Db, id: string, by: string, now: Date): Promise<void> {
  await changed(trx, sql`removed_at = ${now}`, { id, by }, now)
}

/** The newest change of a policy that this organizer made within a day. */
export async function lastChange(
  db: Db,
  id: string,
  by: string,
  now: Date,
): Promise<{ id: string; isNew: boolean; isRemoved: boolean } | null> {
  const { rows } = await sql<{ id: string; isNew: boolean; isRemoved: boolean }>`
    select id, before_change->'row' = 'null' or before_change->'row'->'removed_at' <> 'null' as "isNew", removed_at is not null as "isRemoved" from policy
    where id = ${id} and before_change->>'by' = ${by} and (before_change->>'at')::timestamptz > ${now}::timestamptz - interval '1 day'
  `.execute(db)
  return rows[0] ?? null
}

/**
 * Undoes the newest change of a policy, if this organizer made it within a day: one that was added is removed, any other
 * is as it was.
 *
 * @returns `nothing` when there was no change to undo, `taken` when another policy is now what this one was
 */
export async function undoPolicy(
  trx: Db,
  id: string,
  by: string,
  now: Date,
): Promise<{ outcome: 'undone' | 'nothing' | 'taken' }> {
  if (!(await lastChange(trx, id, by, now))) return { outcome: 'nothing' }
  const { rows } = await sql<{ place: string; before: string }>`
    with before as (
      select policy.id, policy.division_id, policy.before_change ? 'isEditedAgain' as "isEditedAgain", was from policy,
        jsonb_populate_record(null::policy, case when policy.before_change->'row' = 'null' then to_jsonb(policy) || jsonb_build_object('removed_at', ${now}::timestamptz) else policy.before_change->'row' end) as was
      where policy.id = ${id} for update of policy)
    update policy set division_id = (was).division_id, kind = (was).kind, adopted_on = (was).adopted_on, ended_on = (was).ended_on, note = (was).note, agency = (was).agency, model = (was).model,
      document_id = (select document.id from document where document.id = (was).document_id), source_url = (was).source_url, source_title = (was).source_title, checked_on = (was).checked_on,
      adopted_no_later = (was).adopted_no_later, ended_no_later = (was).ended_no_later, removed_at = (was).removed_at,
      before_change = case when "isEditedAgain" then '{}'::jsonb end, updated_at = ${now}
    from before where policy.id = before.id and not exists (${sameAs(sql`(was).division_id, (was).kind, (was).agency, (was).model, (was).adopted_on`)})
    returning policy.division_id as place, before.division_id as before
  `.execute(trx)
  await announcePolicies(
    trx,
    rows.flatMap(({ place, before }) => [place, before]),
  )
  return { outcome: rows.length > 0 ? 'undone' : 'taken' }
}

/**
 * A query for another policy than the one a statement updates, that is stored with these values already.
 *
 * @param values place, kind, agency, model and day of adoption, in this order
 */
export function sameAs(values: RawBuilder<unknown>) {
  return sql`select from policy as other where other.id <> policy.id and (other.division_id, other.kind, other.agency, other.model, other.adopted_on) is not distinct from (${values})`
}

/** When somebody last saw a policy, before that day is overwritten. */
export const lastSeen = sql`policy.checked_on::text`

/**
 * Whether a policy has no day of adoption but that on which somebody saw it. That day must not be lost: it says that the
 * policy was in force in the years since.
 *
 * @param checkedOn the day that is about to be written
 * @param endedOn   the end that is about to be written, or null; what was seen after it is no day of adoption
 */
export function isOnlySeen(checkedOn: RawBuilder<unknown>, endedOn: RawBuilder<unknown>) {
  return sql`(policy.adopted_on is null and policy.checked_on < ${checkedOn} and coalesce(left(${lastSeen}, length(${endedOn})) <= ${endedOn}, true)
    and not exists (${sameAs(sql`policy.division_id, policy.kind, policy.agency, policy.model, ${lastSeen}`)}))`
}

/** @returns whether there was such a policy */
async function changed(
  trx: Db,
  set: RawBuilder<unknown>,
  { id, by, where = sql`true` }: { id: string; by: string; where?: RawBuilder<unknown> },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ place: string }>`
    update policy set ${remembered(by, now)}, ${set}, updated_at = ${now} where id = ${id} and removed_at is null and ${where} returning division_id as place
  `.execute(trx)
  await announcePolicies(
    trx,
    rows.map(({ place }) => place),
  )
  return rows.length > 0
}

/**
 * Keeps the row as it is before a change. Of the changes before that only stays that there were some: `before_change` is
 * null where nobody has edited what a list brought.
 */
function remembered(by: string, now: Date) {
  return sql`before_change = jsonb_build_object('by', ${by}::uuid, 'at', ${now}::timestamptz, 'row', to_jsonb(policy) - 'before_change')
    || case when policy.before_change is null then '{}' else '{"isEditedAgain": true}'::jsonb end`
}

interface Row {
  division_id: string
  kind: string
  model: string
  agency: string
  adopted_on: string | null
  ended_on: string | null
  note: { en: string; es: string }
  document_id: string | null
  source_url: string
  source_title: string
  checked_on: string
}

/** @returns its id and the places it was and is about; null when the same policy is known already */
async function writePolicy(
  trx: Db,
  { id, by, row }: { id: string | null; by: string; row: Row },
  now: Date,
): Promise<{ id: string; places: string[] } | null> {
  const note = JSON.stringify(row.note)
  if (id === null) {
    // One that was removed gives way to the same one added again.
    const { rows } = await sql<{ id: string }>`
      insert into policy (division_id, kind, model, agency, adopted_on, ended_on, note, document_id, source_url, source_title, checked_on, before_change, created_at, updated_at)
      values (${row.division_id}, ${row.kind}, ${row.model}, ${row.agency}, ${row.adopted_on}, ${row.ended_on}, ${note}::jsonb, ${row.document_id}, ${row.source_url}, ${row.source_title}, ${row.checked_on},
        jsonb_build_object('by', ${by}::uuid, 'at', ${now}::timestamptz, 'row', null), ${now}, ${now})
      on conflict (division_id, kind, agency, model, coalesce(adopted_on, '')) do update set ${remembered(by, now)}, ended_on = excluded.ended_on, adopted_no_later = false, ended_no_later = false, note = excluded.note,
        document_id = excluded.document_id, source_url = excluded.source_url, source_title = excluded.source_title, checked_on = excluded.checked_on, removed_at = null, updated_at = excluded.updated_at
      where policy.removed_at is not null returning id
    `.execute(trx)
    return rows[0] ? { id: rows[0].id, places: [row.division_id] } : null
  }
  const own = sql`${row.division_id}::text, ${row.kind}::text, ${row.agency}::text, ${row.model}::text`
  const isSeen = sql`(${isOnlySeen(sql`${row.checked_on}::date`, sql`${row.ended_on}::text`)} and (policy.division_id, policy.kind, policy.agency, policy.model) = (${own}))`
  const adoption =
    row.adopted_on === null
      ? sql`adopted_on = case when ${isSeen} then ${lastSeen} end, adopted_no_later = ${isSeen}`
      : sql`adopted_on = ${row.adopted_on}, adopted_no_later = policy.adopted_no_later and policy.adopted_on is not distinct from ${row.adopted_on}`
  const { rows } = await sql<{ id: string; before: string }>`
    update policy set ${remembered(by, now)}, ${adoption}, division_id = ${row.division_id}, kind = ${row.kind}, model = ${row.model}, agency = ${row.agency}, note = ${note}::jsonb, document_id = ${row.document_id},
      ended_no_later = policy.ended_no_later and policy.ended_on is not distinct from ${row.ended_on}, ended_on = ${row.ended_on},
      source_url = ${row.source_url}, source_title = ${row.source_title}, checked_on = ${row.checked_on}, updated_at = ${now}
    where id = ${id} and removed_at is null and not exists (${sameAs(sql`${own}, ${row.adopted_on}::text`)})
    returning id, (select division_id from policy as before where before.id = ${id}) as before
  `.execute(trx)
  return rows[0] ? { id: rows[0].id, places: [row.division_id, rows[0].before] } : null
}

/** A place as organizers type it: its slug, its id, its Census number, or "Maricopa County, AZ". */
async function findPlace(db: Db, typed: string): Promise<{ id: string } | null> {
  const found = await db
    .selectFrom('division')
    .select('id')
    .where((eb) => eb.or([eb('slug', '=', typed.toLowerCase()), eb('id', '=', typed), eb('geoid', '=', typed)]))
    .where('kind', '<>', 'country')
    .executeTakeFirst()
  return found ?? (await findCountyNamed(db, typed))
}
