import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { printable } from '~/actions/letters/letter-pages.server'
import { type Language, otherLanguage } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { inkOn } from '~/ui/page/colour'
import font from '~/ui/page/league-gothic.woff?inline'
import { houseColour } from '~/ui/page/page-style'
import type { FlyerWords } from './read-flyer.server'

const fontBytes = Buffer.from(font.slice(font.indexOf(',') + 1), 'base64')
/** US Letter on its side holds two halves, in points. */
const half = { width: 396, height: 612 }
const margin = 30
const inside = half.width - 2 * margin
const codeSize = 128

/**
 * A flyer as PDF: a Letter sheet to cut into two halves, each in both languages, with a code that leads to the page. For
 * calls, a second sheet with what to say.
 *
 * @param url what the code leads to
 */
export async function flyerPdf(lang: Language, words: FlyerWords, url: string): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'LETTER',
    layout: 'landscape',
    margin: 0,
    info: { Title: printable(words.title[lang]) },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    document
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
  })
  document.registerFont('Gothic', fontBytes)
  const code = await QRCode.toBuffer(`${url}?r=flyer`, { margin: 1, width: 600, errorCorrectionLevel: 'M' })
  for (const left of [0, half.width]) printHalf(document, left, { lang, words, url, code })
  cutLine(document)
  if (words.script.length > 0) {
    document.addPage()
    for (const left of [0, half.width]) printCard(document, left, lang, words)
    cutLine(document)
  }
  document.end()
  return whole
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
}

function printCard(document: PDFKit.PDFDocument, left: number, lang: Language, { title, script }: FlyerWords): void {
  const x = left + margin
  document.fillColor('#000').font('Gothic').fontSize(30)
  document.text(translator(lang)('flyers.say').toUpperCase(), x, margin, { width: inside })
  document.font('Helvetica-Bold').fontSize(11).text(printable(title[lang]), { width: inside }).moveDown(0.5)
  const length = script.reduce((sum, { said, meaning }) => sum + said.length + meaning.length + 60, 0)
  const size = length > 2_400 ? 8.5 : length > 1_400 ? 10.5 : 13
  for (const { who, said, meaning } of script) {
    if (document.y > half.height - margin - 40) break
    const indent = who === 'they' ? 18 : 0
    document
      .font(who === 'they' ? 'Helvetica-Oblique' : 'Helvetica-Bold')
      .fontSize(size)
      .fillColor('#000')
      .text(printable(said), x + indent, document.y, { width: inside - indent, lineGap: 1 })
    document
      .font('Helvetica')
      .fontSize(size - 1)
      .fillColor('#555')
      .text(printable(meaning), x + indent, document.y, { width: inside - indent })
      .moveDown(0.45)
  }
}

interface Fitting {
  x: number
  y: number
  height: number
  /** In points; smaller when the text would not fit. */
  largest: number
  isTitle?: boolean
}

function fitted(document: PDFKit.PDFDocument, text: string, { x, y, height, largest, isTitle = false }: Fitting): void {
  const shown = isTitle ? text : printable(text)
  // The font's own lines stand far apart.
  const options = (size: number) => ({ width: inside, lineGap: isTitle ? -0.16 * size : 2 })
  document.font(isTitle ? 'Gothic' : 'Helvetica-Bold')
  let size = largest
  while (size > 8 && document.fontSize(size).heightOfString(shown, options(size)) > height) size -= 1
  document.fontSize(size).text(shown, x, y, { ...options(size), height, ellipsis: true })
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
