import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { readWhole } from '#db/whole-number'
import { isCompared } from '~/messages/broadcasts/broadcast-content'
import { readSchedule, schedule, type Waves, wavesOf } from '~/messages/broadcasts/schedule'
import type { Office } from '~/office/guard/guard.server'
import type { FieldError } from '~/ui/forms/form-state'
import { zoneName } from '~/ui/page/zones'
import { type Broadcast, isBeingWritten, withWriter } from './broadcasts.server'
import { segmentsToWriteTo } from './choices.server'

const whole = (least: number, most: number) =>
  z
    .string()
    .transform((text) => Number(text.replaceAll(/[\s,.]/g, '') || 'none'))
    .refine((number) => Number.isInteger(number) && number >= least && number <= most)

const planFields = z.object({
  segment: z.uuid().or(z.literal('')).default(''),
  when: schedule.shape.when,
  at: schedule.shape.at,
  no_later_than: schedule.shape.noLaterThan,
  per_hour: z.literal('').or(whole(1, 1_000_000)).default(''),
  test_share: whole(2, 100).optional(),
  test_hours: whole(1, 168).optional(),
})

type PlanField = keyof z.output<typeof planFields>

export type Planned =
  | { outcome: 'planned' }
  /** It is going out. */
  | { outcome: 'sent' }
  /** Somebody has changed it meanwhile. */
  | { outcome: 'changed' }
  | { outcome: 'refused'; errors: FieldError[] }

/** Sets who gets it and when. That takes back an approval, since somebody has approved something else. */
export async function savePlan(
  office: Pick<Office, 'db' | 'groups' | 'groupsWith' | 'audit' | 'now' | 'organizer' | 't' | 'lang' | 'zone'>,
  broadcast: Broadcast,
  fields: Record<string, string>,
): Promise<Planned> {
  const read = planFields.safeParse(fields)
  const wrong = new Set(read.error?.issues.map(({ path }) => path[0] as PlanField))
  const choices = await segmentsToWriteTo(office, broadcast.campaign.id)
  const { segment: chosen = '' } = fields
  if (chosen !== '' && chosen !== broadcast.segmentId && !choices.some(([id]) => id === chosen)) wrong.add('segment')
  // Everything that is wrong is said at once.
  const errors = [
    ...[...wrong].map((field) => wrongField(office, field)),
    ...wrongTimes(office, broadcast, fields).filter(({ field }) => !wrong.has(field as PlanField)),
  ]
  if (!read.success || errors.length > 0) return { outcome: 'refused', errors }
  const { segment, when, at, no_later_than: noLaterThan, per_hour, test_share, test_hours } = read.data
  const { numUpdatedRows } = await office.db
    .updateTable('broadcast')
    .set((eb) => ({
      // What was tested and read stays so; an approval is of a revision, with its plan.
      revision: eb('revision', '+', 1),
      tested_revision: carried('tested_revision'),
      read_en_revision: carried('read_en_revision'),
      read_es_revision: carried('read_es_revision'),
      segment_id: segment || null,
      schedule: JSON.stringify({ when, at, noLaterThan }),
      per_hour: per_hour === '' ? null : per_hour,
      test_share: test_share ?? broadcast.testShare,
      test_hours: test_hours ?? broadcast.testHours,
      state: 'draft',
      approved_by: null,
      approved_at: null,
      approved_revision: null,
      // Who decides who gets it cannot be who approves that.
      saved_by: office.organizer.id,
      writers: withWriter(office.organizer.id),
      updated_at: office.now,
    }))
    .where('id', '=', broadcast.id)
    .where('state', 'in', ['draft', 'approved'])
    .where('revision', '=', readWhole(fields.revision ?? '') ?? 0)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return { outcome: isBeingWritten(broadcast) ? 'changed' : 'sent' }
  await office.audit({ groupId: broadcast.campaign.groupId, act: 'changed-message', subject: broadcast.id })
  return { outcome: 'planned' }
}

function wrongField({ t }: Pick<Office, 't'>, field: PlanField): FieldError {
  return { field, message: 'plan', said: t(`broadcasts.planErrors.${field}`) }
}

/** What is wrong about when it is to leave, as far as its times can be read. */
function wrongTimes(
  office: Pick<Office, 't' | 'lang' | 'groups' | 'zone' | 'now'>,
  { campaign, content, testHours }: Broadcast,
  fields: Record<string, string>,
): FieldError[] {
  const read = schedule.safeParse({ when: fields.when, at: fields.at, noLaterThan: fields.no_later_than })
  if (!read.success) return []
  // Somebody who typed a time did not mean now.
  if (read.data.when === 'now' && read.data.at !== '') return [wrongField(office, 'when')]
  const groupZone = office.groups.get(campaign.groupId)?.timeZone ?? office.zone
  const compareHours = isCompared(content) ? testHours : null
  const waves = wavesOf({ schedule: read.data, zones: [null], groupZone, compareHours }, office.now)
  if (waves.outcome === 'waves') return []
  return [{ field: fieldOf[waves.problem], message: 'plan', said: sayProblem(office, waves) }]
}

type Refused = Extract<Waves, { outcome: 'refused' }>

const fieldOf = {
  noTime: 'at',
  passed: 'at',
  limitPassed: 'no_later_than',
  limitBefore: 'no_later_than',
  limitCompare: 'no_later_than',
  compareLocal: 'when',
} as const satisfies Record<Refused['problem'], PlanField>

/** Why a message cannot leave at its time, and what to do. */
export function sayProblem({ t, lang }: Pick<Office, 't' | 'lang'>, { problem, zone }: Refused): string {
  return t(`broadcasts.problems.${problem}`, { zone: zone ? zoneName(lang, zone) : '' })
}

function carried(column: string): RawBuilder<number | null> {
  return sql<number | null>`case when ${sql.ref(column)} = revision then revision + 1 end`
}

/** The plan of a message as its form shows it. */
export function planValues(broadcast: Broadcast): Record<string, string> {
  const { when, at, noLaterThan } = readSchedule(broadcast.schedule)
  return {
    segment: broadcast.segmentId ?? '',
    when,
    at,
    no_later_than: noLaterThan,
    per_hour: broadcast.perHour === null ? '' : String(broadcast.perHour),
    test_share: String(broadcast.testShare),
    test_hours: String(broadcast.testHours),
  }
}
