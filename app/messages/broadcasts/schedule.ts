import { z } from 'zod'
import { instantOf } from '~/ui/page/zones'

const local = z
  .string()
  .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)?$/)
  .default('')

/** When a message to many leaves. */
export const schedule = z.object({
  /** `local`: at that hour where each person lives. */
  when: z.enum(['now', 'moment', 'local']).default('now'),
  /** YYYY-MM-DDTHH:MM: in the group's zone, or with `local` in each person's own; '' with `now`. */
  at: local,
  /** In the same zone: whoever has not got it by then gets it no more; '' for no limit. */
  noLaterThan: local,
})

export type Schedule = z.output<typeof schedule>

export function readSchedule(stored: unknown): Schedule {
  return schedule.parse(stored ?? {})
}

/** People who are planned together. */
interface Wave {
  part: 'all' | 'test' | 'rest'
  /** Null: wherever they live. */
  zone: string | null
  dueAt: Date
  dueUntil: Date | null
}

export type Waves =
  | { outcome: 'waves'; waves: Wave[] }
  /** `passed`: that time is over, in this zone. */
  | {
      outcome: 'refused'
      problem: 'noTime' | 'passed' | 'limitPassed' | 'limitBefore' | 'limitCompare' | 'compareLocal'
      zone?: string
    }

interface Planned {
  schedule: Schedule
  /** Time zones of the people; null: unknown, they get the hour of the group's. */
  zones: readonly (string | null)[]
  groupZone: string
  /** Hours until the better of two subjects goes to the rest; null: there is only one. */
  compareHours: number | null
}

/** When the people of a message are planned. A time that has passed is refused, never taken for now. */
export function wavesOf(
  { schedule: { when, at, noLaterThan }, zones, groupZone, compareHours }: Planned,
  now: Date,
): Waves {
  if (when !== 'now' && at === '') return { outcome: 'refused', problem: 'noTime' }
  if (when === 'local' && compareHours !== null) return { outcome: 'refused', problem: 'compareLocal' }
  const named = when === 'local' ? zones : [null]
  const waves: Wave[] = []
  for (const zone of named) {
    const clock = zone ?? groupZone
    const dueAt = when === 'now' ? now : instantOf(at, clock)
    const dueUntil = noLaterThan === '' ? null : instantOf(noLaterThan, clock)
    if (dueAt === null || (noLaterThan !== '' && dueUntil === null)) return { outcome: 'refused', problem: 'noTime' }
    if (when !== 'now' && dueAt <= now) return { outcome: 'refused', problem: 'passed', zone: clock }
    if (dueUntil && dueUntil <= now) return { outcome: 'refused', problem: 'limitPassed', zone: clock }
    if (dueUntil && dueUntil <= dueAt) return { outcome: 'refused', problem: 'limitBefore' }
    if (compareHours === null) waves.push({ part: 'all', zone: when === 'local' ? clock : null, dueAt, dueUntil })
    else {
      const restAt = new Date(dueAt.getTime() + compareHours * 3_600_000)
      if (dueUntil && dueUntil <= restAt) return { outcome: 'refused', problem: 'limitCompare' }
      waves.push({ part: 'test', zone: null, dueAt, dueUntil }, { part: 'rest', zone: null, dueAt: restAt, dueUntil })
    }
  }
  return { outcome: 'waves', waves: inOrder(waves) }
}

/** For whom it is not too late to get it now: everybody, or those by whose clocks its last moment is still to come. */
export function wavesOfRest(
  { schedule: { when, noLaterThan }, zones, groupZone }: Omit<Planned, 'compareHours'>,
  now: Date,
): Pick<Wave, 'zone' | 'dueUntil'>[] {
  if (noLaterThan === '') return [{ zone: null, dueUntil: null }]
  const clocks = when === 'local' ? [...new Set(zones.map((zone) => zone ?? groupZone))] : [groupZone]
  return clocks
    .map((clock) => ({ zone: when === 'local' ? clock : null, dueUntil: instantOf(noLaterThan, clock) }))
    .filter(({ dueUntil }) => dueUntil !== null && dueUntil > now)
}

/** The earliest first; people without a zone of their own are in the wave of the group's. */
function inOrder(waves: Wave[]): Wave[] {
  const once = new Map(waves.map((wave) => [`${wave.part} ${wave.zone}`, wave]))
  return [...once.values()].toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
}
