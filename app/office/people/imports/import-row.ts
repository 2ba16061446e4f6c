import { z } from 'zod'
import type { PaperProblem } from '~/actions/petitions/petition'
import { readOwnZip } from '~/geography/zip'
import type { Language } from '~/i18n/language'
import { type DayOrder, isEitherDay, type ShownOrder } from '~/office/lists/day-order'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { refusedNumber } from '~/office/people/refused-numbers'
import { readTags } from '~/office/people/tag-text'
import { splitName } from '~/people/split-name'
import type { Submission } from '~/queue/intake/submission'
import { consentTextVersion } from '~/ui/forms/consent-texts'
import { isEmail } from '~/ui/forms/email-address'
import { commentText, emailAddress, namePart, phoneNumber, postalCode } from '~/ui/forms/fields.schema'
import { slugOf } from '~/ui/page/slug'
import { isRounded, type Mend, mendAddress, mendAny, mendName, mendPhone, mendZip } from './mend-cell'

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
  'comment',
  'source',
  'tags',
] as const

/** What a column can hold in a list of people who signed nothing by it. */
export const peopleFields = [
  'given_name',
  'family_name',
  'full_name',
  'email',
  'phone',
  'contact',
  'postal_code',
  'language',
  'consent_email',
  'consent_sms',
  'consent_on',
  'consent_how',
  'comment',
  'source',
  'tags',
] as const satisfies readonly ImportField[]

export type ImportField = (typeof importFields)[number] | 'consent_on' | 'consent_how'

/** Fields in which a refused line is corrected. */
export const correctable: readonly ImportField[] = [
  'given_name',
  'family_name',
  'full_name',
  'email',
  'phone',
  'contact',
  'postal_code',
  'signed_on',
  'consent_on',
  'comment',
  'source',
  'tags',
]

/** Characters of the short code that sources are counted under, as in shared links. */
const longestSource = 16

/** Characters of a cell that was corrected by hand. */
export const mostCell = 1_000

/**
 * The column of each field: its index, from 0, as text. `day_order`: how days in numbers are read; `ask`: those that could be
 * either are refused, because the list has both orders.
 */
export type Mapping = Partial<Record<ImportField | `field-${string}`, string>> & { day_order?: DayOrder | 'ask' }

/** How days in numbers are read unless somebody says it: as the column shows, else with the month first, as US lists have it. */
export function orderShown(mapping: Mapping, shown: Record<string, ShownOrder>): Mapping['day_order'] {
  const orders = [mapping.signed_on, mapping.consent_on].flatMap((column) =>
    column === undefined ? [] : (shown[column] ?? []),
  )
  if (orders.length === 0) return undefined
  if (orders.includes('both') || (orders.includes('day') && orders.includes('month'))) return 'ask'
  return orders.includes('day') ? 'day' : 'month'
}

const known: [ImportField, RegExp][] = [
  [
    'full_name',
    /^(full ?name|name|nombre completo|nombre y apellidos?)$|\blast\b.{0,40}\bfirst\b|\bfirst\b.{0,40}\blast\b|apellidos?\b.{0,40}\bnombre/i,
  ],
  ['given_name', /^(given|first)|^nombres?$/i],
  ['family_name', /^(family|last)|apellido|surname/i],
  ['contact', /(mail|correo).{0,20}(\bor\b|\bo\b|\/).{0,20}(phone|cell|mobile|tel|n[uú]mero)/i],
  ['email', /mail|correo/i],
  ['contact', /contact|phone or|tel[eé]fono o/i],
  ['phone', /phone|cell|mobile|tel|celular/i],
  ['postal_code', /zip|postal|c\.?p\.?$/i],
  [
    'signed_on',
    /^(signed( (on|at))?|(date|day)( (signed|of (the )?(signing|signature)))?|sign(ed|ing|ature)? (date|day)|timestamp|marca temporal|(fecha|d[ií]a)( (de|en que) (la )?(firma|firm[oó]))?|firm([oó]|ado)( el)?)$/i,
  ],
  ['language', /lang|idioma/i],
  ['show_name', /show|mostrar/i],
  [
    'consent_how',
    /^(how (they )?(consented|agreed).{0,30}|consent (how|words|text|evidence)|c[oó]mo dio (su )?(permiso|consentimiento))$/i,
  ],
  [
    'consent_on',
    /^(consent(ed)? (on|date|day)|opt.?in (date|day|on)|(fecha|d[ií]a) (de|del) (permiso|consentimiento))$/i,
  ],
  ['comment', /^(comments?|comentarios?|why|por qu[eé])$/i],
  ['source', /^(source|fuente|origen|procedencia|event|evento)$/i],
  ['tags', /^(tags?|etiquetas?)$/i],
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
export type ImportRowReason =
  | 'name'
  | 'contact'
  | 'email'
  | 'phone'
  | 'phone-rounded'
  | 'zip'
  | 'day'
  | 'day-order'
  | 'comment'
  | 'source'
  | 'tags'
  | 'tag-number'
  | LineReason

type LineReason = PaperProblem | 'line-too-long' | 'quote-left-open'

/** In which fields a refused line is corrected; none where only the file or the petition can be. */
const correctedIn: Record<ImportRowReason, readonly ImportField[]> = {
  name: ['given_name', 'family_name', 'full_name'],
  contact: ['email', 'phone', 'contact', 'full_name'],
  email: ['email', 'contact', 'full_name'],
  phone: ['phone', 'contact'],
  'phone-rounded': ['phone', 'contact'],
  zip: ['postal_code'],
  day: ['signed_on', 'consent_on'],
  'day-order': ['signed_on', 'consent_on'],
  comment: ['comment'],
  source: ['source'],
  tags: ['tags'],
  'tag-number': ['tags'],
  'not-open': [],
  closed: ['signed_on'],
  'after-close': ['signed_on'],
  'line-too-long': [],
  'quote-left-open': [],
}

/** The reasons that can be corrected in place, in a list with these columns. */
export function correctableReasons(mapping: Mapping): ImportRowReason[] {
  return (Object.keys(correctedIn) as ImportRowReason[]).filter((reason) =>
    correctedIn[reason].some((field) => mapping[field] !== undefined),
  )
}

const yes = /^(1|x|y|yes|s[ií]|true|✓|on)$/i

/** A line as it was understood. */
interface RowRead {
  outcome: 'read'
  submission: Submission<'signature'>
  /** For whoever this line is about. */
  tags: string[]
  /** What was set right in its cells. */
  mends: Mend[]
}

/** Reads one line by its mapping. @returns the submission, or why there is none */
export function readRow(
  cells: string[],
  mapping: Mapping,
  petitionId: string,
  fallback: Language,
  needs: 'signature' | 'contact' = 'signature',
): RowRead | { outcome: 'invalid'; reason: ImportRowReason } {
  const mends: Mend[] = []
  const kept = <One extends { text: string; mend: Mend | null }>(mended: One): One => {
    if (mended.mend && !mends.includes(mended.mend)) mends.push(mended.mend)
    return mended
  }
  const cell = (field: ImportField) =>
    mapping[field] === undefined ? '' : kept(mendAny(cells[Number(mapping[field])] ?? '')).text
  const invalid = (reason: ImportRowReason) => ({ outcome: 'invalid' as const, reason })
  const contact = kept(mendAddress(cell('contact')))
  const named = kept(mendName(cell('full_name')))
  const own = kept(mendAddress(cell('email')))
  // An address beside the name counts where no column has one.
  const address = own.text || isEmail(contact.text) ? own : { text: named.address }
  const written = cell('phone') || (isEmail(contact.text) ? '' : contact.text)
  const name = nameOf(named.text, cell('given_name'), cell('family_name'))
  const whole = splitName(name.given || name.family ? '' : own.name || contact.name || '')
  const given = namePart.safeParse(name.given || whole.givenName)
  const family = namePart.safeParse(name.family || whole.familyName)
  if (!given.success || !family.success || (!given.data && needs === 'signature')) return invalid('name')
  const email = emailAddress.safeParse(address.text || (isEmail(contact.text) ? contact.text : ''))
  if (!email.success) return invalid('email')
  const phone = phoneNumber.safeParse(kept(mendPhone(written)).text)
  if (!phone.success) return invalid(isRounded(written) ? 'phone-rounded' : 'phone')
  if (!email.data && !phone.data) return invalid('contact')
  const place = kept(mendZip(cell('postal_code'))).text
  const zip = (needs === 'contact' && place === '' ? z.literal('') : postalCode.pipe(z.string().length(5))).safeParse(
    place,
  )
  if (!zip.success) return invalid('zip')
  const comment = commentText.safeParse(cell('comment'))
  if (!comment.success) return invalid('comment')
  const tags = readTags(cell('tags'))
  if (tags === null) return invalid('tags')
  if (tags.some((tag) => refusedNumber(tag) !== null)) return invalid('tag-number')
  const otherwise = needs === 'signature' ? 'paper' : 'list'
  const source = cell('source') === '' ? otherwise : slugOf(cell('source'), otherwise)
  if (source.length > longestSource) return invalid('source')
  const ticked = (field: ImportField) => yes.test(cell(field))
  return {
    outcome: 'read',
    tags,
    mends,
    submission: {
      petitionId,
      language: /^(es|esp|spa)/i.test(cell('language')) ? 'es' : /^(en|ing)/i.test(cell('language')) ? 'en' : fallback,
      givenName: given.data,
      familyName: family.data,
      email: email.data,
      phone: phone.data,
      postalCode: zip.data,
      country: 'US',
      comment: comment.data,
      isPrivate: false,
      showName: ticked('show_name'),
      consentEmail: ticked('consent_email') && email.data !== null,
      consentSms: ticked('consent_sms') && phone.data !== null,
      consentNetwork: null,
      textVersion: consentTextVersion,
      source,
    },
  }
}

/**
 * The day of signing, YYYY-MM-DD; null when the line does not say. `invalid`: not a day, or still to come; `either`: one of
 * two days, and the list does not show which.
 *
 * @param today YYYY-MM-DD
 */
export function readSignedOn(cells: string[], mapping: Mapping, today: string): string | null | 'invalid' | 'either' {
  const said = mapping.signed_on === undefined ? '' : mendAny(cells[Number(mapping.signed_on)] ?? '').text
  if (said === '') return null
  const day = readDay(said.slice(0, 40), today, 'first', mapping.day_order)
  if (day === null && isEitherDay(said)) return 'either'
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
