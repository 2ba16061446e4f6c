import type { KindWords } from '~/actions/kind/kind'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { callOutcomes } from './call-outcomes'

/** Names and phrases for calls. */
export function callWords(language: Language): KindWords {
  const t = translator(language)
  return {
    plural: t('outreach.channels.call'),
    singular: t('outreach.office.kinds.call'),
    go: {
      open: t('outreach.go.call.open'),
      'not-yet': t('outreach.go.call.not-yet'),
      over: t('outreach.go.call.over'),
    },
    soFar: (count) => t('outreach.soFar.call', { count }),
    reachedOut: (to) => t('office.people.reachedBy.call', { to }),
    outcomes: Object.fromEntries(callOutcomes.map((outcome) => [outcome, t(`outreach.outcomes.call.${outcome}`)])),
    numbers: {
      reached: t('outreach.office.numbers.reached.call'),
      rate: t('outreach.office.numbers.rate.call'),
      last: t('outreach.office.numbers.last.call'),
      never: t('outreach.office.numbers.never.call'),
      legend: t('outreach.office.numbers.legend.call'),
    },
    neverReached: (names) => t('outreach.office.numbers.neverText.call', { names }),
  }
}
