import { type Bilingual, inBoth, languages } from '~/i18n/language'
import {
  type Block,
  type BlockKind,
  type BroadcastChannel,
  type BroadcastContent,
  blockKinds,
  emptyBlock,
  mostBlocks,
} from '~/messages/broadcasts/broadcast-content'
import type { FieldError } from '~/ui/forms/form-state'
import { cleanLine, cleanLines } from '~/ui/forms/text'

/** Fields of the form, by name. */
type Fields = Record<string, string>

/** Most characters of each part; keys are the ends of field names. */
const mostOf = { line: 160, words: 12_000, text: 700, plain: 25_000, link: 500 } as const

/** The form's fields for a stored message. */
export function contentFields(content: BroadcastContent): Fields {
  if (content.channel === 'text') return { ...both('body', content.body), ...both('body_b', content.bodyB ?? nothing) }
  const { subject, subjectB, preview, blocks, plain } = content
  return {
    ...both('subject', subject),
    ...both('subject_b', subjectB ?? nothing),
    ...both('preview', preview),
    ...blockFields(blocks),
    ...(plain ? { own_plain: '1' } : {}),
    ...both('plain', plain ?? nothing),
  }
}

const nothing: Bilingual = { en: '', es: '' }

function both(name: string, said: Bilingual): Fields {
  return Object.fromEntries(languages.map((language) => [`${name}_${language}`, said[language]]))
}

function blockFields(blocks: readonly Block[]): Fields {
  return Object.assign(
    { blocks: String(blocks.length) },
    ...blocks.map(({ kind, words, by, link, of, version }, at) => ({
      [`block_${at}_kind`]: kind,
      [`block_${at}_of`]: of,
      [`block_${at}_version`]: version,
      ...both(`block_${at}_words`, words),
      ...both(`block_${at}_by`, by),
      ...both(`block_${at}_link`, link),
    })),
  )
}

/** How many blocks a form holds. */
export function blockCount(fields: Fields): number {
  const count = Number(fields.blocks ?? 0)
  return Number.isInteger(count) && count > 0 ? Math.min(count, mostBlocks) : 0
}

export function blockKindOf(fields: Fields, at: number): BlockKind {
  return blockKinds.find((kind) => kind === fields[`block_${at}_kind`]) ?? 'text'
}

type ReadContent = { content: BroadcastContent; errors: FieldError[] }

/** Reads what was typed. Half-written messages are fine; only what is too long, or does not belong there, is an error. */
export function readContent(channel: BroadcastChannel, fields: Fields): ReadContent {
  const errors: FieldError[] = []
  const said = (name: string, most: number, clean: (text: string) => string): Bilingual =>
    inBoth((language) => {
      const field = `${name}_${language}`
      const text = clean((fields[field] ?? '').slice(0, 4 * most + 100))
      if (text.length > most) errors.push({ field, message: 'tooLong' })
      return text
    })
  if (channel === 'text') {
    const body = said('body', mostOf.text, cleanLines)
    const bodyB = said('body_b', mostOf.text, cleanLines)
    const hasB = languages.some((language) => bodyB[language] !== '')
    return {
      content: {
        channel,
        subject: nothing,
        subjectB: null,
        preview: nothing,
        blocks: [],
        plain: null,
        body,
        bodyB: hasB ? bodyB : null,
      },
      errors,
    }
  }
  const subject = said('subject', mostOf.line, cleanLine)
  const subjectB = said('subject_b', mostOf.line, cleanLine)
  const preview = said('preview', mostOf.line, cleanLine)
  const blocks = Array.from({ length: blockCount(fields) }, (_, at): Block => {
    const name = (part: string) => `block_${at}_${part}`
    const kind = blockKindOf(fields, at)
    const isLine = kind === 'heading' || kind === 'button' || kind === 'picture'
    return {
      kind,
      words: said(name('words'), isLine ? mostOf.line : mostOf.words, isLine ? cleanLine : cleanLines),
      by: said(name('by'), mostOf.line, cleanLine),
      link: said(name('link'), mostOf.link, cleanLine),
      version: versions.find((one) => one === fields[name('version')]) ?? '',
      of: readOf(kind, cleanLine((fields[name('of')] ?? '').slice(0, 300)), errors, name('of')),
    }
  })
  const plain = fields.own_plain === '1' ? said('plain', mostOf.plain, cleanLines) : null
  const hasB = languages.some((language) => subjectB[language] !== '')
  return {
    content: { channel, subject, subjectB: hasB ? subjectB : null, preview, blocks, plain, body: nothing, bodyB: null },
    errors,
  }
}

const versions = ['a', 'b'] as const

const shapes: Readonly<Partial<Record<BlockKind, RegExp>>> = {
  picture: /^\/pictures\/[0-9a-f-]{36}\.jpg$/,
  button: /^[a-z-]+(?:\/[a-z0-9-]{1,120}){1,4}$/,
  official: /^[a-z0-9-]{1,200}$/,
}

function readOf(kind: BlockKind, of: string, errors: FieldError[], field: string): string {
  const shape = shapes[kind]
  if (!shape || of === '') return ''
  if (shape.test(of)) return of
  errors.push({ field, message: 'notOffered' })
  return ''
}

/**
 * Adds, moves or removes a block in what was typed; everything else stays as it was.
 *
 * @param intent `add heading`, `up 3`, `down 3`, `remove 3`, `back` for the one that was removed last
 * @returns null when it is about no block
 */
export function changeBlocks(fields: Fields, intent: string): Fields | null {
  const [what, which = ''] = intent.split(' ')
  const blocks = readContent('mail', fields).content.blocks
  const at = Number(which)
  const isThere = Number.isInteger(at) && at >= 0 && at < blocks.length
  switch (what) {
    case 'add': {
      const kind = blockKinds.find((one) => one === which)
      if (!kind || blocks.length >= mostBlocks) return null
      return withBlocks(fields, [...blocks, emptyBlock(kind)], blocks.length)
    }
    case 'up':
    case 'down': {
      const to = what === 'up' ? at - 1 : at + 1
      if (!isThere || to < 0 || to >= blocks.length) return isThere ? fields : null
      const moved = [...blocks]
      ;[moved[at], moved[to]] = [moved[to]!, moved[at]!]
      return withBlocks(fields, moved, to)
    }
    case 'remove':
      if (!isThere) return null
      return {
        ...withBlocks(
          fields,
          blocks.filter((_, one) => one !== at),
        ),
        removed: JSON.stringify({ at, block: blocks[at] }),
      }
    case 'back': {
      const kept = readRemoved(fields.removed)
      if (!kept) return null
      const { removed: _, ...rest } = fields
      return withBlocks(rest, blocks.toSpliced(kept.at, 0, kept.block), kept.at)
    }
    default:
      return null
  }
}

/** The block that was removed last. It went to the browser and came back, so it is read like what is typed. */
function readRemoved(text: string | undefined): { at: number; block: Block } | null {
  try {
    const { at, block } = JSON.parse(text ?? '') as { at: number; block: Block }
    const [read] = readContent('mail', blockFields([block])).content.blocks
    return read && Number.isInteger(at) && at >= 0 ? { at, block: read } : null
  } catch {
    return null
  }
}

/** @param changed where the page goes on: the block that was added or moved */
function withBlocks(fields: Fields, blocks: readonly Block[], changed?: number): Fields {
  const others = Object.entries(fields).filter(([name]) => !name.startsWith('block_'))
  return {
    ...Object.fromEntries(others),
    ...blockFields(blocks),
    ...(changed === undefined ? {} : { changed: String(changed) }),
  }
}
