import { z } from 'zod'
import type { PaperProblem } from '~/actions/petitions/petition'
import { readOwnZip } from '~/geography/zip'
import type { Language } from '~/i18n/language'
import { plainDigits } from '~/i18n/plain-digits'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { splitName } from '~/people/split-name'
import type { Submission } from '~/queue/intake/submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { isEmail } from '~/ui/forms/email-address'
import { emailAddress, namePart, phoneNumber, postalCode } from '~/ui/forms/fields.schema'

/** What a column of a list can hold. `contact`: an address or a number, as on the paper sheet. */
export const importFields = [
  'given_name',
  'family_name',
  'full_name',
  'email',
  'phone',
  'contact',
  'postal_code',
  'language',
  'signed_on',
  'show_name',
  'consent_email',
  'consent_sms',
] as const

type ImportField = (typeof importFields)[number]

/** The column of each field: its index, from 0, as text. */
export type Mapping = Partial<Record<ImportField, string>>

const known: [ImportField, RegExp][] = [
  [
    'full_name',
    /^(full ?name|name|nombre completo|nombre y apellidos?)$|\blast\b.{0,40}\bfirst\b|\bfirst\b.{0,40}\blast\b|apellidos?\b.{0,40}\bnombre/i,
  ],
  ['given_name', /^(given|first)|^nombres?$/i],
  ['family_name', /^(family|last)|apellido|surname/i],
  ['email', /mail|correo/i],
  ['contact', /contact|phone or|tel[eé]fono o/i],
  ['phone', /phone|cell|mobile|tel|celular/i],
  ['postal_code', /zip|postal|c\.?p\.?$/i],
  [
    'signed_on',
    /^(signed( on)?|(date|day) (signed|of (signing|signature))|sign(ed|ature) date|(fecha|día) de (la )?firma|firm(ó|ado)( el)?)$/i,
  ],
  ['language', /lang|idioma/i],
  ['show_name', /show|mostrar/i],
]

/** A first guess from the headings; without headings, from the first line. @param columns headings of the list */
export function guessMapping(columns: string[], first: string[] = []): Mapping {
  if (columns.every((column) => column === '')) return guessFromLine(first)
  const mapping: Mapping = {}
  for (const [index, column] of columns.entries()) {
    const field = known.find(([name, pattern]) => pattern.test(column.trim()) && mapping[name] === undefined)?.[0]
    if (field) mapping[field] = String(index)
  }
  // "Nombre" without a column for family names is the full name.
  if (
    mapping.given_name !== undefined &&
    mapping.family_name === undefined &&
    mapping.full_name === undefined &&
    /^nombre$/i.test(columns[Number(mapping.given_name)]!.trim())
  ) {
    mapping.full_name = mapping.given_name
    delete mapping.given_name
  }
  return mapping
}

function guessFromLine(cells: string[]): Mapping {
  const mapping: Mapping = {}
  for (const [index, cell] of cells.entries()) {
    const field = emailAddress.safeParse(cell).data
      ? 'email'
      : readOwnZip(cell)
        ? 'postal_code'
        : phoneNumber.safeParse(cell).data
          ? 'phone'
          : /^\D+$/.test(cell)
            ? 'full_name'
            : null
    if (field) mapping[field] ??= String(index)
  }
  return mapping
}

/** Why a line is rejected; keys under `office.imports.reasons`. */
export type ImportRowReason = 'name' | 'contact' | 'email' | 'phone' | 'zip' | 'day' | LineReason

type LineReason = PaperProblem | 'line-too-long' | 'quote-left-open'

const yes = /^(1|x|y|yes|s[ií]|true|✓|on)$/i

/** Reads one line by its mapping. @returns the submission, or why there is none */
export function readRow(
  cells: string[],
  mapping: Mapping,
  petitionId: string,
  fallback: Language,
): { outcome: 'read'; submission: Submission<'signature'> } | { outcome: 'invalid'; reason: ImportRowReason } {
  const cell = (field: ImportField) =>
    mapping[field] === undefined ? '' : (cells[Number(mapping[field])] ?? '').trim()
  const contact = cell('contact')
  const name = nameOf(cell('full_name'), cell('given_name'), cell('family_name'))
  const given = namePart.safeParse(name.given)
  const family = namePart.safeParse(name.family)
  if (!given.success || !family.success || !given.data) return { outcome: 'invalid', reason: 'name' }
  const email = emailAddress.safeParse(cell('email') || (isEmail(contact) ? contact : ''))
  if (!email.success) return { outcome: 'invalid', reason: 'email' }
  const phone = phoneNumber.safeParse(cell('phone') || (isEmail(contact) ? '' : contact))
  if (!phone.success) return { outcome: 'invalid', reason: 'phone' }
  if (!email.data && !phone.data) return { outcome: 'invalid', reason: 'contact' }
  // Spreadsheets drop leading zeros, one in New England, two in Puerto Rico, and may add decimals.
  const zip = postalCode.pipe(z.string().length(5)).safeParse(
    plainDigits(cell('postal_code'))
      .replace(/\.0{1,2}$/, '')
      .replace(/^\d{3,4}(?=$|[\s\p{Pd}−])/u, (digits) => digits.padStart(5, '0')),
  )
  if (!zip.success) return { outcome: 'invalid', reason: 'zip' }
  const ticked = (field: ImportField) => yes.test(cell(field))
  return {
    outcome: 'read',
    submission: {
      petitionId,
      language: /^(es|esp|spa)/i.test(cell('language')) ? 'es' : /^(en|ing)/i.test(cell('language')) ? 'en' : fallback,
      givenName: given.data,
      familyName: family.data,
      email: email.data,
      phone: phone.data,
      postalCode: zip.data,
      country: 'US',
      comment: '',
      isPrivate: false,
      showName: ticked('show_name'),
      consentEmail: ticked('consent_email') && email.data !== null,
      consentSms: ticked('consent_sms') && phone.data !== null,
      consentNetwork: null,
      textVersion: consentTextVersion,
      source: 'paper',
    },
  }
}

/**
 * The day of signing, YYYY-MM-DD; null when the line does not say. `invalid`: not a day, or still to come.
 *
 * @param today YYYY-MM-DD
 */
export function readSignedOn(cells: string[], mapping: Mapping, today: string): string | null | 'invalid' {
  const said = mapping.signed_on === undefined ? '' : (cells[Number(mapping.signed_on)] ?? '').trim()
  if (said === '') return null
  const day = readDay(said.slice(0, 40), today)
  return day !== null && day <= today ? day : 'invalid'
}

/** Given and family name from their columns, or split from a full name or from one column that holds both. */
function nameOf(full: string, given: string, family: string): { given: string; family: string } {
  const both = full || (given && family ? '' : ([given, family].find((text) => text.includes(',')) ?? ''))
  const whole = splitName(both)
  return {
    given: (both === given ? '' : given) || whole.givenName,
    family: (both === family ? '' : family) || whole.familyName,
  }
}
