import { inBraces } from '~/actions/kind/tokens'
import type { Language } from '~/i18n/language'

/** Tokens in organizers' replies: the texter's given name, the officials written to, the channel, the link to share. */
const replyTokens = ['name', 'official', 'way', 'link'] as const

export type ReplyToken = (typeof replyTokens)[number]

/** Values for tokens. */
export type TokenValues = Partial<Record<ReplyToken, string>>

/** Replies that organizers can write for a keyword: the first answer, the closing text, the answer once it is over. */
export const replies = ['welcome', 'thanks', 'ended'] as const

export type Reply = (typeof replies)[number]

/** What a keyword leads to: signing, or writing to an official. */
export type KeywordAction = 'sign' | 'write'

/** Tokens available in a reply. Before the dialog, nobody's name is known. */
export function tokensOf(reply: Reply, deed: KeywordAction): readonly ReplyToken[] {
  if (reply !== 'thanks') return []
  return deed === 'sign' ? ['name', 'link'] : ['name', 'official', 'way']
}

/** Tokens in a text that this reply does not have. */
export function unknownTokens(text: string, known: readonly ReplyToken[]): string[] {
  return inBraces(text).filter((name) => !known.includes(name as ReplyToken))
}

/** Fills in tokens; those without a value stay. */
export function fillTokens(text: string, values: TokenValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name as ReplyToken] ?? whole)
}

/** Long, realistic values with accents, for computing the maximum cost of a text. */
export const dearestValues: Record<Language, TokenValues> = {
  en: { name: 'Concepción', official: 'County Supervisor María Guadalupe Hernández-Villalobos', way: 'by text' },
  es: {
    name: 'Concepción',
    official: 'County Supervisor María Guadalupe Hernández-Villalobos',
    way: 'por mensaje de texto',
  },
}
