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

/**
 * What every line of a list would be refused for: neither a column nor the whole list says it.
 *
 * @param columns of the list: whether one says the source, and whether one says a day
 */
export function lackingIn(
  { sourceUrl, checkedOn }: Pick<Source, 'sourceUrl' | 'checkedOn'>,
  columns: { saysSource: boolean; saysDay: boolean },
): FieldError[] {
  return [
    ...(sourceUrl || columns.saysSource ? [] : [{ field: 'sourceUrl', message: 'sourceWrong' }]),
    ...(checkedOn || columns.saysDay ? [] : [{ field: 'checkedOn', message: 'checkedOnWrong' }]),
  ]
}
