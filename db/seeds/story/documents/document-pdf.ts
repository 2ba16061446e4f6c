import PDFDocument from 'pdfkit'
import type { Language } from '~/i18n/language'
import type { Block, SeedDocument } from './demo-document'

const margin = 64
const width = 612 - 2 * margin
const bottom = 792 - 54
const body = 10.5
const lineGap = 2
const colours = { ink: '#1b1916', hot: '#c93a1d', soft: '#5c554b', paper: '#f7f0e1' }

const words = {
  campaign: 'END S-COMM: ¡ALTO POLIMIGRA!',
  free: {
    en: 'Public domain (CC0). Copy it, change it, put your county’s name on it.',
    es: 'Dominio público (CC0). Cópielo, cámbielo, póngale el nombre de su condado.',
  },
  page: {
    en: (page: number, pages: number) => `Page ${page} of ${pages}`,
    es: (page: number, pages: number) => `Página ${page} de ${pages}`,
  },
}

/**
 * A document as PDF on US Letter paper, in one language.
 *
 * @param madeOn when it says that it was made: the same document always gives the same bytes
 */
export async function documentPdf(
  { title, description, blocks }: SeedDocument,
  language: Language,
  madeOn: Date,
): Promise<Buffer> {
  const paper = new PDFDocument({
    size: 'LETTER',
    margins: { top: margin, left: margin, right: margin, bottom: 792 - bottom },
    bufferPages: true,
    lang: language === 'es' ? 'es-US' : 'en-US',
    displayTitle: true,
    info: { Title: title[language], Author: words.campaign, CreationDate: madeOn },
  })
  const whole = collected(paper)
  printHead(paper, title[language], description[language])
  let section = 0
  for (const block of blocks) printBlock(paper, block, language, block.is === 'section' ? ++section : 0)
  printFeet(paper, language)
  paper.end()
  return whole
}

function printHead(paper: PDFKit.PDFDocument, title: string, description: string): void {
  paper.rect(0, 0, 612, 14).fill(colours.hot)
  paper
    .font('Helvetica-Bold')
    .fontSize(9)
    .fillColor(colours.hot)
    .text(words.campaign, margin, 44, { characterSpacing: 1.2 })
  paper.fontSize(titleSize(paper, title)).fillColor(colours.ink).text(title, margin, 64, { width, lineGap: -2 })
  paper.moveDown(0.35).font('Helvetica').fontSize(12.5).fillColor(colours.soft).text(description, { width, lineGap: 2 })
  paper
    .moveTo(margin, paper.y + 10)
    .lineTo(margin + 72, paper.y + 10)
    .lineWidth(4)
    .stroke(colours.hot)
  paper.y += 22
}

/** On one line, unless it would be too small for a title. */
function titleSize(paper: PDFKit.PDFDocument, title: string): number {
  const [largest, smallest] = [27, 21]
  const fitting = largest * Math.min(1, width / paper.fontSize(largest).widthOfString(title))
  return fitting < smallest ? largest : Math.floor(fitting)
}

function printBlock(paper: PDFKit.PDFDocument, block: Block, language: Language, section: number): void {
  switch (block.is) {
    case 'heading':
      startNear(paper, 60)
      paper.font('Helvetica-Bold').fontSize(15).fillColor(colours.hot)
      paper.text(block.text[language], margin, paper.y + 6, { width })
      return void paper.moveDown(0.4)
    case 'text':
      return printText(paper, block.text[language])
    case 'note':
      return printNote(paper, block.text[language])
    case 'question':
      startNear(paper, heightOf(paper, block.answer[language], width) + 30)
      paper.font('Helvetica-Bold').fontSize(13).fillColor(colours.ink)
      paper.text(block.ask[language], margin, paper.y, { width })
      paper.y += 3
      return printText(paper, block.answer[language])
    case 'section':
      return printSection(paper, { number: section, title: block.title[language], text: block.text[language] })
    case 'clauses':
      for (const item of block.items) printClause(paper, block.word[language], item[language])
      return
    case 'blanks':
      return printBlanks(
        paper,
        block.labels.map((label) => label[language]),
      )
  }
}

function printText(paper: PDFKit.PDFDocument, text: string, left = margin): void {
  paper.font('Helvetica').fontSize(body).fillColor(colours.ink)
  paper.text(text, left, paper.y, { width: margin + width - left, lineGap })
  paper.y += 7
}

function printNote(paper: PDFKit.PDFDocument, text: string): void {
  const inside = width - 32
  const height = heightOf(paper, text, inside) + 18
  startNear(paper, height)
  const top = paper.y
  paper.rect(margin, top, width, height).fill(colours.paper)
  paper.rect(margin, top, 5, height).fill(colours.hot)
  paper.font('Helvetica').fontSize(body).fillColor(colours.ink)
  paper.text(text, margin + 20, top + 11, { width: inside, lineGap })
  paper.y = top + height + 10
}

function printSection(
  paper: PDFKit.PDFDocument,
  { number, title, text }: { number: number; title: string; text: string },
): void {
  const indent = 34
  startNear(paper, heightOf(paper, text, width - indent) + 28)
  const top = paper.y
  paper.font('Helvetica-Bold').fontSize(20).fillColor(colours.hot)
  paper.text(String(number), margin, top - 4, { width: indent, lineBreak: false })
  paper.fontSize(12).fillColor(colours.ink)
  paper.text(title, margin + indent, top, { width: width - indent })
  paper.y += 2
  printText(paper, text, margin + indent)
}

function printClause(paper: PDFKit.PDFDocument, word: string, text: string): void {
  startNear(paper, heightOf(paper, `${word} ${text}`, width) + 7)
  paper.font('Helvetica-Bold').fontSize(body).fillColor(colours.ink)
  paper.text(`${word} `, margin, paper.y, { width, lineGap, continued: true })
  paper.font('Helvetica').text(text, { width, lineGap })
  paper.y += 7
}

/** Lines to fill in by hand, side by side. */
function printBlanks(paper: PDFKit.PDFDocument, labels: readonly string[]): void {
  const gap = 20
  const each = (width - gap * (labels.length - 1)) / labels.length
  startNear(paper, 44)
  const top = paper.y + 24
  for (const [index, label] of labels.entries()) {
    const left = margin + index * (each + gap)
    paper
      .moveTo(left, top)
      .lineTo(left + each, top)
      .lineWidth(0.8)
      .stroke(colours.ink)
    paper.font('Helvetica').fontSize(9).fillColor(colours.soft)
    paper.text(label, left, top + 4, { width: each })
  }
  paper.y = top + 22
}

/** Every page's foot: what may be done with it, and which page it is. */
function printFeet(paper: PDFKit.PDFDocument, language: Language): void {
  const { start, count } = paper.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    paper.switchToPage(page)
    // Text below the margin would start a new page.
    paper.page.margins.bottom = 0
    paper.font('Helvetica').fontSize(8.5).fillColor(colours.soft)
    paper.text(words.free[language], margin, 756, { width, lineBreak: false })
    paper.text(words.page[language](page + 1, count), margin, 756, { width, align: 'right', lineBreak: false })
  }
}

/** Goes to a new page if what comes next would be torn apart. */
function startNear(paper: PDFKit.PDFDocument, height: number): void {
  if (paper.y + height > bottom) paper.addPage()
}

function heightOf(paper: PDFKit.PDFDocument, text: string, available: number): number {
  return paper.font('Helvetica').fontSize(body).heightOfString(text, { width: available, lineGap })
}

function collected(paper: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    paper.on('data', (part: Buffer) => parts.push(part))
    paper.on('end', () => resolve(Buffer.concat(parts)))
    paper.on('error', reject)
  })
}
