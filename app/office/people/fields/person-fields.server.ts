import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { lockPerson } from '~/office/people/correct-signer.server'
import type { PersonInReach } from '~/office/people/person-in-reach.server'
import { auditOf, type SignerChanged } from '~/office/people/signer-change.server'
import type { FieldError } from '~/ui/forms/form-state'
import { type CustomField, fieldWords, inputOf } from './custom-field'
import { readFieldValue, type ValueProblem } from './read-field-value'

/** A field of a person; value: '' for none. */
export type FilledField = CustomField & { value: string }

/**
 * The fields of a person: those of the groups whose people they are, and of chapters of these, as far as this organizer
 * changes people there.
 */
export async function readPersonFields(
  db: Db,
  { groupsWith }: Pick<Office, 'groupsWith'>,
  personId: string,
): Promise<FilledField[]> {
  const { rows } = await sql<FilledField>`
    with own as (
      select petition.group_id as id from signature join petition on petition.id = petition_id where person_id = ${personId}
      union select campaign.group_id from person join campaign on campaign.id = campaign_id where person.id = ${personId}
    )
    select person_field.id, group_id as "groupId", label, kind, choices, coalesce(value, '') as value
    from person_field left join person_field_value on field_id = person_field.id and person_id = ${personId}
    where removed_at is null and group_id = any(${groupsWith('change-people')}::uuid[]) and group_id in (
      select id from own union all select member_group.id from member_group join own on parent_id = own.id where kind = 'chapter')
    order by created_at, person_field.id
  `.execute(db)
  return rows
}

/**
 * Keeps what was typed into a person's fields: those that were changed. What somebody else has changed since is not
 * overwritten. The undo is a form with what stood there before.
 */
export async function fillFields(
  office: Office,
  person: PersonInReach,
  typed: Record<string, string>,
): Promise<SignerChanged> {
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    await lockPerson(trx, person)
    const fields = await readPersonFields(trx, office, person.id)
    const errors: FieldError[] = []
    const undo: Record<string, string> = {}
    for (const field of fields) {
      const [now, was] = [typed[inputOf(field.id, 'field')], typed[inputOf(field.id, 'was')] ?? field.value]
      if (now === undefined || now === was) continue
      const read = readFieldValue(field, now, office.today)
      if (read.outcome === 'wrong') {
        errors.push(sayProblem(office, field, read.problem))
        continue
      }
      if (read.value === field.value) continue
      if (field.value !== was) {
        errors.push(sayProblem(office, field, 'stale'))
        continue
      }
      undo[inputOf(field.id, 'field')] = field.value
      undo[inputOf(field.id, 'was')] = read.value
    }
    if (errors.length > 0) return { outcome: 'refused', form: { values: { ...typed }, errors } }
    for (const { id } of fields) {
      const value = undo[inputOf(id, 'was')]
      if (value !== undefined) await keepValue(trx, { personId: person.id, fieldId: id, value })
    }
    const isChanged = Object.keys(undo).length > 0
    if (isChanged) await auditOf(office, trx, person, 'filled-person-fields')
    return { outcome: 'answered', done: [{ did: 'filled', undo: isChanged ? { intent: 'fields', ...undo } : null }] }
  })
}

async function keepValue(
  db: Db,
  { personId, fieldId, value }: { personId: string; fieldId: string; value: string },
): Promise<void> {
  if (value === '')
    await db
      .deleteFrom('person_field_value')
      .where('person_id', '=', personId)
      .where('field_id', '=', fieldId)
      .execute()
  else
    await db
      .insertInto('person_field_value')
      .values({ person_id: personId, field_id: fieldId, value })
      .onConflict((on) => on.columns(['person_id', 'field_id']).doUpdateSet({ value, import_id: null }))
      .execute()
}

function sayProblem({ t, lang }: Office, field: FilledField, problem: ValueProblem | 'stale'): FieldError {
  const name = field.label[lang]
  const message = { field: inputOf(field.id, 'field'), message: problem }
  switch (problem) {
    case 'holdsANumber':
    case 'holdsSsn':
    case 'holdsCard':
      return message
    default:
      return {
        ...message,
        said: t(`fields.values.${problem}`, { name, value: fieldWords(field, field.value, lang) || t('fields.empty') }),
      }
  }
}
