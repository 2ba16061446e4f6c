import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { partialDate } from '~/ui/page/dates'
import type { Policy, PolicyDates, PolicyKind } from './policy'

/** "287(g) agreement signed: task force". */
export function policyName(
  lang: Language,
  t: Translate,
  policy: Pick<Policy, 'kind' | 'model'>,
  kinds: readonly PolicyKind[],
): string {
  const name = kinds.find(({ key }) => key === policy.kind)?.name[lang] ?? policy.kind
  return policy.model === '' ? name : `${name}: ${t(`localities.models.${policy.model}`)}`
}

/** When it was adopted and ended, as exactly as is known: "since 2014", "by May 16, 2025", "2014 to March 2019". */
export function policyDates(lang: Language, t: Translate, policy: PolicyDates): string {
  const { adoptedOn, endedOn, adoptedNoLater, endedNoLater } = policy
  const from = adoptedOn === null ? '' : partialDate(lang, adoptedOn)
  const since =
    adoptedOn === null
      ? t('localities.dates.unknown')
      : t(adoptedNoLater ? 'localities.dates.noLater' : `localities.dates.${precision(adoptedOn)}`, { date: from })
  if (endedOn === null) return since
  const until = partialDate(lang, endedOn)
  return `${since} ${t(endedNoLater ? 'localities.dates.endedNoLater' : `localities.dates.ended-${precision(endedOn)}`, { date: until })}`
}

function precision(day: string): 'day' | 'month' | 'year' {
  return day.length === 10 ? 'day' : day.length === 7 ? 'month' : 'year'
}
