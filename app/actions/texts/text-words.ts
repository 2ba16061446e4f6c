import type { KindWords } from '~/actions/kind/kind'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { textOutcomes } from './text-outcomes'

/** Names and phrases for texts. */
export function textWords(language: Language): KindWords {
  const t = translator(language)
  return {
    plural: t('outreach.channels.text'),
    singular: t('outreach.office.kinds.text'),
    go: {
      open: t('outreach.go.text.open'),
      'not-yet': t('outreach.go.text.not-yet'),
      over: t('outreach.go.text.over'),
    },
    soFar: (count) => t('outreach.soFar.text', { count }),
    reachedOut: (to) => t('office.people.reachedBy.text', { to }),
    outcomes: Object.fromEntries(textOutcomes.map((outcome) => [outcome, t(`outreach.outcomes.text.${outcome}`)])),
    numbers: {
      reached: t('outreach.office.numbers.reached.text'),
      rate: t('outreach.office.numbers.rate.text'),
      last: t('outreach.office.numbers.last.text'),
      never: t('outreach.office.numbers.never.text'),
      legend: t('outreach.office.numbers.legend.text'),
    },
    neverReached: (names) => t('outreach.office.numbers.neverText.text', { names }),
  }
}
