import { randomUUID } from 'node:crypto'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { type Plan, type PlanStep, put } from './roster-plan'

/** Plans one contact of a line: adds it, or confirms it if it is known. */
export function reach(
  step: PlanStep,
  ownerId: string,
  { owner, kind, value, extension }: UnderstoodRow['contacts'][number],
): void {
  const { state, row, changes } = step
  const here = state.contacts.filter((one) => one.ownerId === ownerId && one.kind === kind)
  const known = here.find((one) => one.value.toLowerCase() === value.toLowerCase() && one.extension === extension)
  if (known) {
    if (known.checkedOn >= row.checkedOn) return
    keep(step, { ...known, owner, sourceUrl: row.sourceUrl, checkedOn: row.checkedOn })
    changes.push({ what: 'contact-confirmed', words: value })
    return
  }
  // The same source now gives another contact of this kind, so the earlier ones become doubtful.
  for (const older of here.filter(
    (one) => one.status === 'fine' && one.sourceUrl === row.sourceUrl && one.checkedOn < row.checkedOn,
  )) {
    keep(step, { ...older, owner, status: 'doubtful' })
    changes.push({ what: 'contact-doubted', words: older.value })
  }
  keep(step, {
    id: randomUUID(),
    owner,
    ownerId,
    kind,
    value,
    extension,
    sourceUrl: row.sourceUrl,
    checkedOn: row.checkedOn,
    status: 'fine',
  })
  changes.push({ what: 'contact-added', words: extension ? `${value} x${extension}` : value })
}

function keep({ state, plan }: PlanStep, contact: Plan['contacts'][number]): void {
  put(state.contacts, contact)
  put(plan.contacts, contact)
}
