import { foldKeyword } from '~/actions/texts/keywords/keyword'
import {
  fillTokens,
  type KeywordAction,
  type Reply,
  type TokenValues,
  tokensOf,
  unknownTokens,
} from '~/actions/texts/keywords/reply-tokens'
import { type TextProblem, textProblem } from '~/channels/sms/text-problem'
import type { Language } from '~/i18n/language'

/** Why a reply is rejected; keys under `texts.office.problems`. */
export type ReplyProblem = TextProblem | 'no-opt-out' | 'no-name' | 'tokens'

/** What a reply is checked against. */
export interface ReplyFrame {
  reply: Reply
  deed: KeywordAction
  language: Language
  /** Names of the campaign and the group, in both languages. */
  senders: readonly string[]
  /** Longest values for its placeholders. */
  dearest: TokenValues
}

const optOut: Record<Language, string> = { en: 'stop', es: 'alto' }

/**
 * Why a reply cannot be sent, or null. Carriers require the first text to a phone, the one after the end, and the one
 * that confirms a signature to say who is writing and how to stop; a receipt in the middle of a conversation need not.
 *
 * @see CTIA Messaging Principles and Best Practices, 5.1.3
 */
export function replyProblem(
  text: string,
  { reply, deed, language, senders, dearest }: ReplyFrame,
): ReplyProblem | null {
  if (unknownTokens(text, tokensOf(reply, deed)).length > 0) return 'tokens'
  const problem = textProblem(fillTokens(text, dearest))
  if (problem) return problem
  if (reply === 'thanks' && deed === 'write') return null
  // In “Alto Polimigra” the word is part of the campaign's name, and tells nobody how to stop.
  const { isNamed, rest } = withoutSenders(text, senders)
  if (!` ${rest} `.includes(` ${optOut[language]} `)) return 'no-opt-out'
  return isNamed ? null : 'no-name'
}

/** “END S-COMM: ¡Alto Polimigra!” is recognized by the whole name and by either half. */
function withoutSenders(text: string, senders: readonly string[]): { isNamed: boolean; rest: string } {
  const names = senders
    .flatMap((name) => [name, ...name.split(/[:—–|(]/)])
    .map(foldKeyword)
    .filter((name) => name.length >= 4 && !Object.values(optOut).includes(name))
  const said = ` ${foldKeyword(text)} `
  const rest = names
    .toSorted((one, two) => two.length - one.length)
    .reduce((left, name) => left.replaceAll(` ${name} `, ' · '), said)
  return { isNamed: rest !== said, rest: rest.trim() }
}
