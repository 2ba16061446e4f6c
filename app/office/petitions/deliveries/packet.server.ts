import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import type { Db } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import { addressee } from '~/actions/petitions/petition-view'
import { countsByArea } from '~/actions/petitions/petitions.server'
import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { safeCell } from '~/ui/forms/safe-cell'
import { longDate, wholeNumber } from '~/ui/page/dates'
import { openPerson, type Vault } from '~/vault/open.server'

/** What a packet says about people: counts by place; initials and ZIP3; names of those who consented to it. */
const levels = ['counts', 'initials', 'names'] as const
export type Level = (typeof levels)[number]

/** A packet as rows, for the CSV and the PDF. */
export interface Packet {
  headings: string[]
  rows: string[][]
  total: number
}

/** Makes a packet of confirmed, counted signatures; at `names`, only people who consented to show their name. */
export async function makePacket(
  db: Db,
  vault: Vault,
  petition: Petition,
  level: Level,
  language: Language,
): Promise<Packet> {
  const t = translator(language)
  const total = await sql<{
    confirmed: number
  }>`select coalesce(confirmed, 0) as confirmed from petition_total where petition_id = ${petition.id}`.execute(db)
  const confirmed = total.rows[0]?.confirmed ?? 0
  if (level === 'counts') {
    const areas = await countsByArea(db, petition.id)
    const rest = confirmed - areas.reduce((sum, one) => sum + one.signatures, 0)
    const rows = areas.map((one) => [
      one.area === 'abroad' ? t('site.petition.abroad') : `${one.area}··`,
      String(one.signatures),
    ])
    return {
      headings: [t('office.deliver.place'), t('office.deliver.signatures')],
      rows: rest > 0 ? [...rows, [t('office.deliver.elsewhere'), String(rest)]] : rows,
      total: confirmed,
    }
  }
  const people = await readPeople(db, vault, petition.id, level === 'names')
  if (level === 'initials')
    return {
      headings: [t('office.deliver.initials'), t('office.deliver.zip3')],
      rows: people.map(({ given, family, zip }) => [initials(given, family), zip.slice(0, 3)]),
      total: confirmed,
    }
  return {
    headings: [t('office.people.name'), t('office.deliver.zip')],
    rows: people.map(({ given, family, zip }) => [`${given} ${family}`.trim(), zip]),
    total: confirmed,
  }
}

/** The packet as CSV (RFC 4180), safe from formula injection. */
export function packetCsv({ headings, rows }: Packet): string {
  return stringify(
    [headings, ...rows].map((row) => row.map(safeCell)),
    { bom: true },
  )
}

/** The packet as PDF: what is asked of whom, how many signed, and the list. @param day of the number, YYYY-MM-DD */
export async function packetPdf(
  petition: Petition,
  packet: Packet,
  language: Language,
  publicUrl: string,
  day: string,
): Promise<Buffer> {
  const t = translator(language)
  const document = new PDFDocument({ size: 'LETTER', margin: 54, info: { Title: petition.title[language] } })
  const whole = collected(document)
  const { to, name } = addressee(language, petition.target[language])
  document.font('Helvetica').fontSize(10).fillColor('#555').text(`${to} ${name}`)
  document.font('Helvetica-Bold').fontSize(24).fillColor('#000').text(petition.title[language])
  document.moveDown(0.5).font('Helvetica').fontSize(13).text(petition.ask[language])
  document
    .moveDown()
    .font('Helvetica-Bold')
    .fontSize(40)
    .text(wholeNumber(language, packet.total))
    .font('Helvetica')
    .fontSize(12)
    .text(t('office.deliver.confirmedOn', { day: longDate(language, day) }))
  document.fontSize(9).fillColor('#555').text(publicUrl).fillColor('#000').moveDown()
  printRows(document, packet)
  document.end()
  return whole
}

/** A sheet to sign on paper, as PDF: both languages, a QR code to sign by phone, lines to fill in. */
export async function sheetPdf(petition: Petition, url: string, { texts }: Pick<Channels, 'texts'>): Promise<Buffer> {
  const contact = texts === 'none' ? 'office.sheet.contactMail' : 'office.sheet.contact'
  const [en, es] = [translator('en'), translator('es')]
  const document = new PDFDocument({ size: 'LETTER', margin: 40, layout: 'landscape' })
  const whole = collected(document)
  const code = await QRCode.toBuffer(url, { margin: 0, width: 240 })
  document.image(code, 672, 40, { width: 80 })
  document.font('Helvetica-Bold').fontSize(18).text(petition.title.es, 40, 40, { width: 610 })
  document.font('Helvetica').fontSize(11).text(petition.title.en, { width: 610 })
  document
    .moveDown(0.4)
    .fontSize(10)
    .text(petition.ask.es, { width: 610 })
    .fillColor('#555')
    .text(petition.ask.en, { width: 610 })
    .fillColor('#000')
  document.fontSize(8).text(`${es('office.sheet.promise')} ${en('office.sheet.promise')}`, { width: 610 })
  const columns: [string, number][] = [
    ['#', 24],
    [`${es('office.sheet.name')} / ${en('office.sheet.name')}`, 200],
    [`${es(contact)} / ${en(contact)}`, 216],
    [`${es('office.sheet.zip')} / ZIP`, 80],
    [es('office.sheet.show'), 96],
    [es('office.sheet.news'), 96],
  ]
  const top = Math.max(160, document.y + 10)
  const height = 27
  const lines = Math.floor((612 - 40 - top - 34) / height)
  let left = 40
  for (const [name, width] of columns) {
    document
      .font('Helvetica-Bold')
      .fontSize(7.5)
      .text(name, left + 3, top + 3, { width: width - 6, height: 30 })
    for (let line = 0; line <= lines; line += 1) {
      const y = top + (line === 0 ? 0 : 34 + (line - 1) * height)
      document.rect(left, y, width, line === 0 ? 34 : height).stroke('#888')
      if (name === '#' && line > 0)
        document
          .font('Helvetica')
          .fontSize(8)
          .text(String(line), left + 3, y + 9, { width: width - 6 })
    }
    left += width
  }
  document.end()
  return whole
}

function printRows(document: PDFKit.PDFDocument, { headings, rows }: Packet): void {
  const [first, second] = [54, 380]
  const row = (cells: string[], font: string) => {
    if (document.y > 720) document.addPage()
    const y = document.y
    document
      .font(font)
      .fontSize(10)
      .text(cells[0] ?? '', first, y, { width: 310, lineBreak: false, ellipsis: true })
      .text(cells[1] ?? '', second, y, { width: 150, lineBreak: false })
    document.y = y + 15
  }
  row(headings, 'Helvetica-Bold')
  for (const cells of rows) row(cells, 'Helvetica')
}

interface Named {
  given: string
  family: string
  zip: string
}

async function readPeople(db: Db, vault: Vault, petitionId: string, onlyTicked: boolean): Promise<Named[]> {
  const { rows } = await sql<{ id: string; campaign_id: string; sealed: Buffer }>`
    select person.id, person.campaign_id, person.sealed from signature join person on person.id = signature.person_id
    where signature.petition_id = ${petitionId} and signature.state = 'confirmed' and signature.held is null
      and (not ${onlyTicked} or exists (select from consent where consent.person_id = person.id and consent.petition_id = ${petitionId} and purpose = 'show_name' and withdrawn_on is null))
    order by signature.confirmed_at
  `.execute(db)
  return rows.map((row) => {
    const { givenName, familyName, postalCode } = openPerson(vault, row)
    return { given: givenName, family: familyName, zip: postalCode }
  })
}

function initials(given: string, family: string): string {
  return [given, family]
    .flatMap((name) => [...name].slice(0, 1))
    .map((letter) => `${letter.toLocaleUpperCase('es')}.`)
    .join(' ')
}

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.on('error', reject)
  })
}
