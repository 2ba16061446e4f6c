import { contentValues, type ContentField, type FieldValue } from '~/take-action/content'
import { instantOf, localOf, usualZone, zoneNames, zones, type Zone } from '~/ui/zones'

/** Everything of an action that organizers write, as it stands in its draft: the parts that every action has, then its kind's own. */
export type ActionContent = Record<string, FieldValue>

const common: readonly ContentField[] = [
  { name: 'title', shape: 'words', lines: 'one', most: 120, isRequired: true, label: 'outreach.fields.title.label', hint: 'outreach.fields.title.hint' },
  { name: 'summary', shape: 'words', lines: 'many', most: 400, isRequired: true, label: 'outreach.fields.summary.label', hint: 'outreach.fields.summary.hint' },
]

const times: readonly ContentField[] = [
  { name: 'timeZone', shape: 'choice', label: 'office.edit.timeZone', isRequired: true, options: zoneNames.map((value) => ({ value, label: zones[value] })) },
  { name: 'opensAt', shape: 'moment', label: 'office.edit.opensAt' },
  { name: 'closesAt', shape: 'moment', label: 'office.edit.closesAt' },
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

/** When the action opens and closes, of what was typed in its zone. */
export function timesOf({ timeZone, opensAt, closesAt }: ActionContent): { opensAt: Date | null; closesAt: Date | null } {
  const at = (local: FieldValue | undefined) => (typeof local === 'string' && local !== '' ? instantOf(local, zoneOf(timeZone)) : null)
  return { opensAt: at(opensAt), closesAt: at(closesAt) }
}

/** The same as the editor shows it. */
export function shownTimes(timeZone: FieldValue | undefined, times: { opensAt: Date | null; closesAt: Date | null }): { opensAt: string; closesAt: string } {
  const shown = (at: Date | null) => (at ? localOf(at, zoneOf(timeZone)) : '')
  return { opensAt: shown(times.opensAt), closesAt: shown(times.closesAt) }
}

function zoneOf(value: FieldValue | undefined): Zone {
  return zoneNames.find((name) => name === value) ?? usualZone
}
