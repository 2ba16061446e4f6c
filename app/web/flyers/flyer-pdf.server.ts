import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import type { ScriptLine } from '~/actions/calls/script'
import { printable } from '~/actions/letters/letter-pages.server'
import { type Language, otherLanguage } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { inkOn } from '~/ui/page/colour'
import font from '~/ui/page/league-gothic.woff?inline'
import { houseColour } from '~/ui/page/papers'
import type { FlyerWords } from './read-flyer.server'

const fontBytes = Buffer.from(font.slice(font.indexOf(',') + 1), 'base64')
/** US Letter on its side holds two halves, in points. */
const half = { width: 396, height: 612 }
const margin = 30
const inside = half.width - 2 * margin
const codeSize = 128

/** What a code says. */
interface Scanned {
  /** Where it leads. */
  url: string
  /** The source that those who scan it are counted under. */
  ref: string
}

/**
 * A flyer as PDF: a Letter sheet to cut into two halves, each in both languages, with a code that leads to the page. For
 * calls, what to say on a second sheet, or as many as it takes.
 */
export async function flyerPdf(lang: Language, words: FlyerWords, { url, ref }: Scanned): Promise<Buffer> {
  const { document, whole } = openSheet('landscape', words.title[lang])
  const code = await QRCode.toBuffer(`${url}?r=${ref}`, { margin: 1, width: 600, errorCorrectionLevel: 'M' })
  for (const left of [0, half.width]) printHalf(document, left, { lang, words, url, code })
  cutLine(document)
  const { size, cards } = cardsOf(document, words.script)
  for (const [at, script] of cards.entries()) {
    document.addPage()
    const title = printable(words.title[lang]) + (cards.length > 1 ? ` (${at + 1}/${cards.length})` : '')
    for (const left of [0, half.width]) printCard(document, left, { lang, title, call: words.call, script, size })
    cutLine(document)
  }
  document.end()
  return whole
}

/**
 * A QR code as large as a Letter sheet allows, with the title in both languages and the address below, to hang on a
 * wall.
 */
export async function qrSheetPdf(
  lang: Language,
  { title }: Pick<FlyerWords, 'title'>,
  { url, ref }: Scanned,
): Promise<Buffer> {
  const { document, whole } = openSheet('portrait', title[lang])
  const [width, edge, size] = [half.height, 54, 380]
  const code = await QRCode.toBuffer(`${url}?r=${ref}`, { margin: 1, width: 1200, errorCorrectionLevel: 'M' })
  const across = { x: edge, width: width - 2 * edge, align: 'center' as const }
  const other = otherLanguage(lang)
  document.fillColor('#000')
  fitted(document, title[lang].toUpperCase(), { ...across, y: 48, height: 120, largest: 60, isTitle: true })
  fitted(document, title[other].toUpperCase(), { ...across, y: 176, height: 70, largest: 30, isTitle: true })
  document.image(code, (width - size) / 2, 258, { width: size })
  const how = [lang, other].map((one) => translator(one)('site.flyer.scan')).join('  ·  ')
  fitted(document, how, { ...across, y: 652, height: 24, largest: 16 })
  fitted(document, url.replace(/^https?:\/\//, ''), { ...across, y: 684, height: 60, largest: 22 })
  document.end()
  return whole
}

function openSheet(layout: 'landscape' | 'portrait', title: string) {
  const document = new PDFDocument({ size: 'LETTER', layout, margin: 0, info: { Title: printable(title) } })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    document
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
  })
  document.registerFont('Gothic', fontBytes)
  return { document, whole }
}

interface Half {
  lang: Language
  words: FlyerWords
  url: string
  code: Buffer
}

function printHalf(document: PDFKit.PDFDocument, left: number, { lang, words, url, code }: Half): void {
  const other = otherLanguage(lang)
  const colour = words.colour ?? houseColour
  const x = left + margin
  const bandHeight = 250
  document.rect(left, 0, half.width, bandHeight).fill(colour)
  document.fillColor(inkOn(colour))
  fitted(document, words.title[lang].toUpperCase(), { x, y: margin, height: 140, largest: 54, isTitle: true })
  fitted(document, words.ask[lang], { x, y: document.y + 8, height: bandHeight - document.y - 20, largest: 15 })
  document.fillColor('#000')
  const codeTop = half.height - margin - codeSize
  fitted(document, words.title[other].toUpperCase(), { x, y: bandHeight + 18, height: 76, largest: 32, isTitle: true })
  fitted(document, words.ask[other], { x, y: document.y + 6, height: codeTop - document.y - 20, largest: 13 })
  document.image(code, x, codeTop, { width: codeSize })
  const beside = x + codeSize + 16
  document.font('Helvetica').fontSize(12)
  const how = [lang, other].map((one) => translator(one)('site.flyer.scan')).join('\n')
  document.text(printable(how), beside, codeTop + 8, { width: inside - codeSize - 16, lineGap: 2 })
  document
    .font('Helvetica-Bold')
    .fontSize(13)
    .text(url.replace(/^https?:\/\//, ''), beside, document.y + 8, { width: inside - codeSize - 16 })
  if (words.call)
    document.fontSize(11).text(printable(words.call[lang]), beside, document.y + 8, { width: inside - codeSize - 16 })
}

/** From where the lines of a card begin, below a title of two lines. */
const linesTop = margin + 90
const linesHeight = half.height - margin - linesTop
/** In points, the largest that leaves everything on one card; what is longer goes on over several, still legible. */
const sizes = [13, 10.5, 8.5]
const sizeOfMany = 10.5

/** What to say, parted over cards that hold it all. */
function cardsOf(document: PDFKit.PDFDocument, script: readonly ScriptLine[]): { size: number; cards: ScriptLine[][] } {
  const size = sizes.find((one) => parted(document, script, one).length <= 1) ?? sizeOfMany
  return { size, cards: parted(document, script, size) }
}

function parted(document: PDFKit.PDFDocument, script: readonly ScriptLine[], size: number): ScriptLine[][] {
  const cards: ScriptLine[][] = []
  let left = 0
  for (const line of script.flatMap((one) => thatFit(document, one, size))) {
    const height = heightOf(document, line, size)
    if (height > left) {
      cards.push([])
      left = linesHeight
    }
    cards.at(-1)!.push(line)
    left -= height
  }
  return cards
}

/** A line in pieces that each fit on a card. */
function thatFit(document: PDFKit.PDFDocument, line: ScriptLine, size: number): ScriptLine[] {
  if (heightOf(document, line, size) <= linesHeight) return [line]
  const [said, meaning] = [halves(line.said), halves(line.meaning)]
  return [0, 1].flatMap((at) => thatFit(document, { ...line, said: said[at]!, meaning: meaning[at]! }, size))
}

function halves(text: string): [string, string] {
  const space = text.indexOf(' ', text.length / 2)
  const middle = space === -1 ? Math.ceil(text.length / 2) : space
  return [text.slice(0, middle), text.slice(middle).trimStart()]
}

function heightOf(document: PDFKit.PDFDocument, { who, said, meaning }: ScriptLine, size: number): number {
  const width = inside - indentOf(who)
  const saidHeight = saidIn(document, who, size).heightOfString(printable(said), { width, lineGap: 1 })
  return saidHeight + meantIn(document, size).heightOfString(printable(meaning), { width }) + size
}

interface Card {
  lang: Language
  title: string
  call: FlyerWords['call']
  script: readonly ScriptLine[]
  size: number
}

function printCard(document: PDFKit.PDFDocument, left: number, { lang, title, call, script, size }: Card): void {
  const x = left + margin
  document.fillColor('#000').font('Gothic').fontSize(30)
  document.text(translator(lang)('flyers.say').toUpperCase(), x, margin, { width: inside, height: 34, ellipsis: true })
  fitted(document, title, { x, y: margin + 38, height: 30, largest: 11 })
  const number = call?.[lang] ?? translator(lang)('flyers.number', { blank: '________________' })
  fitted(document, number, { x, y: margin + 70, height: 16, largest: 11 })
  document.y = linesTop
  for (const { who, said, meaning } of script) {
    const at = x + indentOf(who)
    const width = inside - indentOf(who)
    const bottom = document.y + heightOf(document, { who, said, meaning }, size)
    saidIn(document, who, size).fillColor('#000').text(printable(said), at, document.y, { width, lineGap: 1 })
    meantIn(document, size).fillColor('#555').text(printable(meaning), at, document.y, { width })
    document.y = bottom
  }
}

function indentOf(who: ScriptLine['who']): number {
  return who === 'they' ? 18 : 0
}

function saidIn(document: PDFKit.PDFDocument, who: ScriptLine['who'], size: number): PDFKit.PDFDocument {
  return document.font(who === 'they' ? 'Helvetica-Oblique' : 'Helvetica-Bold').fontSize(size)
}

function meantIn(document: PDFKit.PDFDocument, size: number): PDFKit.PDFDocument {
  return document.font('Helvetica').fontSize(size - 1)
}

interface Fitting {
  x: number
  y: number
  height: number
  /** In points; smaller when the text would not fit. */
  largest: number
  isTitle?: boolean
  width?: number
  align?: 'left' | 'center'
}

function fitted(
  document: PDFKit.PDFDocument,
  text: string,
  { x, y, height, largest, isTitle = false, width = inside, align = 'left' }: Fitting,
): void {
  const shown = isTitle ? text : printable(text)
  // The font's own lines stand far apart.
  const options = (size: number) => ({ width, align, lineGap: isTitle ? -0.16 * size : 2 })
  document.font(isTitle ? 'Gothic' : 'Helvetica-Bold')
  const isFitting = (size: number) => {
    const widest = Math.max(...shown.split(/\s+/).map((word) => document.fontSize(size).widthOfString(word)))
    return widest <= width && document.heightOfString(shown, options(size)) <= height
  }
  let size = largest
  while (size > 8 && !isFitting(size)) size -= 1
  // Told a height, pdfkit cuts the last line of close-set type though it fits.
  const cut = isFitting(size) ? {} : { height, ellipsis: true }
  document.fontSize(size).text(shown, x, y, { ...options(size), ...cut })
}

function cutLine(document: PDFKit.PDFDocument): void {
  document
    .moveTo(half.width, 0)
    .lineTo(half.width, half.height)
    .dash(4, { space: 4 })
    .lineWidth(0.5)
    .stroke('#999')
    .undash()
}
