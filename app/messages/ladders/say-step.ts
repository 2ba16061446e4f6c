import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { askedNames, type StoredStep, triggerNames } from './ladder-content'

const monday = Date.UTC(2026, 0, 5)

/** A step in one sentence, for lists, the drawing and the calendar. */
export function sayStep(step: StoredStep, language: Language): string {
  const t = translator(language)
  switch (step.kind) {
    case 'rung':
      return step.title[language] || (step.when ? triggerNames[step.when][language] : t('ladders.says.rung'))
    case 'wait': {
      if (step.how !== 'until') return t(`ladders.says.wait.${step.how || 'days'}`, { count: step.amount ?? 0 })
      const hour = new Intl.DateTimeFormat(language === 'en' ? 'en-US' : 'es-US', {
        hour: 'numeric',
        timeZone: 'UTC',
      }).format(Date.UTC(2026, 0, 5, step.hour ?? 0))
      return step.weekday === 'any' || step.weekday === ''
        ? t('ladders.says.wait.anyDay', { hour })
        : t('ladders.says.wait.weekday', { hour, day: weekdayOf(Number(step.weekday), language) })
    }
    case 'condition':
      return t(`ladders.says.condition.${step.about || 'nothing'}`, {
        act: step.act ? askedNames[step.act][language] : '…',
        place: step.place,
        language: step.language ? t(`office.edit.languages.${step.language}`) : '…',
        tag: step.tag,
      })
    case 'message':
      return t(`ladders.says.message.${step.by || 'mail'}`, { words: step.title[language] || step.sms[language] })
    case 'tag':
      return t('ladders.says.tag', { tag: step.name })
    case 'task':
      return t('ladders.says.task', { words: step.title[language] })
    case 'split':
      return t('ladders.says.split', { percent: step.percent ?? 0 })
    case 'go':
      return t('ladders.says.go')
    case 'end':
      return t('ladders.says.end')
  }
}

function weekdayOf(day: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-US' : 'es-US', { weekday: 'long', timeZone: 'UTC' }).format(
    monday + (day - 1) * 86_400_000,
  )
}
