import { stringify } from 'csv-stringify/sync'
import { safeCell } from '~/ui/forms/safe-cell'
import type { Policy } from './policy'

/** Headings of our own CSV format for policies. What is exported can be imported again. */
export const ownFields = [
  'division_id',
  'geoid',
  'place',
  'state',
  'kind',
  'model',
  'agency',
  'adopted_on',
  'adopted_no_later',
  'ended_on',
  'ended_no_later',
  'note_en',
  'note_es',
  'source_url',
  'source_title',
  'checked_on',
] as const

/** Policies in our own CSV format, with the ids of their places. */
export function policiesCsv(policies: readonly Policy[]): string {
  return stringify([[...ownFields], ...policies.map(cellsOf)], { bom: true, record_delimiter: '\r\n' })
}

function cellsOf(policy: Policy): string[] {
  const { place } = policy
  const cells: Record<(typeof ownFields)[number], string> = {
    division_id: place.id,
    geoid: place.geoid ?? '',
    place: place.name,
    state: place.state ?? '',
    kind: policy.kind,
    model: policy.model,
    agency: policy.agency,
    adopted_on: policy.adoptedOn ?? '',
    adopted_no_later: policy.adoptedNoLater ? 'yes' : '',
    ended_on: policy.endedOn ?? '',
    ended_no_later: policy.endedNoLater ? 'yes' : '',
    note_en: policy.note.en,
    note_es: policy.note.es,
    source_url: policy.sourceUrl,
    source_title: policy.sourceTitle,
    checked_on: policy.checkedOn,
  }
  return ownFields.map((field) => safeCell(cells[field]))
}
