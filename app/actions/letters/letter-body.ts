import { namesTogether } from '~/actions/kind/target-words'
import { closing, greetingOf } from './letter-facts'

/** A letter as it is sealed: everything the office will read. */
export interface LetterBody {
  subject: string
  /** In English, without greeting and name. */
  body: string
  /** The writer's own words in Spanish, or ''. */
  spanish: string
  name: string
  /** Place or ZIP below the name, or ''. */
  place: string
  /** Address for the office's reply; null when no reply is wanted. */
  replyTo: string | null
  /** Sender name, such as "Rosa M.", or null. */
  sender: string | null
  isToAll: boolean
  /** What the English says in Spanish, for the writer alone: never in what the office gets. '' or missing for none. */
  meaning?: string | undefined
}

/** The addressee of a letter. `everybody`: names of all recipients, when each gets a mail of their own. */
export type GreetedTarget = Parameters<typeof greetingOf>[0] & { everybody?: readonly string[] }

/** How a letter leaves. */
export interface LetterWay {
  /** Null when it is printed or sent from the writer's own mail. */
  carrier?: Carrier | null
  /** Whether there is room above the name to sign by hand. */
  isForPen?: boolean
}

/** URLs for the footer: the site, and the page where an office can ask for a digest. */
export interface Carrier {
  siteUrl: string
  digestUrl: string
}

/** A letter as the office reads it: plain text, English first, then the writer's Spanish, then who delivered it. */
export function letterText(
  words: LetterBody,
  target: GreetedTarget,
  { carrier = null, isForPen = false }: LetterWay = {},
): string {
  const name = [words.name, words.place].filter(Boolean).join('\n')
  return [
    greetingOf(target, words.isToAll),
    words.body,
    `${closing}${isForPen ? '\n\n\n\n' : '\n'}${name}`,
    ...sentTo(words, target),
    ...(words.spanish ? ['In my own words, in Spanish:', words.spanish, words.name] : []),
    ...(carrier ? [`--\n${carriedBy(carrier, words.replyTo !== null)}`] : []),
  ].join('\n\n')
}

/** In a letter to all members, names the others, because each member gets a separate mail. */
function sentTo({ isToAll }: LetterBody, { everybody = [] }: GreetedTarget): string[] {
  return isToAll && everybody.length > 1 ? [`This letter goes to each of: ${namesTogether('en', everybody)}.`] : []
}

/** The footer for offices: where the mail comes from, and how to get less of it. */
function carriedBy({ siteUrl, digestUrl }: Carrier, canReply: boolean): string {
  return [
    `Written by the person named above, who confirmed it from their own mailbox or phone before it was sent. Carried by Firme: ${siteUrl}`,
    canReply ? 'A reply to this message reaches the writer.' : 'The writer has not asked for replies by e-mail.',
    `Your office can have one message a day with all letters instead: ${digestUrl}`,
  ].join('\n')
}
