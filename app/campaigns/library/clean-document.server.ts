import type * as mupdf from 'mupdf'
import * as library from 'mupdf'
import type { CleaningOrder } from './document-file'
import { drawPage } from './draw-page.server'
import { lookForUnseen, withAllLayers } from './look-for-unseen.server'
import { carrying, isActing, saidOn } from './look-into-file.server'
import { lookUnderPage } from './look-under-page.server'
import { openPdf } from './open-pdf.server'

/** Bytes sent at a time. */
const pieceSize = 1024 * 1024

/** What the catalog and a page say about who made them, with what, and what is to happen. @see ISO 32000-1, table 28 */
const ofCatalog = [
  'Metadata',
  'PieceInfo',
  'OpenAction',
  'AA',
  'AF',
  'Collection',
  'SpiderInfo',
  'Perms',
  'Legal',
  'Outlines',
]
const ofPage = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb', 'AA', 'AF']

/**
 * Writes a document again, in one version and without what hides in it: text and parts of pictures under black boxes,
 * and under marks that were never applied, metadata, files, scripts, unused objects.
 *
 * @throws RefusedFile
 */
export function* cleanDocument(
  [file]: { bytes: Buffer }[],
  { removesInvisible }: CleaningOrder,
): Generator<{ bytes: Uint8Array }> {
  const document = openPdf(file!.bytes)
  const pages = document.countPages()
  for (let at = 0; at < pages; at += 1) {
    const page = document.loadPage(at)
    cleanAnnotations(page)
    page.destroy()
  }
  // What is drawn of notes and forms becomes part of the page; what is written behind it is gone.
  document.bake(true, true)
  for (let at = 0; at < pages; at += 1) {
    const page = document.loadPage(at)
    cleanPage(document, page, removesInvisible)
    page.destroy()
    library.shrinkStore(50)
  }
  cleanCatalog(document)
  dropActualTexts(document)
  const saved = document.saveToBuffer('garbage=3,clean=yes,sanitize=yes,compress=yes,encrypt=none')
  const all = saved.asUint8Array()
  for (let at = 0; at < all.length; at += pieceSize) yield { bytes: Buffer.from(all.subarray(at, at + pieceSize)) }
}

function cleanAnnotations(page: mupdf.PDFPage): void {
  const object = page.getObject()
  for (const annotation of page.getAnnotations())
    if (carrying.has(annotation.getType())) page.deleteAnnotation(annotation)
  object.get('Annots').forEach((annotation) => {
    if (!annotation.isDictionary()) return
    annotation.delete('AA')
    if (isActing(annotation.get('A'))) annotation.delete('A')
  })
  for (const key of ofPage) object.delete(key)
  const marked = page.getAnnotations().some((annotation) => annotation.getType() === 'Redact')
  // Marks of whoever made the file are applied as they were meant: black, pictures too.
  if (marked)
    page.applyRedactions(
      true,
      library.PDFPage.REDACT_IMAGE_PIXELS,
      library.PDFPage.REDACT_LINE_ART_REMOVE_IF_COVERED,
      library.PDFPage.REDACT_TEXT_REMOVE,
    )
}

/** Pixels; enough to tell whether a word is seen. */
const drawnWide = 1_200

function cleanPage(document: mupdf.PDFDocument, page: mupdf.PDFPage, removesInvisible: boolean): void {
  page
    .getObject()
    .get('Annots')
    .forEach((annotation) => {
      if (annotation.isDictionary()) for (const key of saidOn) annotation.delete(key)
    })
  const layers = lookUnderPage(page)
  const middles = layers.covered.flatMap((one) => one.middles)
  const { words } = lookForUnseen(document, page, { drawing: drawPage(page, drawnWide), covered: [] })
  // Never the whole black box: a line that its edge comes close to would go too.
  const boxes = [...middles, ...words.map(({ box }) => box)]
  // Only a scan: elsewhere the text that is seen would go too.
  if (removesInvisible && layers.invisible !== '' && !layers.hasVisibleText) boxes.push(page.getBounds())
  const { REDACT_IMAGE_NONE, REDACT_IMAGE_PIXELS, REDACT_TEXT_NONE, REDACT_TEXT_REMOVE } = library.PDFPage
  takeOut(document, page, { boxes, pictures: REDACT_IMAGE_NONE, text: REDACT_TEXT_REMOVE })
  // What is written on such a box stays. What a picture on top would be lost with is only reported.
  const overPictures = layers.overPictures.filter(({ isUnderPicture }) => !isUnderPicture)
  const [drawn, pictures] = [false, true].map((isPicture) =>
    overPictures.filter((one) => one.isPicture === isPicture).map(({ box }) => box),
  ) as [mupdf.Rect[], mupdf.Rect[]]
  takeOut(document, page, { boxes: drawn, pictures: REDACT_IMAGE_PIXELS, text: REDACT_TEXT_NONE })
  takeOut(document, page, {
    boxes: pictures,
    pictures: REDACT_IMAGE_PIXELS,
    text: REDACT_TEXT_NONE,
    isDrawnAgain: true,
  })
}

interface TakenOut {
  boxes: readonly mupdf.Rect[]
  pictures: number
  text: number
  /** Whether the box goes with what is under it. */
  isDrawnAgain?: boolean
}

/** The boxes stay as they are drawn; only what is under them goes. */
function takeOut(
  document: mupdf.PDFDocument,
  page: mupdf.PDFPage,
  { boxes, pictures, text, isDrawnAgain = false }: TakenOut,
): void {
  if (boxes.length === 0) return
  for (const box of boxes) page.createAnnotation('Redact').setRect(box)
  const { REDACT_LINE_ART_NONE } = library.PDFPage
  withAllLayers(document, () => page.applyRedactions(isDrawnAgain, pictures, REDACT_LINE_ART_NONE, text))
}

/** Inline, as it stands in a page's content. @see ISO 32000-1, 14.9.4 */
const actualText = /\/ActualText\s*(?:\((?:\\[\s\S]|[^()\\]|\((?:\\[\s\S]|[^()\\])*\))*\)|<[\dA-Fa-f\s]*>)/g

/** Words that programs are to read instead of those on the page. */
function dropActualTexts(document: mupdf.PDFDocument): void {
  for (let number = 1; number < document.countObjects(); number += 1) {
    const object = document.newIndirect(number).resolve()
    if (!object.isDictionary()) continue
    object.delete('ActualText')
    const properties = object.get('Resources', 'Properties')
    if (properties.isDictionary()) properties.forEach((one) => one.isDictionary() && one.delete('ActualText'))
    const kind = object.get('Subtype')
    if (kind.isName() && kind.asName() === 'Form') withoutActualText(document.newIndirect(number))
    const contents = object.get('Contents')
    if (contents.isStream()) withoutActualText(contents)
    else if (contents.isArray()) contents.forEach((one) => one.isStream() && withoutActualText(one))
  }
}

function withoutActualText(stream: mupdf.PDFObject): void {
  const content = Buffer.from(stream.readStream().asUint8Array()).toString('latin1')
  if (content.includes('/ActualText')) stream.writeStream(Buffer.from(content.replace(actualText, ''), 'latin1'))
}

function cleanCatalog(document: mupdf.PDFDocument): void {
  const trailer = document.getTrailer()
  const root = trailer.get('Root')
  for (const key of ofCatalog) root.delete(key)
  const names = root.get('Names')
  if (names.isDictionary()) for (const key of ['JavaScript', 'EmbeddedFiles', 'Renditions']) names.delete(key)
  root.delete('AcroForm')
  trailer.delete('Info')
}
