import type { KindWords } from '~/actions/kind/kind'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { letterOutcomes } from './letter-outcomes'

/** Names and phrases for letters. */
export function letterWords(language: Language): KindWords {
  const t = translator(language)
  return {
    plural: t('outreach.channels.letter'),
    singular: t('outreach.office.kinds.letter'),
    go: {
      open: t('outreach.go.letter.open'),
      'not-yet': t('outreach.go.letter.not-yet'),
      over: t('outreach.go.letter.over'),
    },
    soFar: (count) => t('outreach.soFar.letter', { count }),
    reachedOut: (to) => t('office.people.reachedBy.letter', { to }),
    outcomes: Object.fromEntries(letterOutcomes.map((outcome) => [outcome, t(`outreach.outcomes.letter.${outcome}`)])),
    numbers: {
      reached: t('outreach.office.numbers.reached.letter'),
      rate: t('outreach.office.numbers.rate.letter'),
      last: t('outreach.office.numbers.last.letter'),
      never: t('outreach.office.numbers.never.letter'),
      legend: t('outreach.office.numbers.legend.letter'),
    },
    neverReached: (names) => t('outreach.office.numbers.neverText.letter', { names }),
  }
}
