import { replies } from '~/actions/texts/keywords/reply-tokens'
import type { ListedKeyword } from './keywords-office.server'

/** How many of a keyword's replies are written by organizers. */
export function ownReplies(keyword: ListedKeyword): number {
  return replies.filter((reply) => keyword[reply] !== null).length
}
