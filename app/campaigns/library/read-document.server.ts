import * as mupdf from 'mupdf'
import sharp from 'sharp'
import type { ReadingOrder, ReadPage, ReadPiece } from './document-file'
import { type Finding, finding } from './finding'
import { lookAtAnnotations, lookIntoFile } from './look-into-file.server'
import { lookUnderPage } from './look-under-page.server'
import { openPdf } from './open-pdf.server'
import { findPersonal } from './personal-patterns'

/** Pixels. The larger picture can be read on a wide screen; the smaller is for phones and cards. */
const width = { large: 1_200, small: 400 }
/** Times its width that a page may be high: a receipt a yard long is cut. */
const mostHigh = 3
/** Dots per inch at which text is recognized, and the most pixels of a side. */
const recognized = { dpi: 200, most: 3_400 }
/** Characters of a page that are kept; a page of small print has ten thousand. */
const mostText = 200_000

/** Yields what is to be known of a file before its pages are read. @throws RefusedFile */
export function* checkDocument([file]: { bytes: Buffer }[]): Generator<{ pages: number }> {
  yield { pages: openPdf(file!.bytes).countPages() }
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
    return { page: await readPage(page, number, recognizes) }
  } catch {
    return { unread: number }
  } finally {
    page?.destroy()
  }
}

async function readPage(page: mupdf.PDFPage, number: number, recognizes: boolean): Promise<ReadPage> {
  const structured = page.toStructuredText('preserve-whitespace')
  const text = plain(structured.asText())
  structured.destroy()
  const layers = lookUnderPage(page)
  const { isActive, attached, redactions } = lookAtAnnotations(page)
  const large = await picture(page, width.large)
  return {
    number,
    text,
    width: large.width,
    height: large.height,
    large: large.webp,
    small: await sharp(large.webp).resize({ width: width.small }).webp({ quality: 70 }).toBuffer(),
    toRecognize: recognizes && text === '' ? forRecognition(page) : null,
    findings: [
      ...firstOf(
        layers.covered,
        ({ text: under }) => under,
        (under, count) => finding('covered-text', number, under, count),
      ),
      ...firstOf(
        redactions,
        () => '',
        (_, count) => finding('unapplied-redaction', number, '', count),
      ),
      ...(layers.invisible.trim() !== '' && layers.isScan ? [finding('invisible-text', number, layers.invisible)] : []),
      ...(isActive ? [finding('active', number, '')] : []),
      ...(attached > 0 ? [finding('embedded-file', number, '', attached)] : []),
      ...findPersonal(number, text),
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

async function picture(page: mupdf.PDFPage, wide: number): Promise<{ webp: Buffer; width: number; height: number }> {
  const [left, top, right, bottom] = page.getBounds()
  const [across, down] = [Math.max(1, right - left), Math.max(1, bottom - top)]
  const scale = wide / across
  const height = Math.max(1, Math.min(Math.round(down * scale), wide * mostHigh))
  const box: mupdf.Rect = [0, 0, wide, height]
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, box, false)
  pixmap.clear(255)
  const device = new mupdf.DrawDevice(mupdf.Matrix.identity, pixmap)
  try {
    page.run(device, mupdf.Matrix.concat(mupdf.Matrix.translate(-left, -top), mupdf.Matrix.scale(scale, scale)))
    device.close()
    const pixels = pixmap.getPixels()
    const raw = { width: wide, height, channels: 3 } as const
    // Copied: what the library holds moves when its memory grows.
    const webp = await sharp(Buffer.from(pixels), { raw }).webp({ quality: 72, effort: 3 }).toBuffer()
    return { webp, width: wide, height }
  } finally {
    device.destroy()
    pixmap.destroy()
  }
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
