import type { PowerTopic } from '#db/schema-officials'
import { targetWords } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'

/** Values for the tokens of a letter. */
export interface LetterFacts {
  /** For several officials, the name of their organization. */
  official: string
  title: string
  place: string
  state: string
  /** The writer's name, or a token for it. */
  name: string
  /** Whether they have a power; `yes` when unknown, `partly` when they differ. */
  may: (topic: PowerTopic) => 'yes' | 'partly' | 'no'
}

/** Values for a letter to one official or several, in one language. @param targets at least one */
export function letterFacts(targets: readonly Target[], name: string, language: Language): LetterFacts {
  const first = targets[0]!
  const words = targetWords(first)
  const isOne = targets.length === 1
  return {
    official: isOne ? words.official[language] : first.organization.name,
    title: isOne ? words.title[language] : first.organization.name,
    place: words.place[language],
    state: words.state[language],
    name,
    may(topic) {
      const said = new Set(targets.map((target) => target.powers.find((power) => power.topic === topic)?.may ?? 'yes'))
      return said.size === 1 ? [...said][0]! : 'partly'
    },
  }
}

/** What stands before the name. */
export const closing = 'Sincerely,'

/** The greeting, in English because offices read English. A vacant post is greeted by its title. */
export function greetingOf(
  target: { title: string; holder: { name: string } | null; organization: { name: string } },
  isToAll: boolean,
): string {
  if (isToAll) return `Dear members of the ${target.organization.name},`
  return `Dear ${[target.title, target.holder?.name].filter(Boolean).join(' ')},`
}
