import { lastDayBefore } from '~/campaigns/ending'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { longDate } from '~/ui/page/dates'

/** What an office page says of something whose campaign has ended; null while it goes on. */
export function campaignOver(
  { t, lang, now }: { t: Translate; lang: Language; now: Date },
  endsAt: Date | null,
): string | null {
  return endsAt && endsAt <= now ? t('office.edit.campaignOver', { day: longDate(lang, lastDayBefore(endsAt)) }) : null
}
