import type { Office } from '~/office/guard/guard.server'
import { type Stands, standingOf } from '~/office/pages/standing'
import { momentOf } from '~/ui/page/dates'
import type { SaidMissing } from './writing'

/**
 * Asks before something that is open now is published with a later opening time: nobody could take part until then.
 *
 * @param next the opening time that would be published
 */
export function opensLater(
  { t, lang, zone, now }: Pick<Office, 't' | 'lang' | 'zone' | 'now'>,
  is: Parameters<typeof standingOf>[0],
  next: Date | null,
): SaidMissing | null {
  const stands: Stands['standing'] = standingOf(is, now)
  if (stands !== 'open' || !next || next <= now) return null
  return { field: 'sure', words: t('office.edit.opensLater', { when: momentOf(lang, next, zone) }) }
}
