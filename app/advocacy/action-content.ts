import { contentValues, type ContentField, type FieldValue } from '~/take-action/content'

/** Everything of an action that organizers write, as it stands in its draft: the parts that every action has, then its kind's own. */
export type ActionContent = Record<string, FieldValue>

const common: readonly ContentField[] = [
  { name: 'title', shape: 'words', lines: 'one', most: 120, isRequired: true, label: 'outreach.fields.title.label', hint: 'outreach.fields.title.hint' },
  { name: 'summary', shape: 'words', lines: 'many', most: 400, isRequired: true, label: 'outreach.fields.summary.label', hint: 'outreach.fields.summary.hint' },
]

const times: readonly ContentField[] = [
  { name: 'opensAt', shape: 'moment', label: 'office.edit.opensAt', hint: 'office.edit.utc' },
  { name: 'closesAt', shape: 'moment', label: 'office.edit.closesAt', hint: 'office.edit.utc' },
]

/** The fields of an action's editor, in order. */
export function editorFields(ofKind: readonly ContentField[]): readonly ContentField[] {
  return [...common, ...ofKind, ...times]
}

/** The names of the editor's form fields in which two contents differ. */
export function differences(fields: readonly ContentField[], before: ActionContent, after: ActionContent): { field: string; before: string; after: string }[] {
  const [one, two] = [contentValues(fields, before), contentValues(fields, after)]
  return Object.keys(two).filter((field) => one[field] !== two[field]).map((field) => ({ field, before: one[field] ?? '', after: two[field] ?? '' }))
}

/** A moment typed in UTC. */
export function utcMoment(value: FieldValue | undefined): Date | null {
  return typeof value === 'string' && value !== '' ? new Date(`${value}:00Z`) : null
}

/** A moment as the editor shows it, in UTC. */
export function utcText(at: Date | null): string {
  return at?.toISOString().slice(0, 16) ?? ''
}
