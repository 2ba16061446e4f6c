import type { PowerTopic } from '#db/schema-officials'
import { targetWords } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'

/** What the fields of a letter stand for. */
export interface LetterFacts {
  /** Several officials are named by their organization. */
  official: string
  title: string
  place: string
  state: string
  /** The writer's name, as far as it has been typed. */
  name: string
  /** What they may decide about a topic; `yes` where nobody has told, `partly` where they differ. */
  may: (topic: PowerTopic) => 'yes' | 'partly' | 'no'
}

/** The facts of a letter to one official, or to several at once, as they are said in a language. @param targets at least one */
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

/** How a letter begins, in English: that is the office's language. A vacant post is greeted by its title. */
export function greetingOf(
  target: { title: string; holder: { name: string } | null; organization: { name: string } },
  isToAll: boolean,
): string {
  if (isToAll) return `Dear members of the ${target.organization.name},`
  return `Dear ${[target.title, target.holder?.name].filter(Boolean).join(' ')},`
}
