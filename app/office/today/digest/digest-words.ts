import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { DigestFacts } from '~/queue/outbox/message-facts'
import { longDate, wholeNumber } from '~/ui/page/dates'
import { type DigestContent, digestNeeds } from './digest-content'

/**
 * A digest in the reader's language, a line for each thing.
 *
 * @param day        YYYY-MM-DD, in the reader's zone
 * @param pluralOf   what a kind of action is called: "Calls"
 */
export function digestFacts(
  language: Language,
  { day, content }: { day: string; content: DigestContent },
  pluralOf: (kind: string) => string,
): DigestFacts {
  const t = translator(language)
  const lines = (all: string[]) => all.map((line) => `• ${line}`).join('\n')
  const { needs, signatures, outreach, goals } = content
  return {
    day: longDate(language, day),
    needs: lines(
      digestNeeds.filter((name) => needs[name] > 0).map((name) => t(`digest.needs.${name}`, { count: needs[name] })),
    ),
    yesterday: lines([
      ...(signatures > 0 ? [t('digest.signatures', { count: signatures })] : []),
      ...Object.entries(outreach)
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => `${pluralOf(kind)}: ${wholeNumber(language, count)}`),
    ]),
    goals: lines(
      goals.map(({ title, goal }) =>
        t('digest.goal', { title: title[language] || title.en || title.es, goal: wholeNumber(language, goal) }),
      ),
    ),
  }
}
