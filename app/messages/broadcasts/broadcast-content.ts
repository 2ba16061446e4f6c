import { z } from 'zod'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { fieldProblem, fieldsIn, type MergeField } from './merge-fields'

export type BroadcastChannel = 'mail' | 'text'

export const blockKinds = ['heading', 'text', 'picture', 'button', 'quote', 'official'] as const

export type BlockKind = (typeof blockKinds)[number]

const words = z.object({ en: z.string().default(''), es: z.string().default('') })
const nothing: Bilingual = { en: '', es: '' }

/** A part of a mail, in both languages. */
const block = z.object({
  kind: z.enum(blockKinds),
  /**
   * What it says: a heading, Markdown, what a picture shows, a button, the words of a quote; beside an official's card, what
   * to ask them (may be empty).
   */
  words: words.default(nothing),
  /** Who said a quote. */
  by: words.default(nothing),
  /** Where a button leads, if that is no page of ours. */
  link: words.default(nothing),
  /** A picture's path, an official's slug, or a page of ours without its language, such as `petitions/alto-polimigra`. */
  of: z.string().default(''),
  /** Which of two versions has it; '': both. */
  version: z.enum(['', 'a', 'b']).default(''),
})

export type Block = z.output<typeof block>

export const mostBlocks = 40

const blocksSchema = z.array(block).max(mostBlocks)

/** What a message to many says, in both languages. */
export interface BroadcastContent {
  channel: BroadcastChannel
  /** '' in a text, as are the other parts of a mail. */
  subject: Bilingual
  /** A second subject to compare; null: none. */
  subjectB: Bilingual | null
  /** What inboxes show beside the subject. */
  preview: Bilingual
  blocks: Block[]
  /** Plain text that somebody has edited; null: made of the blocks. */
  plain: Bilingual | null
  /** The words of a text. */
  body: Bilingual
  /** Other words to compare; null: none. */
  bodyB: Bilingual | null
}

/** Reads stored blocks. A mail from before had only a body, which is its one block. */
export function readBlocks(stored: unknown, body: Bilingual): Block[] {
  if (stored !== null && stored !== undefined) return blocksSchema.parse(stored)
  return body.en || body.es ? [emptyBlock('text', body)] : []
}

export function emptyBlock(kind: BlockKind, said: Bilingual = nothing): Block {
  return { kind, words: said, by: nothing, link: nothing, of: '', version: '' }
}

/** Whether some get one version and some another, and the better one goes to the rest. */
export function isCompared({ subjectB, bodyB, blocks }: BroadcastContent): boolean {
  return subjectB !== null || bodyB !== null || blocks.some(({ version }) => version !== '')
}

/** What keeps a message from being approved. `field`: of the form; `said`: what was typed. */
export interface Missing {
  problem:
    | 'plainCompared'
    | 'empty'
    | 'half'
    | 'unknownField'
    | 'translatedField'
    | 'noFallback'
    | 'noLink'
    | 'noPicture'
    | 'noOfficial'
    | 'noBlocks'
  field: string
  language: Language | null
  said?: string
}

/** What is missing from a message, in the order of its form; both languages or neither. */
export function missingFrom(content: BroadcastContent): Missing[] {
  if (content.channel === 'text')
    return [
      ...missingWords('body', content.body, true),
      ...(content.bodyB ? missingWords('body_b', content.bodyB, true) : []),
    ]
  const { subject, subjectB, preview, blocks, plain } = content
  return [
    ...missingWords('subject', subject, true),
    ...(subjectB ? missingWords('subject_b', subjectB, true) : []),
    ...missingWords('preview', preview, false),
    ...(blocks.length === 0 ? [{ problem: 'noBlocks' as const, field: 'blocks', language: null }] : []),
    ...blocks.flatMap(missingFromBlock),
    ...(plain ? missingWords('plain', plain, true) : []),
    // One plain text cannot say two things.
    ...(plain && blocks.some(({ version }) => version !== '')
      ? [{ problem: 'plainCompared' as const, field: 'plain_en', language: null }]
      : []),
  ]
}

function missingFromBlock({ kind, words: said, by, link, of }: Block, at: number): Missing[] {
  const field = (name: string) => `block_${at}_${name}`
  const problems = missingWords(field('words'), said, kind !== 'official')
  switch (kind) {
    case 'heading':
    case 'text':
      return problems
    case 'quote':
      return [...problems, ...missingWords(field('by'), by, false)]
    case 'picture':
      return of ? problems : [{ problem: 'noPicture', field: field('of'), language: null }, ...problems]
    case 'official':
      return of ? problems : [{ problem: 'noOfficial', field: field('of'), language: null }, ...problems]
    case 'button':
      return of
        ? problems
        : [
            ...problems,
            ...languages
              .filter((language) => !isWebAddress(link[language]))
              .map((language): Missing => ({ problem: 'noLink', field: `${field('link')}_${language}`, language })),
          ]
  }
}

function missingWords(field: string, said: Bilingual, isRequired: boolean): Missing[] {
  const isEmpty = languages.every((language) => said[language].trim() === '')
  return languages.flatMap((language): Missing[] => {
    const at = { field: `${field}_${language}`, language }
    if (said[language].trim() === '') {
      if (isEmpty && !isRequired) return []
      return [{ problem: isEmpty ? 'empty' : 'half', ...at }]
    }
    const wrong = fieldProblem(said[language])
    const named = { unknown: 'unknownField', translated: 'translatedField', noFallback: 'noFallback' } as const
    return wrong ? [{ problem: named[wrong.problem], ...at, said: wrong.typed }] : []
  })
}

function isWebAddress(text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.')
}

/** All words of a message in one language, for checks and for the fields that they use. */
export function allWords(content: BroadcastContent, language: Language): string[] {
  if (content.channel === 'text') return [content.body[language], content.bodyB?.[language] ?? '']
  return [
    content.subject[language],
    content.subjectB?.[language] ?? '',
    content.preview[language],
    ...content.blocks.flatMap(({ words: said, by }) => [said[language], by[language]]),
    content.plain?.[language] ?? '',
  ]
}

/** The fields that a message uses in either language. */
export function fieldsOf(content: BroadcastContent): MergeField[] {
  return [...new Set(languages.flatMap((language) => allWords(content, language).flatMap(fieldsIn)))]
}
