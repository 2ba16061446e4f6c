import type { ContactKind } from '#db/schema-officials'
import { cleanLine } from '~/forms/text'
import { plain } from '~/officials/name-key'
import { readContact, type ContactProblem, type ContactValue } from '~/officials/contact-value'

const months = ['jan|ene', 'feb', 'mar', 'apr|abr', 'may', 'jun', 'jul', 'aug|ago', 'sep', 'oct', 'nov', 'dec|dic']

/**
 * A day as lists write it: 2026-11-24, 11/24/2026, 11/24/26, Nov 24, 2026, 24 de noviembre de 2026, a spreadsheet's
 * number of days. US lists put the month first; 24/11/2026 can only be read the other way. A bare year is its first or
 * last day.
 *
 * @param end which end of a bare year or month is meant
 * @returns YYYY-MM-DD, or null when it is no day
 */
export function readDay(text: string, end: 'first' | 'last' = 'first'): string | null {
  const line = plain(text.replace(/[T ,]+\d{1,2}:\d\d.*$/, '').replace(/[/.]/g, '-'))
  const iso = /^(\d{4}) (\d{1,2}) (\d{1,2})$/.exec(line)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  const american = /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})$/.exec(line)
  if (american) return Number(american[1]) > 12 ? dayOf(american[3]!, american[2]!, american[1]!) : dayOf(american[3]!, american[1]!, american[2]!)
  const year = /^((?:19|20)\d\d)$/.exec(line)?.[1]
  if (year) return end === 'first' ? `${year}-01-01` : `${year}-12-31`
  const serial = /^(\d{5})$/.exec(line)?.[1]
  if (serial) return new Date(Date.UTC(1899, 11, 30) + Number(serial) * 86_400_000).toISOString().slice(0, 10)
  const month = months.findIndex((name) => new RegExp(`\\b(${name})[a-z]*\\b`).test(line))
  const numbers = line.match(/\d+/g) ?? []
  const ofYear = numbers.find((number) => number.length === 4)
  if (month < 0 || !ofYear || numbers.length > 2) return null
  const day = numbers.find((number) => number !== ofYear)
  if (day) return dayOf(ofYear, String(month + 1), day)
  return end === 'first' ? dayOf(ofYear, String(month + 1), '1') : new Date(Date.UTC(Number(ofYear), month + 1, 0)).toISOString().slice(0, 10)
}

function dayOf(year: string, month: string, day: string): string | null {
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text || text < '1900' || text > '2100' ? null : text
}

/** What a cell of contacts held: those that can be kept, and why others cannot. */
export interface ReadContacts {
  contacts: ContactValue[]
  problems: { problem: ContactProblem; text: string }[]
}

const between: Record<'phone' | 'email' | 'other', RegExp> = {
  phone: /\s*(?:[;|\n]|\s\/\s|\s(?:or|and|y|o)\s|,(?=\s*[(+\d]))\s*/i,
  email: /[\s;,|<>]+/,
  other: /\s*[|\n]\s*/,
}

/** Every contact of a cell: several phones or addresses may stand in one. An emergency number is told apart, never kept. */
export function readContacts(kind: ContactKind, cell: string): ReadContacts {
  const read: ReadContacts = { contacts: [], problems: [] }
  for (const text of piecesOf(kind, cell)) {
    const result = readContact(kind, text)
    if (!result.ok) read.problems.push({ problem: result.problem, text: text.slice(0, 80) })
    else if (!read.contacts.some((one) => one.value === result.contact.value && one.extension === result.contact.extension)) read.contacts.push(result.contact)
  }
  return read
}

function piecesOf(kind: ContactKind, cell: string): string[] {
  if (kind === 'address') return cell.trim() === '' ? [] : [cell]
  const split = between[kind === 'email' ? 'email' : kind === 'form' || kind === 'url' ? 'other' : 'phone']
  const pieces = cell.split(split).map(cleanLine).filter((piece) => piece !== '' && !/^(n\/?a|none|-+|—|ninguno)$/i.test(piece))
  return kind === 'email' ? pieces.filter((piece) => piece.includes('@') || pieces.length === 1) : pieces
}

/** A name as it is written on a door: without title, "Family, Given" turned round. '' when nobody is named. */
export function readName(name: string, given = '', family = ''): { name: string; isVacant: boolean } {
  const line = cleanLine(name) || cleanLine(`${given} ${family}`)
  if (/^\(?(vacant|vacante|vacancy|open seat|tbd|to be (determined|announced)|por (definir|determinar))\)?\.?$/i.test(line)) return { name: '', isVacant: true }
  const bare = line.replace(/^((the )?hon(orable|\.)?|sheriff|alguacil|mayor|alcalde(sa)?|commissioner|supervisor|council ?(member|man|woman|or)|concejal|mr\.?|mrs\.?|ms\.?|dr\.?|sra?\.?)\s+(?=\S+\s+\S)/i, '')
  const [, last, first, suffix = ''] = /^([^,]+),\s*([^,]+?)(?:,\s*(jr|sr|ii|iii|iv)\.?)?$/i.exec(bare) ?? []
  if (last && first && /^(jr|sr|ii|iii|iv)\.?$/i.test(first)) return { name: `${last}, ${first}`, isVacant: false }
  return { name: (last && first ? `${first} ${last}${suffix && `, ${suffix}`}` : bare).slice(0, 150), isVacant: false }
}
