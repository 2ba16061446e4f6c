import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { messages } from '~/i18n/messages'

test('headings are as wide in the font that a phone has as in the one that is on its way', () => {
  const sheet = readFileSync('app/ui/page/public.css', 'utf8')
  const adjusted = Number(/"Gothic Fallback";[^}]*size-adjust: ([\d.]+)%/.exec(sheet)![1]) / 100
  const paper = new PDFDocument()
  paper.registerFont('League Gothic', readFileSync('app/ui/page/league-gothic.woff'))
  const width = (font: string, text: string) => paper.font(font).fontSize(100).widthOfString(text)
  const headings = languages.flatMap((lang) => {
    const { site, places } = messages[lang]
    return [site.home.title.toUpperCase(), site.petition.story, site.petition.share, places.place.who]
  })
  // Helvetica Bold has the widths of Arial Bold.
  const ratios = headings.map((text) => width('League Gothic', text) / width('Helvetica-Bold', text))
  for (const ratio of ratios) expect(Math.abs(ratio / adjusted - 1)).toBeLessThan(0.1)
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  expect(Math.abs(mean / adjusted - 1)).toBeLessThan(0.03)
})
