import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { partialDate } from '~/ui/page/dates'
import { models, type Policy, type PolicyDates, type PolicyKind } from './policy'

/** "287(g) agreement signed: task force". A model that this version does not know is shown as it is stored. */
export function policyName(
  lang: Language,
  t: Translate,
  policy: Pick<Policy, 'kind' | 'model'>,
  kinds: readonly PolicyKind[],
): string {
  const name = kinds.find(({ key }) => key === policy.kind)?.name[lang] ?? policy.kind
  if (policy.model === '') return name
  const known = models.find((model) => model === policy.model)
  return `${name}: ${known ? t(`localities.models.${known}`) : policy.model}`
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
