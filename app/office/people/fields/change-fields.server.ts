import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo, oneAtATime } from '~/office/guard/sent-twice.server'
import { changeUndoably } from '~/office/undo/keep-change.server'
import { plain } from '~/officials/posts/name-key'
import { paths } from '~/paths'
import type { FieldError, FormState } from '~/ui/forms/form-state'
import { cleanLine, cleanLines } from '~/ui/forms/text'
import { type CustomField, type FieldChoice, fieldKinds } from './custom-field'
import { readFields } from './custom-fields.server'

const mostLabelLetters = 60
const mostFields = 40
const mostChoices = 50
/** What a form may hold for the choices of one language. */
const mostChoiceLetters = mostChoices * (mostLabelLetters + 1)

export type FieldsChanged =
  | { outcome: 'added'; id: string }
  /** By what it is undone. */
  | { outcome: 'changed'; undo: string }
  | { outcome: 'refused'; form: FormState }

/**
 * Adds, rewords or removes a field of a group; each writes an audit entry. Removing and rewording can be undone for a day.
 *
 * @throws 404 for a field of a group whose people this organizer may not change
 */
export async function changeFields(office: Office, fields: Record<string, string>): Promise<FieldsChanged> {
  switch (fields.intent) {
    case 'add':
      return addField(office, fields)
    case 'change':
      return rewordField(office, fields)
    case 'remove':
      return removeField(office, fields)
    default:
      throw new Response(null, { status: 400 })
  }
}

async function addField(office: Office, fields: Record<string, string>): Promise<FieldsChanged> {
  const groupId = fields.group ?? ''
  if (!office.groups.has(groupId) || !office.may('change-people', groupId)) throw new Response(null, { status: 404 })
  const kind = fieldKinds.find((one) => one === fields.kind)
  const typed = readTyped(fields)
  const errors = [
    ...(kind ? [] : [wrong('kind', 'kind')]),
    ...labelProblems(typed),
    ...(kind === 'choice' ? choiceProblems(typed) : []),
  ]
  if (errors.length > 0 || !kind) return refuse(office, fields, errors)
  return office.db.transaction().execute(async (trx): Promise<FieldsChanged> => {
    await oneAtATime(trx, `person field ${groupId}`)
    const others = await readFields(trx, [groupId])
    const twin = others.find((one) => isSameLabel(one.label, typed.label))
    if (twin) {
      const { rows } = await sql`
        select from person_field where id = ${twin.id} and kind = ${kind} and created_by = ${office.organizer.id} and created_at > ${momentsAgo(office.now)}
      `.execute(trx)
      return rows.length > 0 ? { outcome: 'added', id: twin.id } : refuse(office, fields, [wrong('label_en', 'taken')])
    }
    if (others.length >= mostFields) return refuse(office, fields, [wrong('label_en', 'many')])
    const id = randomUUID()
    await trx
      .insertInto('person_field')
      .values({
        id,
        group_id: groupId,
        label: JSON.stringify(typed.label),
        kind,
        choices: JSON.stringify(kind === 'choice' ? keyed(typed, []) : []),
        created_by: office.organizer.id,
        created_at: office.now,
      })
      .execute()
    await office.audit({ groupId, act: 'added-person-field', subject: id }, trx)
    return { outcome: 'added', id }
  })
}

async function rewordField(office: Office, fields: Record<string, string>): Promise<FieldsChanged> {
  const typed = readTyped(fields)
  return office.db.transaction().execute(async (trx): Promise<FieldsChanged> => {
    const { field, others } = await fieldInReach(office, trx, fields.id)
    const isChoice = field.kind === 'choice'
    const errors = [...labelProblems(typed), ...(isChoice ? choiceProblems(typed) : [])]
    if (errors.length > 0) return refuse(office, fields, errors)
    if (others.some((one) => isSameLabel(one.label, typed.label)))
      return refuse(office, fields, [wrong('label_en', 'taken')])
    const choices = isChoice ? keyed(typed, field.choices) : []
    const gone = field.choices.filter((was) => !choices.some(({ key }) => key === was.key))
    const held = await firstHeld(trx, field, gone)
    if (held) return refuse(office, fields, [{ ...wrong('choices_en', 'held'), ...held }])
    const undo = await undoably(office, trx, { field, act: 'changed-person-field' }, () =>
      trx
        .updateTable('person_field')
        .set({ label: JSON.stringify(typed.label), choices: JSON.stringify(choices) })
        .where('id', '=', field.id)
        .execute(),
    )
    return { outcome: 'changed', undo }
  })
}

async function removeField(office: Office, fields: Record<string, string>): Promise<FieldsChanged> {
  return office.db.transaction().execute(async (trx): Promise<FieldsChanged> => {
    const { field } = await fieldInReach(office, trx, fields.id)
    const undo = await undoably(office, trx, { field, act: 'removed-person-field' }, () =>
      trx.updateTable('person_field').set({ removed_at: office.now }).where('id', '=', field.id).execute(),
    )
    return { outcome: 'changed', undo }
  })
}

/** Lets one change at a time be made to the fields of a group. @throws 404 */
async function fieldInReach(office: Office, trx: Trx, id = '') {
  const find = async () => (await readFields(trx, office.groupsWith('change-people'))).find((one) => one.id === id)
  const found = await find()
  if (found) await oneAtATime(trx, `person field ${found.groupId}`)
  const field = found && (await find())
  if (!field) throw new Response(null, { status: 404 })
  const others = (await readFields(trx, [field.groupId])).filter((one) => one.id !== id)
  return { field, others }
}

async function undoably(
  office: Office,
  trx: Trx,
  { field, act }: { field: CustomField; act: 'changed-person-field' | 'removed-person-field' },
  work: () => Promise<unknown>,
): Promise<string> {
  await office.audit({ groupId: field.groupId, act, subject: field.id }, trx)
  const rows = [{ table: 'person_field', where: { id: field.id } }]
  const about = { groupId: field.groupId, name: field.label, path: paths.office.personFields(), tags: [], rows }
  return changeUndoably(trx, office, { act, needs: 'change-people', ...about }, work)
}

interface TypedField {
  label: Bilingual
  choices: Record<Language, string[]>
}

function readTyped(fields: Record<string, string>): TypedField {
  const lines = (text: string) =>
    cleanLines(text.slice(0, 2 * mostChoiceLetters))
      .split('\n')
      .filter((line) => line !== '')
  return {
    label: { en: cleanLine(fields.label_en ?? ''), es: cleanLine(fields.label_es ?? '') },
    choices: { en: lines(fields.choices_en ?? ''), es: lines(fields.choices_es ?? '') },
  }
}

/** Also a key under `fields.problems`. */
type FieldProblem = 'kind' | 'label' | 'taken' | 'many' | 'choices' | 'uneven' | 'twice' | 'held'
interface Wrong {
  field: string
  problem: FieldProblem
  name?: string
  people?: number
}

function wrong(field: string, problem: FieldProblem): Wrong {
  return { field, problem }
}

function labelProblems({ label }: TypedField): Wrong[] {
  return languages
    .filter((language) => label[language] === '' || label[language].length > mostLabelLetters)
    .map((language) => wrong(`label_${language}`, 'label'))
}

function choiceProblems({ choices }: TypedField): Wrong[] {
  const bad = languages.filter(
    (language) =>
      choices[language].length < 2 ||
      choices[language].length > mostChoices ||
      choices[language].some((line) => line.length > mostLabelLetters),
  )
  if (bad.length > 0) return bad.map((language) => wrong(`choices_${language}`, 'choices'))
  if (choices.en.length !== choices.es.length) return [wrong('choices_es', 'uneven')]
  return languages
    .filter((language) => new Set(choices[language].map(plain)).size < choices[language].length)
    .map((language) => wrong(`choices_${language}`, 'twice'))
}

function isSameLabel(one: Bilingual, other: Bilingual): boolean {
  return languages.some((language) => plain(one[language]) === plain(other[language]))
}

/**
 * The choices that were typed, with the keys of those they were: by their words in either language, and what is left,
 * where as many are left of both, in its order: that was reworded.
 */
function keyed({ choices }: TypedField, before: readonly FieldChoice[]): FieldChoice[] {
  const labels = choices.en.map((en, line) => ({ en, es: choices.es[line]! }))
  const left = [...before]
  const known = labels.map((label) => {
    const at = left.findIndex((was) => isSameLabel(was.label, label))
    return at < 0 ? null : left.splice(at, 1)[0]!.key
  })
  const isReworded = known.filter((key) => key === null).length === left.length
  return labels.map((label, line) => ({
    key: known[line] ?? (isReworded ? left.shift()!.key : randomUUID().slice(0, 8)),
    label,
  }))
}

/** A choice that people have still: it would be lost with the next save of their page. */
async function firstHeld(trx: Trx, field: CustomField, gone: readonly FieldChoice[]) {
  const { rows } = await sql<{ value: string; people: number }>`
    select value, count(*)::integer as people from person_field_value
    where field_id = ${field.id} and value = any(${gone.map(({ key }) => key)}::text[]) group by value order by 2 desc, 1 limit 1
  `.execute(trx)
  const label = gone.find(({ key }) => key === rows[0]?.value)?.label
  return label && { label, people: rows[0]!.people }
}

function refuse(office: Office, values: Record<string, string>, errors: (Wrong & { label?: Bilingual })[]) {
  const said = errors.map(
    ({ field, problem, label, people = 0 }): FieldError => ({
      field,
      message: problem,
      said: office.t(`fields.problems.${problem}`, { name: label?.[office.lang] ?? '', people, most: mostFields }),
    }),
  )
  return { outcome: 'refused', form: { values: { ...values }, errors: said } } as const
}
