import type * as mupdf from 'mupdf'
import type { Drawing } from './draw-page.server'

/** A word that the file holds and nobody sees. */
interface UnseenWord {
  text: string
  /** On the page; smaller than the word, so that what stands beside it is not touched. */
  box: mupdf.Rect
}

interface Word extends UnseenWord {
  /** Spaces and ends of lines since the word before. */
  before: string
}

/** What a page says to programs and not to people. */
export interface Unseen {
  words: UnseenWord[]
  /** Words that are to be read instead of those that are drawn (`ActualText`). */
  saidInstead: string[]
}

/**
 * Contrast, of 255, and the share of a word's rows of pixels that have it at least. Light grey words are seen; letters
 * that shimmer through the seams of bars are not.
 */
const least = { faint: { contrast: 16, rows: 0.55 }, clear: { contrast: 72, rows: 0.2 } }

/**
 * Finds words that are not in the picture of a page: in the colour of their ground, under a box or picture of whatever
 * kind, in a layer that is switched off, or outside of what is shown.
 */
export function lookForUnseen(
  document: mupdf.PDFDocument,
  page: mupdf.PDFPage,
  { drawing, covered }: { drawing: Drawing; covered: readonly mupdf.Rect[] },
): Unseen {
  return withAllLayers(document, () => {
    const bounds = page.getBounds()
    const words = wordsOf(page, 'clip=no,').filter(
      (word) => !isCovered(covered, word) && isUnseen(drawing, bounds, word),
    )
    const drawn = new Set(textOf(page, 'clip=no,ignore-actualtext'))
    const saidInstead = textOf(page, 'clip=no').filter((word) => !drawn.has(word) && /[\p{L}\p{N}]/u.test(word))
    return { words: words.map(({ text, box }) => ({ text, box: smaller(box) })), saidInstead }
  })
}

/** The text of a page without the words that nobody sees on it, also those under black boxes. */
export function seenText(
  page: mupdf.PDFPage,
  { drawing, covered }: { drawing: Drawing; covered: readonly mupdf.Rect[] },
): string {
  const bounds = page.getBounds()
  return wordsOf(page)
    .map((word) => word.before + (isCovered(covered, word) || isUnseen(drawing, bounds, word) ? '' : word.text))
    .join('')
}

const isCovered = (covered: readonly mupdf.Rect[], { box }: UnseenWord) => covered.some((one) => isIn(one, box))

function isUnseen(drawing: Drawing, bounds: mupdf.Rect, { text, box }: UnseenWord): boolean {
  return /[\p{L}\p{N}]/u.test(text) && (!isIn(bounds, box) || !isSeen(drawing, bounds, box))
}

/** Does something while no layer is switched off. */
export function withAllLayers<Result>(document: mupdf.PDFDocument, act: () => Result): Result {
  const off = Array.from({ length: document.countLayers() }, (_, at) => at).filter((at) => !document.isLayerVisible(at))
  for (const at of off) document.setLayerVisible(at, true)
  try {
    return act()
  } finally {
    for (const at of off) document.setLayerVisible(at, false)
  }
}

function textOf(page: mupdf.PDFPage, options: string): string[] {
  const structured = page.toStructuredText(`preserve-whitespace,${options}`)
  try {
    return structured.asText().normalize('NFKC').replaceAll('\u00ad', '').split(/\s+/)
  } finally {
    structured.destroy()
  }
}

function wordsOf(page: mupdf.PDFPage, options = ''): Word[] {
  const words: Word[] = []
  let word: Word | null = null
  let before = ''
  const structured = page.toStructuredText(`preserve-whitespace,${options}ignore-actualtext`)
  try {
    structured.walk({
      beginLine() {
        word = null
      },
      onChar(character, _origin, _font, _size, quad) {
        if (character.trim() === '') {
          word = null
          before += character
          return
        }
        const [xs, ys] = [quad.filter((_, at) => at % 2 === 0), quad.filter((_, at) => at % 2 === 1)]
        const box: mupdf.Rect = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
        if (word) {
          word.text += character
          word.box = around(word.box, box)
        } else {
          word = { text: character, box, before }
          words.push(word)
          before = ''
        }
      },
      endLine() {
        before += '\n'
      },
      endTextBlock() {
        before += '\n'
      },
    })
  } finally {
    structured.destroy()
  }
  return words
}

function around(one: mupdf.Rect, other: mupdf.Rect): mupdf.Rect {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]
}

/** Whether the middle of a box is in another one. */
function isIn([left, top, right, bottom]: mupdf.Rect, [x0, y0, x1, y1]: mupdf.Rect): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  return x >= left && x <= right && y >= top && y <= bottom
}

function smaller([x0, y0, x1, y1]: mupdf.Rect): mupdf.Rect {
  const [dx, dy] = [(x1 - x0) * 0.05, (y1 - y0) * 0.3]
  return [x0 + dx, y0 + dy, x1 - dx, y1 - dy]
}

/**
 * Whether something is drawn where a word stands. Compared along each row of pixels: the seams of bars that lie over it
 * are no letters.
 */
function isSeen({ pixels, width, height, scale }: Drawing, [left, top]: mupdf.Rect, box: mupdf.Rect): boolean {
  const fifth = (box[3] - box[1]) / 5
  const x0 = Math.max(0, Math.floor((box[0] - left) * scale))
  const x1 = Math.min(width, Math.ceil((box[2] - left) * scale))
  const y0 = Math.max(0, Math.floor((box[1] + fifth - top) * scale))
  const y1 = Math.min(height, Math.ceil((box[3] - fifth - top) * scale))
  // Too small to tell, or on the part of a long page that is not drawn.
  if (x1 - x0 < 2 || y1 - y0 < 2) return true
  let [faint, clear] = [0, 0]
  for (let y = y0; y < y1; y += 1) {
    const contrast = contrastOf(pixels, (y * width + x0) * 3, (y * width + x1) * 3)
    if (contrast > least.faint.contrast) faint += 1
    if (contrast > least.clear.contrast) clear += 1
  }
  return faint >= least.faint.rows * (y1 - y0) || clear >= least.clear.rows * (y1 - y0)
}

/** How far the pixels of a row differ from each other, of 255. */
function contrastOf(pixels: Buffer, from: number, to: number): number {
  let most = 0
  for (let channel = 0; channel < 3; channel += 1) {
    let [low, high] = [255, 0]
    for (let at = from + channel; at < to; at += 3) {
      const value = pixels[at]!
      if (value < low) low = value
      if (value > high) high = value
    }
    most = Math.max(most, high - low)
  }
  return most
}
