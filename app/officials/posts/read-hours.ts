import type { OfficeHours } from '#db/schema-officials'
import type { FieldError } from '~/ui/forms/form-state'

/** Weekdays in display order, Monday first; 0 is Sunday. */
export const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const

const mostStretches = 7

/** How many time ranges the form shows: those on record plus two empty ones, at least three and at most seven. */
export function stretchesShown(known: number): number {
  return Math.min(mostStretches, Math.max(3, known + 2))
}

/** Reads office hours from a form; range N has the fields `day_N_D`, `from_N` and `to_N`. Empty ranges are skipped. */
export function readHours(fields: Record<string, string>): { hours: OfficeHours[]; errors: FieldError[] } {
  const hours: OfficeHours[] = []
  const errors: FieldError[] = []
  for (let index = 0; index < mostStretches; index += 1) {
    const days = weekOrder.filter((day) => fields[`day_${index}_${day}`])
    const [from, to] = [(fields[`from_${index}`] ?? '').trim(), (fields[`to_${index}`] ?? '').trim()]
    if (days.length === 0 && !from && !to) continue
    const stretch = { days: [...days], from, to }
    if (days.length === 0 || !isTime(from) || !isTime(to) || from >= to)
      errors.push({ field: `from_${index}`, message: 'hoursWrong' })
    else if (hours.some((other) => overlap(other, stretch)))
      errors.push({ field: `from_${index}`, message: 'hoursOverlap' })
    else hours.push(stretch)
  }
  return { hours, errors }
}

/** Form values for these hours; the inverse of `readHours`. */
export function hoursFields(hours: readonly OfficeHours[]): Record<string, string> {
  return Object.fromEntries(
    hours.flatMap(
      ({ days, from, to }, index) =>
        [[`from_${index}`, from], [`to_${index}`, to], ...days.map((day) => [`day_${index}_${day}`, '1'])] as [
          string,
          string,
        ][],
    ),
  )
}

function overlap(one: OfficeHours, two: OfficeHours): boolean {
  return one.days.some((day) => two.days.includes(day)) && one.from < two.to && two.from < one.to
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
