import { lastDayBefore } from '~/campaigns/ending'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { longDate } from '~/ui/page/dates'

/** Warning for a petition or action whose campaign has ended; null while it runs. */
export function campaignOver(
  { t, lang, now }: { t: Translate; lang: Language; now: Date },
  endsAt: Date | null,
): string | null {
  return endsAt && endsAt <= now ? t('office.edit.campaignOver', { day: longDate(lang, lastDayBefore(endsAt)) }) : null
}
