import type { PostRole } from '~/officials/posts/target'
import { textOfCell } from '~/ui/forms/safe-cell'
import { readRole } from './read-words'

/** The fields a column of a list of officials may hold. Our own CSV format has exactly these headings. */
export const rosterFields = [
  'external_id',
  'name',
  'given_name',
  'family_name',
  'role',
  'title',
  'agency',
  'organization',
  'state',
  'county',
  'city',
  'place',
  'division_id',
  'district',
  'seat',
  'started_on',
  'term_ends_on',
  'phone',
  'text',
  'fax',
  'email',
  'form',
  'website',
  'address',
  'address_2',
  'mail_city',
  'mail_state',
  'mail_zip',
  'source_url',
  'checked_on',
] as const

export type RosterField = (typeof rosterFields)[number]

/** The column of each field: its index from 0, as text. */
export type RosterMapping = Partial<Record<RosterField, string>>

/** Heading patterns in the order they are tried; each field takes the first matching column that is still free. */
const known: [RosterField, RegExp][] = [
  ['external_id', /^(external[ _]?id|id|person[ _]?id|ocd[ _]?person.*|identificador)$/i],
  ['agency', /^(key|agency([ _]name)?|agencia)$/i],
  [
    'division_id',
    /^(ocd[ _-]?(division)?[ _-]?(id)?|division[ _]?(id|ocd[ _]?id)?|geoid|fips([ _]?code)?|county[ _]fips)$/i,
  ],
  ['given_name', /^(first|given|nombre de pila)[ _]?(name)?$|^nombres$/i],
  ['family_name', /^(last|family|sur)[ _]?name$|^surname$|^apellidos?$/i],
  [
    'name',
    /^(name|full[ _]?name|official([ _]name)?|office ?holder|incumbent|nombre( completo)?|nombre y apellidos?|funcionari[oa])$/i,
  ],
  ['role', /^((elected|public)[ _])?(role|office|position|cargo|puesto|type)([ _]?(title|name|held))?$/i],
  ['title', /^(job[ _]?)?(title|t[ií]tulo)$/i],
  [
    'organization',
    /^(organi[sz]ation|body|council|board|organizaci[oó]n|concejo|junta|department|departamento)([ _]name)?$/i,
  ],
  ['state', /^(state|estado)([ _](code|name|abbr(eviation)?))?$|^st$/i],
  ['county', /^(county|parish|condado|parroquia)([ _]name)?$/i],
  ['city', /^(city|town|municipality|ciudad|municipio)([ _]name)?$/i],
  [
    'place',
    /^(place|jurisdiction|locality|lugar|jurisdicci[oó]n|localidad)([ _]name)?$|^(city|town|county|ciudad|condado) ?(\/|or|o) ?(city|town|county|ciudad|condado)$/i,
  ],
  [
    'district',
    /^((council|commission(er)?|supervisor(ial)?|county|city|board|aldermanic|magisterial)[ _]?)?(district|ward|precinct|pct\.?|distrito|barrio|precinto)([ _]?(number|no\.?|num\.?|n[uú]mero|#|name))?$|^district ?\/ ?(ward|seat)$|^dist\.?$|^represents$|^representa$/i,
  ],
  ['seat', /^(seat|esca[nñ]o|asiento)$/i],
  ['started_on', /start|entered[ _]office|took[ _]office|inicio|desde|^since$/i],
  [
    'term_ends_on',
    /end[ _]?(date|s|ed)?\b.*|term[ _]?end.*|expires?|expiration|fin( de)? (mandato|t[eé]rmino)|hasta|vence/i,
  ],
  ['fax', /fax/i],
  ['text', /^(text|sms|mensajes?)([ _](number|phone))?$/i],
  ['phone', /phone|^tel|voice|celular/i],
  ['email', /e-?mail|correo/i],
  ['form', /contact[ _]?form|formulario|webform/i],
  ['website', /^(web ?site|url|web|homepage|sitio( web)?|p[aá]gina)$/i],
  [
    'address',
    /^((mailing|mail|office|physical|street|postal|business)[ _]?)?address([ _]?(complete|(line[ _]?)?1))?$|^direcci[oó]n( postal)?$|^domicilio$|^street$|^p\.?o\.? ?box$/i,
  ],
  [
    'source_url',
    /^source([ _](url|link|page))?s?$|^(link|url)[ _]?(of|to)[ _]?(the[ _])?source$|^((enlace|p[aá]gina|url|link)( (de|a) la)? )?fuentes?( \(?(enlace|url)\)?)?$/i,
  ],
  [
    'checked_on',
    /^date$|check|verif|as[ _]of|updated|retrieved|accessed|revisad[oa]|consultad[oa]|actualizad[oa]|fecha(?!.{0,10}nac)/i,
  ],
]

/** Nested values whose last key is a mere `name` or `title`: `office.name` is a role, `person.name` a name. */
const nested: [RosterField, RegExp][] = [
  ['role', /(^|\.)(office|role|position|post|membership)s?(\.\d+)?\.(name|title|label|type|role)$/i],
  ['name', /(^|\.)(person|official|office_?holder|holder|incumbent)s?(\.\d+)?\.((full|display)_?)?name$/i],
]

/** Columns with the rest of a mailing address, right after its first line or with a prefix such as `mailing_`. */
const mail: [RosterField, RegExp][] = [
  [
    'address_2',
    /^((mailing|mail|office|street|postal)[ _]?)?address[ _]?(line[ _]?)?2$|^(suite|unit|room|floor|p\.?o\.? ?box)$/i,
  ],
  ['mail_city', /^(city|town|ciudad|municipality|municipio)$/i],
  ['mail_state', /^(state|st|estado)([ _](code|abbr(eviation)?))?$/i],
  ['mail_zip', /^(zip|zip[ _-]?code|postal[ _-]?code|c[oó]digo postal|c\.?p\.?)$/i],
]
const ofMail = /^(mailing|mail|office|physical|postal|address|street|business)[ _]+(?=\S)/i

/** Guesses the mapping from English or Spanish headings. @param columns headings of the list */
export function guessRosterMapping(columns: string[]): RosterMapping {
  const mapping: RosterMapping = {}
  // Nested JSON values are matched by their last key: `offices.0.phone` is a phone.
  const free = new Map(
    columns.map((column, index) => [
      index,
      column
        .trim()
        .split('.')
        .filter((part) => !/^\d+$/.test(part))
        .at(-1) ?? '',
    ]),
  )
  takeMail()
  for (const field of rosterFields) {
    const index = columns.findIndex((column, at) => free.has(at) && column.trim().toLowerCase() === field)
    if (index >= 0) take(field, index)
  }
  for (const [field, pattern] of nested) {
    const found = [...free].find(([index]) => pattern.test(columns[index]!.trim()))
    if (found && mapping[field] === undefined) take(field, found[0])
  }
  for (const [field, pattern] of known) {
    if (mapping[field] !== undefined) continue
    const found = [...free].find(([, column]) => pattern.test(column))
    if (found) take(field, found[0])
  }
  const named = [...free].find(([, column]) => headingRole(column) !== '')
  if (mapping.name === undefined && mapping.given_name === undefined && mapping.family_name === undefined && named)
    take('name', named[0])
  if (mapping.role === undefined && mapping.title !== undefined) mapping.role = mapping.title
  return mapping

  /** City, state and ZIP right after an address, or named as part of one, never locate the post: they are for mail. */
  function takeMail() {
    let isInAddress = false
    for (const [index, column] of free) {
      const isNested = /(^|[._ ])(address|mailing|direcci[oó]n)\.[^.]+$/i.test(columns[index]!.trim())
      const found = mail.find(
        ([field, pattern]) =>
          mapping[field] === undefined &&
          ((pattern.test(column) && (isInAddress || isNested)) ||
            (ofMail.test(column) && pattern.test(column.replace(ofMail, '').replace(/^zipcode$/i, 'zip')))),
      )
      if (found) take(found[0], index)
      isInAddress = found !== undefined || known.find(([field]) => field === 'address')![1].test(column)
    }
  }

  function take(field: RosterField, index: number) {
    mapping[field] = String(index)
    free.delete(index)
  }
}

/** The role of a list whose name column is headed by the role, as in `County,Sheriff,Phone`; '' for other lists. */
export function guessRosterRole(columns: string[], mapping: RosterMapping): PostRole | '' {
  return mapping.name === undefined ? '' : headingRole(columns[Number(mapping.name)] ?? '')
}

function headingRole(heading: string): PostRole | '' {
  if (
    !/^((county|city) )?(sheriff|mayor|alguacil|alcalde(sa)?|police chief|chief of police|prosecutor|district attorney|county executive|county (supervisor|commissioner)|council ?(member|man|woman|person)|alder(man|woman|person)|concejal)( name)?$|^nombre del? (la )?(alguacil|alcalde(sa)?)$/i.test(
      heading.trim(),
    )
  )
    return ''
  const { role } = readRole(heading)
  return role === 'sheriff' ||
    role === 'mayor' ||
    role === 'police-chief' ||
    role === 'prosecutor' ||
    role === 'county-executive' ||
    role === 'county-supervisor' ||
    role === 'council-member'
    ? role
    : ''
}

/** The trimmed cell of a field, without the apostrophes of our own files; '' when the field has no column. */
export function cellOf(cells: readonly string[], mapping: RosterMapping, field: RosterField): string {
  const column = mapping[field]
  return column === undefined ? '' : textOfCell((cells[Number(column)] ?? '').trim())
}
