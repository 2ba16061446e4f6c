/** A piece of text, and whether it was searched for. */
export interface Marked {
  text: string
  isFound: boolean
}

/** Characters shown of a text, about two lines. */
const longest = 180
/** Characters shown before the first word that was found. */
const before = 60

/**
 * Marks words in a title, and in the part of a text where they first stand.
 * Accents and capitals make no difference.
 */
export function excerptOf(
  title: string,
  body: string,
  found: readonly string[],
): { title: Marked[]; excerpt: Marked[] } {
  const words = new Set(found.map(plain))
  const first = [...body.matchAll(wordPattern)].find(([word]) => words.has(plain(word)))
  const from = wordStart(body, Math.max(0, (first?.index ?? 0) - before))
  const to = body.length - from <= longest ? body.length : wordStart(body, from + longest)
  const part = body.slice(from, to).trim()
  const excerpt = mark(`${from > 0 ? '… ' : ''}${part}${to < body.length ? ' …' : ''}`, words)
  return { title: mark(title, words), excerpt: part ? excerpt : [] }
}

const wordPattern = /[\p{L}\p{N}]+/gu

function mark(text: string, words: ReadonlySet<string>): Marked[] {
  const pieces: Marked[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (!words.has(plain(word))) continue
    if (index > end) pieces.push({ text: text.slice(end, index), isFound: false })
    pieces.push({ text: word, isFound: true })
    end = index + word.length
  }
  return end < text.length ? [...pieces, { text: text.slice(end), isFound: false }] : pieces
}

/** Where the word that holds a position begins. */
function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return at === 0 || space < 0 ? 0 : space + 1
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
