import type { Bilingual } from '~/i18n/language'

/** A document that the campaign wrote itself, for anyone to copy. */
export interface SeedDocument {
  slug: string
  title: Bilingual
  /** One or two sentences, also on the document itself. */
  description: Bilingual
  blocks: readonly Block[]
}

/** A part of a document, in reading order. */
export type Block =
  | { is: 'heading'; text: Bilingual }
  | { is: 'text'; text: Bilingual }
  /** Set apart, such as a warning or the sentence that matters most. */
  | { is: 'note'; text: Bilingual }
  | { is: 'question'; ask: Bilingual; answer: Bilingual }
  /** Numbered through the whole document. */
  | { is: 'section'; title: Bilingual; text: Bilingual }
  /** Each begins with the same word in bold, such as WHEREAS. */
  | { is: 'clauses'; word: Bilingual; items: readonly Bilingual[] }
  /** Lines to fill in by hand, side by side. */
  | { is: 'blanks'; labels: readonly Bilingual[] }
