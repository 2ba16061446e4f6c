import type { PowerTopic } from '#db/schema-officials'
import { stateNames } from '~/jurisdictions/state-names'
import type { Target } from '~/officials/target'

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

/** The facts of a letter to one official, or to several at once. @param targets at least one */
export function letterFacts(targets: readonly Target[], name: string): LetterFacts {
  const [first] = targets
  const isOne = targets.length === 1
  return {
    official: isOne ? (first!.holder?.name ?? first!.title) : first!.organization.name,
    title: isOne ? first!.title : first!.organization.name,
    place: first!.place.name,
    state: first!.place.state ? (stateNames[first!.place.state] ?? first!.place.state) : '',
    name,
    may(topic) {
      const said = new Set(targets.map((target) => target.powers.find((power) => power.topic === topic)?.may ?? 'yes'))
      return said.size === 1 ? [...said][0]! : 'partly'
    },
  }
}

/** How a letter begins, in English: that is the office's language. A vacant post is greeted by its title. */
export function greetingOf(target: { title: string; holder: { name: string } | null; organization: { name: string } }, isToAll: boolean): string {
  if (isToAll) return `Dear members of the ${target.organization.name},`
  return `Dear ${[target.title, target.holder?.name].filter(Boolean).join(' ')},`
}
