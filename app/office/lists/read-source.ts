import { readDay } from '~/office/officials/rosters/lines/read-day'
import { webAddress } from '~/officials/posts/contact-value'
import type { FieldError } from '~/ui/forms/form-state'

interface Source {
  /** '' when it is left to the lines. */
  sourceUrl: string
  /** YYYY-MM-DD; '' when it is left to the lines. */
  checkedOn: string
  errors: FieldError[]
}

/** The source of a whole list and the day somebody looked at it. @param today YYYY-MM-DD */
export function readSource(values: Record<string, string>, today: string): Source {
  const sourceUrl = (values.sourceUrl ?? '').trim()
  const checkedOn = (values.checkedOn ?? '').trim()
  const day = readDay(checkedOn, today)
  return {
    sourceUrl,
    checkedOn: day ?? '',
    errors: [
      ...(sourceUrl && !webAddress(sourceUrl) ? [{ field: 'sourceUrl', message: 'sourceWrong' }] : []),
      ...(checkedOn && (!day || day > today) ? [{ field: 'checkedOn', message: 'checkedOnWrong' }] : []),
    ],
  }
}
