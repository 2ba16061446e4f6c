import type { KindWords, OutreachKind } from '~/actions/kind/kind'
import { namesTogether, titleIn } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { OfficialFigures } from './figures.server'

const mostNamed = 10

/** Dashboard texts that differ by kind, in one language. */
export interface DashboardWords extends Pick<KindWords, 'numbers' | 'outcomes'> {
  /** A sentence that names officials nobody has reached yet; null when all were reached. */
  neverReached: string | null
}

/** The dashboard texts of an action. @param officials its targets */
export function dashboardWords(
  kind: Pick<OutreachKind, 'words'>,
  officials: OfficialFigures[],
  language: Language,
): DashboardWords {
  const { numbers, outcomes, neverReached } = kind.words(language)
  const never = officials.filter((official) => official.reached === 0)
  return { numbers, outcomes, neverReached: never.length > 0 ? neverReached(someNames(language, never)) : null }
}

/** The first of many names, and how many more there are. */
function someNames(language: Language, officials: OfficialFigures[]): string {
  const names = officials.slice(0, mostNamed).map((official) => official.name ?? titleIn(language, official))
  return officials.length > mostNamed
    ? translator(language)('outreach.andMore', { names: names.join(', '), count: officials.length - mostNamed })
    : namesTogether(language, names)
}
