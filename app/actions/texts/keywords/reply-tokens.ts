import { inBraces } from '~/actions/kind/tokens'
import type { Language } from '~/i18n/language'

/** Blanks that a reply may leave open: given name of who texts, whom their message went to, which way, where to share. */
const replyTokens = ['name', 'official', 'way', 'link'] as const

export type ReplyToken = (typeof replyTokens)[number]

/** What blanks stand for. */
export type TokenValues = Partial<Record<ReplyToken, string>>

/** The replies that an organizer may write for a keyword: the first answer, the word at the end, and when it is over. */
export const replies = ['welcome', 'thanks', 'ended'] as const

export type Reply = (typeof replies)[number]

/** What a keyword leads to: signing, or writing to an official. */
export type KeywordAction = 'sign' | 'write'

/** The blanks that make sense in a reply: nobody's name is known before they have told it. */
export function tokensOf(reply: Reply, deed: KeywordAction): readonly ReplyToken[] {
  if (reply !== 'thanks') return []
  return deed === 'sign' ? ['name', 'link'] : ['name', 'official', 'way']
}

/** Braces around what is no blank of this reply. */
export function unknownTokens(text: string, known: readonly ReplyToken[]): string[] {
  return inBraces(text).filter((name) => !known.includes(name as ReplyToken))
}

/** Fills blanks in; those without a value stay as they are. */
export function fillTokens(text: string, values: TokenValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name as ReplyToken] ?? whole)
}

/** Long, with accents, and real: what a text costs at most is counted with them. */
export const dearestValues: Record<Language, TokenValues> = {
  en: { name: 'Concepción', official: 'County Supervisor María Guadalupe Hernández-Villalobos', way: 'by text' },
  es: {
    name: 'Concepción',
    official: 'County Supervisor María Guadalupe Hernández-Villalobos',
    way: 'por mensaje de texto',
  },
}
