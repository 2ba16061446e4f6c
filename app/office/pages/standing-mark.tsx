import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { momentOf } from '~/ui/page/dates'
import { usualZone } from '~/ui/page/zones'
import type { Standing, Stands } from './standing'

/** Colors of the mark before the words. */
const marks: Partial<Record<Standing, string>> = {
  open: 'open',
  changed: 'open',
  scheduled: 'waiting',
  draft: 'draft',
  victory: 'open',
}

interface StandingProps {
  t: Translate
  lang: Language
  page: Stands
}

/** How a page stands, in words: "Scheduled · opens Dec 24, 9:00 AM". */
export function StandingMark({ t, lang, page: { standing, opensAt, timeZone } }: StandingProps) {
  return (
    <span className={`state ${marks[standing] ?? ''}`}>
      {standing === 'scheduled' && opensAt
        ? t('office.pages.scheduledFor', { when: momentOf(lang, new Date(opensAt), timeZone ?? usualZone, false) })
        : t(`office.pages.standings.${standing}`)}
    </span>
  )
}
