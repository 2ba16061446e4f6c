import { longDate } from '~/ui/page/dates'
import { type GreetedTarget, type LetterBody, letterText } from './letter-body'

/** A letter to print. */
export interface PrintedLetter {
  words: LetterBody
  target: GreetedTarget
  /** Lines of the office's postal address; when empty, no space is left for an envelope window. */
  address: string[]
  /** The day at its head, YYYY-MM-DD, when its writer signs it by hand and mails it; null when we carry it. */
  printedOn: string | null
}

const margin = 72
/** Position of the window of a US No. 10 envelope on a sheet folded in thirds, in points. */
const windowAt = { left: 63, top: 144, width: 250 }
const bodyTop = 252

/** A last page that the writer keeps. */
interface KeptPage {
  title: string
  text: string
}

/**
 * PDF of letters on US Letter paper, each on a new page, with the address where the envelope has its window.
 *
 * @param kept a last page for the writer, with what the letter says in their language
 */
export async function letterPages(letters: PrintedLetter[], kept: KeptPage | null = null): Promise<Buffer> {
  // Loaded with the first letter, not with the process.
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument({
    size: 'LETTER',
    margin,
    autoFirstPage: false,
    info: { Title: printable(letters[0]?.words.subject ?? '') },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    document
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
  })
  for (const letter of letters) printLetter(document, letter)
  if (kept) printKept(document, kept)
  document.end()
  return whole
}

function printLetter(document: PDFKit.PDFDocument, { words, target, address, printedOn }: PrintedLetter): void {
  document.addPage().font('Helvetica').fontSize(11).fillColor('#000')
  const sender = [words.name, words.place].filter(Boolean).join(', ')
  document.fontSize(9).text(printable(sender), margin, margin).fontSize(11)
  // In English, as the letter is.
  if (printedOn) document.text(longDate('en', printedOn))
  if (address.length > 0) {
    document.text(printable(address.join('\n')), windowAt.left, windowAt.top, { width: windowAt.width })
    document.y = Math.max(document.y, bodyTop)
  }
  document.moveDown(1.5)
  document.font('Helvetica-Bold').text(printable(words.subject), margin, document.y)
  document
    .font('Helvetica')
    .moveDown()
    .text(printable(letterText(words, target, { isForPen: printedOn !== null })), { lineGap: 2 })
}

function printKept(document: PDFKit.PDFDocument, { title, text }: KeptPage): void {
  document.addPage().fontSize(11).fillColor('#000')
  document.font('Helvetica-Bold').text(printable(title), margin, margin)
  document.font('Helvetica').moveDown().text(printable(text), { lineGap: 2 })
}

/**
 * Limits text to what standard PDF fonts can show, Windows-1252 (ISO 32000-1 §9.6.2.2): other letters lose their
 * accents or become a question mark.
 */
export function printable(text: string): string {
  return [...text.normalize('NFC')].map((sign) => (isKnown(sign) ? sign : inPlain(sign))).join('')
}

const beyondLatin1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'

function isKnown(sign: string): boolean {
  const code = sign.codePointAt(0)!
  return (
    sign === '\n' || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || beyondLatin1.includes(sign)
  )
}

function inPlain(sign: string): string {
  const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...plain].every(isKnown) ? plain : '?'
}
