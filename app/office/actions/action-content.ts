import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { ContentField, FieldValue } from '~/ui/forms/content'
import { instantOf, localOf, usualZone, type Zone, zoneNames, zones } from '~/ui/page/zones'

/** Everything organizers write about an action, as saved in its draft: the common fields, then those of its kind. */
export type ActionContent = Record<string, FieldValue>

const common: readonly ContentField[] = [
  {
    name: 'title',
    shape: 'words',
    lines: 'one',
    most: 120,
    isRequired: true,
    label: 'outreach.fields.title.label',
    hint: 'outreach.fields.title.hint',
  },
  {
    name: 'summary',
    shape: 'words',
    lines: 'many',
    most: 400,
    isRequired: true,
    label: 'outreach.fields.summary.label',
    hint: 'outreach.fields.summary.hint',
  },
]

const times: readonly ContentField[] = [
  {
    name: 'timeZone',
    shape: 'choice',
    label: 'office.edit.timeZone',
    isRequired: true,
    options: zoneNames.map((value) => ({ value, label: zones[value] })),
  },
  { name: 'opensAt', shape: 'moment', label: 'office.edit.opensAt' },
  { name: 'closesAt', shape: 'moment', label: 'office.edit.closesAt' },
]

/** The fields of an action's editor, in order. */
export function editorFields(ofKind: readonly ContentField[]): readonly ContentField[] {
  return [...common, ...ofKind, ...times]
}

/** The published content of an action, in the shape of a draft. @param ofKind the content as read by its kind */
export function publishedContent(
  { title, summary, opensAt, closesAt }: Pick<AdvocacyCampaign, 'title' | 'summary' | 'opensAt' | 'closesAt'>,
  ofKind: Record<string, unknown>,
): ActionContent {
  const words = ofKind as ActionContent
  return { title, summary, ...words, ...shownTimes(words.timeZone, { opensAt, closesAt }) }
}

/** When the action opens and closes. The content holds local times in the action's zone. */
export function timesOf({ timeZone, opensAt, closesAt }: ActionContent): {
  opensAt: Date | null
  closesAt: Date | null
} {
  const at = (local: FieldValue | undefined) =>
    typeof local === 'string' && local !== '' ? instantOf(local, zoneOf(timeZone)) : null
  return { opensAt: at(opensAt), closesAt: at(closesAt) }
}

/** The reverse, for the editor: local times, '' for none. */
function shownTimes(
  timeZone: FieldValue | undefined,
  times: { opensAt: Date | null; closesAt: Date | null },
): { opensAt: string; closesAt: string } {
  const shown = (at: Date | null) => (at ? localOf(at, zoneOf(timeZone)) : '')
  return { opensAt: shown(times.opensAt), closesAt: shown(times.closesAt) }
}

function zoneOf(value: FieldValue | undefined): Zone {
  return zoneNames.find((name) => name === value) ?? usualZone
}
