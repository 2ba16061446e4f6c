import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { partialDate } from '~/ui/page/dates'
import type { Overturned } from './standing'

/** That a ruling no longer stands, in words. */
export interface StandingWords {
  /** For a stamp: "Vacated", "Vacated in part". */
  word: string
  /** "Vacated on September 11, 2020". */
  line: string
  /** The whole sentence, with what no longer stands of it. */
  sentence: string
}

/** Says that a ruling no longer stands. */
export function sayStanding(language: Language, { verb, on, note }: Overturned): StandingWords {
  const t = translator(language)
  const what = note[language]
  const given = {
    part: what ? 'part' : 'whole',
    precision: on.length === 10 ? 'day' : on ? 'less' : 'unknown',
    date: on && partialDate(language, on),
  }
  return {
    word: t(`cases.standing.${verb}.word`, given),
    line: t(`cases.standing.${verb}.line`, given),
    sentence: what
      ? t('cases.standing.sentenceWith', { sentence: t(`cases.standing.${verb}.sentence`, given), note: what })
      : t(`cases.standing.${verb}.sentence`, given),
  }
}
