import * as mupdf from 'mupdf'
import PDFDocument from 'pdfkit'

/** A document written with pdfkit. */
export async function pdf(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'LETTER', margin: 60, ...options })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.once('end', () => resolve()))
  draw(document)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

/** One page a text. */
export const pages = (...texts: string[]): Promise<Buffer> =>
  pdf((document) => texts.forEach((text, at) => (at === 0 ? document : document.addPage()).fontSize(14).text(text)))

/** A page whose second line is under a black box, and whose table has white words on black. */
export const blackBox = (): Promise<Buffer> =>
  pdf((document) => {
    document.fontSize(14).text('Statement of the deputy', 60, 60).text('Informant: Marisol Quintero', 60, 100)
    document.rect(55, 96, 260, 24).fill('black')
    document.rect(55, 160, 260, 24).fill('black')
    document.fillColor('white').text('HEADING OF A TABLE', 60, 165)
  })

/** Lines of type set close, with a box over the second and fourth that comes as far as the letters of the next. */
export const closeBoxes = (): Promise<Buffer> =>
  pdf((document) => {
    const lines = [
      'Statement of the deputy',
      'Informant: Marisol Quintero',
      'He asked for a lawyer',
      'Witness: Tomás Rivera',
      'gypsum quay jetty',
    ]
    document.fontSize(14)
    lines.forEach((line, at) => document.text(line, 60, 60 + 15 * at))
    document.rect(55, 73, 260, 17.5).fill('black')
    document.rect(55, 103, 260, 17.5).fill('black')
  })

/** A picture that fills the page, with no text, or with text that is not drawn. */
export async function scan(picture: Buffer, hidden = ''): Promise<Buffer> {
  const bytes = await pdf((document) => document.image(picture, 0, 0, { width: 612, height: 792 }), { margin: 0 })
  return hidden
    ? changed(bytes, (document) => addContent(document, `BT 3 Tr /F1 12 Tf 72 700 Td (${hidden}) Tj ET`))
    : bytes
}

/** A scan with a line of text on it, as agencies number what they release. */
export const stampedScan = (picture: Buffer, stamp: string): Promise<Buffer> =>
  pdf((document) => document.image(picture, 0, 0, { width: 612, height: 792 }).fontSize(10).text(stamp, 480, 740), {
    margin: 0,
  })

/** A scan on which somebody has drawn a black box, with a word on it in white. */
export const boxOnScan = (picture: Buffer): Promise<Buffer> =>
  pdf((document) => {
    document.image(picture, 0, 0, { width: 612, height: 792 })
    document.rect(60, 96, 300, 30).fill('black')
    document.fillColor('white').fontSize(12).text('Withheld', 64, 104)
  })

/** The same with a stamp, which is a picture too, on the box. */
export const stampOnBox = (picture: Buffer, stamp: Buffer): Promise<Buffer> =>
  pdf((document) => {
    document.image(picture, 0, 0, { width: 612, height: 792 })
    document.rect(60, 96, 300, 30).fill('black')
    document.image(stamp, 70, 100, { width: 200, height: 22 })
  })

/** A scan on which a mask of one pixel lies instead of a box. */
export async function maskOnScan(picture: Buffer): Promise<Buffer> {
  const bytes = await pdf((document) => document.image(picture, 0, 0, { width: 612, height: 792 }), { margin: 0 })
  const mask = 'BI /W 1 /H 1 /IM true /D [0 1] /BPC 1 ID \0 EI'
  return changed(bytes, (document) => addContent(document, `q 0 g 300 0 0 30 60 96 cm ${mask} Q`))
}

/** The last picture that a file's first page draws. @param at the one to take instead, from 0 */
export async function pictureIn(bytes: Buffer, at = Infinity): Promise<Buffer> {
  let picture = Buffer.alloc(0)
  let drawn = 0
  const keep = (image: mupdf.Image) => {
    if (drawn <= at) picture = Buffer.from(image.toPixmap().asPNG())
    drawn += 1
  }
  new mupdf.PDFDocument(bytes).loadPage(0).run(new mupdf.Device({ fillImage: keep }), mupdf.Matrix.identity)
  return picture
}

/** Changes a document and saves it as one version, or on top of the one before. */
function changed(bytes: Buffer, change: (document: mupdf.PDFDocument) => void, options = 'garbage=1'): Buffer {
  const document = new mupdf.PDFDocument(bytes)
  change(document)
  return Buffer.from(document.saveToBuffer(options).asUint8Array())
}

/** Two versions in one file: what the second has taken out is in the first. */
export async function twoVersions(): Promise<Buffer> {
  const first = await pages('The sheriff met ICE on May 3 in private.')
  return changed(
    first,
    (document) => {
      const contents = document.findPage(0).get('Contents')
      contents.writeStream('BT ET')
    },
    'incremental',
  )
}

export async function encrypted(): Promise<Buffer> {
  return pdf((document) => document.text('secret'), { userPassword: 'open sesame' })
}

export async function withJavaScript(): Promise<Buffer> {
  return changed(await pages('It has a script.'), (document) => {
    const action = document.addObject({ S: document.newName('JavaScript'), JS: document.newString('app.alert(1)') })
    document.getTrailer().get('Root').put('OpenAction', action)
  })
}

export async function withLaunch(): Promise<Buffer> {
  return changed(await pages('It starts a program.'), (document) => {
    const page = document.findPage(0)
    page.put('AA', { O: { S: document.newName('Launch'), F: document.newString('/usr/bin/touch') } })
  })
}

export async function withEmbedded(): Promise<Buffer> {
  return pdf((document) => {
    document.text('It has a file.')
    document.file(Buffer.from('names of witnesses'), { name: 'witnesses.csv' })
  })
}

/** Marked for blacking out, and never blacked out. */
export async function withRedactMark(): Promise<Buffer> {
  return changed(await pages('Witness: Marisol Quintero'), (document) => {
    document.loadPage(0).createAnnotation('Redact').setRect([55, 50, 400, 90])
  })
}

/** A small file whose one stream unpacks to gigabytes. */
export async function bomb(): Promise<Buffer> {
  const layer = Buffer.alloc(64 * 1024 * 1024, 'q Q ')
  const { deflateSync } = await import('node:zlib')
  const packed = deflateSync(deflateSync(layer, { level: 9 }), { level: 9 })
  return changed(await pages('boom'), (document) => {
    const contents = document.findPage(0).get('Contents')
    contents.writeRawStream(packed)
    contents.put('Filter', [document.newName('FlateDecode'), document.newName('FlateDecode')])
  })
}

/** A picture that says it is 60,000 pixels a side, in a file of kilobytes. */
export async function pictureBomb(): Promise<Buffer> {
  const { deflateSync } = await import('node:zlib')
  const packed = deflateSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 })
  return changed(await pages('boom'), (document) => {
    const image = document.addRawStream(packed, {
      Type: document.newName('XObject'),
      Subtype: document.newName('Image'),
      Width: 60_000,
      Height: 60_000,
      BitsPerComponent: 8,
      ColorSpace: document.newName('DeviceRGB'),
      Filter: document.newName('FlateDecode'),
    })
    const page = document.findPage(0)
    page.get('Resources').put('XObject', { Big: image })
    page.get('Contents').writeStream('q 600 0 0 700 0 0 cm /Big Do Q')
  })
}

/** So many empty pages. */
export function manyPages(count: number): Buffer {
  const document = new mupdf.PDFDocument()
  for (let at = 0; at < count; at += 1)
    document.insertPage(-1, document.addPage([0, 0, 200, 200], 0, document.newDictionary(), ''))
  return Buffer.from(document.saveToBuffer('').asUint8Array())
}

function addContent(document: mupdf.PDFDocument, more: string): void {
  const page = document.findPage(0)
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'))
  const resources = page.get('Resources')
  resources.put('Font', { F1: font })
  const contents = page.get('Contents')
  const before = contents.readStream().asString()
  contents.writeStream(`${before}\n${more}`)
}

/** Texts that nobody sees on the page, each hidden in another way. */
export async function unseen(): Promise<Buffer> {
  const bytes = await pdf((document) => {
    document.fontSize(14).fillColor('black').text('Statement of the deputy', 60, 60)
    document.rect(55, 96, 260, 24).fill('black')
    document.fillColor('black').text('onblack Quintero', 60, 100)
    document.text('bars Quintero', 60, 140)
    for (let y = 136; y < 160; y += 2) document.rect(55, y, 260, 2).fill('black')
    document.fillColor('black').text('underwhite Quintero', 60, 180)
    document.rect(55, 176, 260, 24).fill('white')
    document.fillColor('white').text('whiteonwhite 6025550114', 60, 220)
  })
  return changed(bytes, (document) => {
    const page = document.findPage(0)
    const layer = document.addObject({ Type: document.newName('OCG'), Name: document.newString('Off') })
    document
      .getTrailer()
      .get('Root')
      .put('OCProperties', { OCGs: [layer], D: { OFF: [layer], Order: [layer] } })
    const properties = document.newDictionary()
    properties.put('Off', layer)
    page.get('Resources').put('Properties', properties)
    page.put('CropBox', [0, 50, 612, 792])
    const at = (y: number, text: string) => `BT /F1 12 Tf 72 ${y} Td (${text}) Tj ET`
    addContent(document, `/OC /Off BDC ${at(400, 'switchedoff')} EMC ${at(20, 'belowcrop')}`)
    addContent(document, `0 g /Span << /ActualText (saidinstead) >> BDC ${at(300, 'Shown')} EMC`)
  })
}

/** A note, a bookmark and an answer in a form. */
export async function withNotes(): Promise<Buffer> {
  return changed(await pages('Statement'), (document) => {
    const page = document.loadPage(0)
    const note = page.createAnnotation('Text')
    note.setRect([300, 300, 320, 320])
    note.setContents('Marisol told us, 602-555-0114')
    page.update()
    const root = document.getTrailer().get('Root')
    const title = document.addObject({ Title: document.newString('Informant Marisol') })
    root.put(
      'Outlines',
      document.addObject({ Type: document.newName('Outlines'), First: title, Last: title, Count: 1 }),
    )
    const field = document.addObject({
      FT: document.newName('Tx'),
      T: document.newString('ssn'),
      V: document.newString('Marisol 123-45-6789'),
    })
    root.put('AcroForm', document.addObject({ Fields: [field] }))
  })
}
