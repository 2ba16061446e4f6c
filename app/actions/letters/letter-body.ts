import { namesTogether } from '~/actions/kind/target-words'
import { greetingOf } from './letter-facts'

/** What somebody wrote, as it is sealed: everything that the office will read. */
export interface LetterBody {
  subject: string
  /** In English, without greeting and name. */
  body: string
  /** Their own words in Spanish, or ''. */
  spanish: string
  name: string
  /** Place or ZIP under the name, or ''. */
  place: string
  /** Where the office may answer; null when they want no answers. */
  replyTo: string | null
  /** How they are named as sender, such as "Rosa M.", or null. */
  sender: string | null
  isToAll: boolean
}

/** Whom a letter greets; `everybody`: the names of all to whom it goes, one mail each. */
export type GreetedTarget = Parameters<typeof greetingOf>[0] & { everybody?: readonly string[] }

/** Who brings a letter, and where an office can ask for one mail a day. */
export interface Carrier {
  siteUrl: string
  digestUrl: string
}

/**
 * A letter as the office reads it: plain text, English first, then their own Spanish, then who carried it.
 *
 * @param carrier null in what is printed or sent from one's own mail
 */
export function letterText(words: LetterBody, target: GreetedTarget, carrier: Carrier | null): string {
  const name = [words.name, words.place].filter(Boolean).join('\n')
  return [
    greetingOf(target, words.isToAll),
    words.body,
    `Sincerely,\n${name}`,
    ...sentTo(words, target),
    ...(words.spanish ? ['In my own words, in Spanish:', words.spanish, words.name] : []),
    ...(carrier ? [`--\n${carriedBy(carrier, words.replyTo !== null)}`] : []),
  ].join('\n\n')
}

/** Each member of a body gets a mail of their own: a letter to all of them says who else has it. */
function sentTo({ isToAll }: LetterBody, { everybody = [] }: GreetedTarget): string[] {
  return isToAll && everybody.length > 1 ? [`This letter goes to each of: ${namesTogether('en', everybody)}.`] : []
}

/** What an office must know of where its mail comes from, and how to get less of it. */
function carriedBy({ siteUrl, digestUrl }: Carrier, canReply: boolean): string {
  return [
    `Written by the person named above, who confirmed it from their own mailbox or phone before it was sent. Carried by Firme: ${siteUrl}`,
    canReply ? 'A reply to this message reaches the writer.' : 'The writer has not asked for replies by e-mail.',
    `Your office can have one message a day with all letters instead: ${digestUrl}`,
  ].join('\n')
}
