import * as mupdf from 'mupdf'
import sharp from 'sharp'
import type { CheckedDocument, ReadingOrder, ReadPage, ReadPiece } from './document-file'
import { type Drawing, drawPage, isBlank } from './draw-page.server'
import { type Finding, finding } from './finding'
import { lookForUnseen, seenText } from './look-for-unseen.server'
import { lookAtAnnotations, lookIntoFile } from './look-into-file.server'
import { lookUnderPage } from './look-under-page.server'
import { openPdf } from './open-pdf.server'
import { findPersonal } from './personal-patterns'
import { titleInPdf } from './title-in-pdf'

/** Pixels. The larger picture can be read on a wide screen; the smaller is for phones and cards. */
const width = { large: 1_200, small: 400 }
/** Dots per inch at which text is recognized, and the most pixels of a side. */
const recognized = { dpi: 200, most: 3_400 }
/** Characters of a page that are kept; a page of small print has ten thousand. */
const mostText = 200_000

/** Characters; a scan with less text has only what was stamped on it, such as the number of its page. */
const stamp = 200

/** Yields what is to be known of a file before its pages are read. @throws RefusedFile */
export function* checkDocument([file]: { bytes: Buffer }[]): Generator<CheckedDocument> {
  const document = openPdf(file!.bytes)
  yield { pages: document.countPages(), title: titleInPdf(document.getMetaData('info:Title') ?? '') }
}

/**
 * Reads a document page by page: text, two pictures, and what it may not be meant to tell. What is found in the file as a
 * whole comes with the first page only.
 *
 * @throws RefusedFile
 */
export async function* readDocument(
  [file]: { bytes: Buffer }[],
  { from, recognizes }: ReadingOrder,
): AsyncGenerator<ReadPiece> {
  sharp.cache(false)
  sharp.concurrency(1)
  const document = openPdf(file!.bytes)
  const pages = document.countPages()
  yield { head: { pages, findings: from === 1 ? lookIntoFile(document, file!.bytes) : [] } }
  for (let number = from; number <= pages; number += 1) {
    yield await readOrSkip(document, number, recognizes)
    mupdf.shrinkStore(50)
  }
}

/** A page on which the library fails is told of, and does not keep the others from being read. */
async function readOrSkip(document: mupdf.PDFDocument, number: number, recognizes: boolean): Promise<ReadPiece> {
  let page: mupdf.PDFPage | null = null
  try {
    page = document.loadPage(number - 1)
    return { page: await readPage(document, page, { number, recognizes }) }
  } catch {
    return { unread: number }
  } finally {
    page?.destroy()
  }
}

async function readPage(
  document: mupdf.PDFDocument,
  page: mupdf.PDFPage,
  { number, recognizes }: { number: number; recognizes: boolean },
): Promise<ReadPage> {
  const structured = page.toStructuredText('preserve-whitespace,ignore-actualtext')
  const written = plain(structured.asText())
  structured.destroy()
  const layers = lookUnderPage(page)
  const { isActive, attached, redactions, notes } = lookAtAnnotations(page)
  const drawing = drawPage(page, width.large)
  const looked = { drawing, covered: layers.covered.map(({ box }) => box) }
  const { words, saidInstead } = lookForUnseen(document, page, looked)
  // What is public is what a reader sees, also when an organizer lets the file be as it is.
  const text = layers.covered.length + words.length === 0 ? written : plain(seenText(page, looked))
  const hidden = plain([...words.map((word) => word.text), ...saidInstead].join(' '))
  const said = plain(notes.join('\n'))
  const large = await picture(drawing)
  const isOnlyStamped = layers.isScan && layers.invisible.trim() === '' && text.length <= stamp
  const isPictured = text === '' ? !isBlank(drawing) : isOnlyStamped
  return {
    number,
    text,
    width: large.width,
    height: large.height,
    large: large.webp,
    small: await sharp(large.webp).resize({ width: width.small }).webp({ quality: 70 }).toBuffer(),
    isPictured,
    toRecognize: recognizes && isPictured ? forRecognition(page) : null,
    findings: [
      ...(layers.covered.length > 0
        ? [finding('covered-text', number, layers.covered.map((one) => one.text).join(' · '), layers.covered.length)]
        : []),
      ...firstOf(
        layers.overPictures,
        () => '',
        (_, count) => finding('covered-picture', number, '', count),
      ),
      ...firstOf(
        redactions,
        () => '',
        (_, count) => finding('unapplied-redaction', number, '', count),
      ),
      ...(layers.invisible.trim() !== '' && layers.isScan ? [finding('invisible-text', number, layers.invisible)] : []),
      ...(hidden === '' ? [] : [finding('hidden-text', number, hidden, words.length + saidInstead.length)]),
      ...(said === '' ? [] : [finding('notes', number, said, notes.length)]),
      ...(isActive ? [finding('active', number, '')] : []),
      ...(attached > 0 ? [finding('embedded-file', number, '', attached)] : []),
      ...findPersonal(number, [written, hidden, said].join('\n')),
    ],
  }
}

function firstOf<One>(
  all: readonly One[],
  excerpt: (one: One) => string,
  make: (excerpt: string, count: number) => Finding,
) {
  return all.length > 0 ? [make(excerpt(all[0]!), all.length)] : []
}

/** Without control characters, which PostgreSQL or pages do not take, and those that mark words found in a search. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Co}]/gu, (character) => (character === '\n' || character === '\t' ? character : ''))
    .toWellFormed()
    .slice(0, mostText)
    .trim()
}

async function picture({
  pixels,
  width: wide,
  height,
}: Drawing): Promise<{ webp: Buffer; width: number; height: number }> {
  const raw = { width: wide, height, channels: 3 } as const
  const webp = await sharp(pixels, { raw }).webp({ quality: 72, effort: 3 }).toBuffer()
  return { webp, width: wide, height }
}

function forRecognition(page: mupdf.PDFPage): Uint8Array {
  const [left, top, right, bottom] = page.getBounds()
  const scale = Math.min(recognized.dpi / 72, recognized.most / Math.max(1, right - left, bottom - top))
  const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceGray, false)
  try {
    return Buffer.from(pixmap.asPNG())
  } finally {
    pixmap.destroy()
  }
}
