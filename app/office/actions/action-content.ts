import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { ContentField, FieldValue } from '~/actions/kind/content'
import { instantOf, localOf, usualZone, type Zone, zoneNames, zones } from '~/ui/page/zones'

/** Everything of an action that organizers write, as it stands in its draft: the parts that every action has, then its kind's own. */
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

/** What everybody reads of an action, as its draft would have it. @param ofKind its content as its kind reads it */
export function publishedContent(
  { title, summary, opensAt, closesAt }: Pick<AdvocacyCampaign, 'title' | 'summary' | 'opensAt' | 'closesAt'>,
  ofKind: Record<string, unknown>,
): ActionContent {
  const words = ofKind as ActionContent
  return { title, summary, ...words, ...shownTimes(words.timeZone, { opensAt, closesAt }) }
}

/** When the action opens and closes, of what was typed in its zone. */
export function timesOf({ timeZone, opensAt, closesAt }: ActionContent): {
  opensAt: Date | null
  closesAt: Date | null
} {
  const at = (local: FieldValue | undefined) =>
    typeof local === 'string' && local !== '' ? instantOf(local, zoneOf(timeZone)) : null
  return { opensAt: at(opensAt), closesAt: at(closesAt) }
}

/** The same as the editor shows it. */
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
