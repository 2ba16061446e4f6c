/** The district named in a text: none, one, or something a person must decide: another body's district, or several. */
export type SaidDistrict =
  | { outcome: 'none' }
  | { outcome: 'said'; district: string; seat: string; rest: string }
  | { outcome: 'unclear'; text: string }

/** A cell that contains only a district. */
export interface DistrictCell {
  /** `3`, `Ward 3`, `Precinct 2`, `At-large`, a name; '' for none. */
  district: string
  seat: string
  /** Any other text in the cell; usually ''. */
  rest: string
  isUnclear: boolean
}

const cardinals = [
  'one|uno',
  'two|dos',
  'three|tres',
  'four|cuatro',
  'five|cinco',
  'six|seis',
  'seven|siete',
  'eight|ocho',
  'nine|nueve',
  'ten|diez',
  'eleven|once',
  'twelve|doce',
]
const ordinals = [
  'first|primera?|primero',
  'second|segund[oa]',
  'third|tercera?|tercero',
  'fourth|cuart[oa]',
  'fifth|quint[oa]',
  'sixth|sext[oa]',
  'seventh|s[eé]ptim[oa]',
  'eighth|octav[oa]',
  'ninth|noven[oa]',
  'tenth|d[eé]cim[oa]',
  'eleventh|und[eé]cim[oa]',
  'twelfth|duod[eé]cim[oa]',
]
const kind = String.raw`(district|distrito|dist\.?|dto\.?|ward|barrio|precinct|precinto|pct\.?)(?!\p{L})`
const count = String.raw`(?:no\.?|num\.?|n[uú]m\.?|number|n[uú]mero|nº|#)?\s*`
const number = String.raw`(\d{1,3}(?:\.0+)?(?:-?[a-z](?![\p{L}\p{N}]))?|[ivx]{2,5}|[a-z]|${cardinals.join('|')})(?![\p{L}\p{N}])`
const order = String.raw`(\d{1,3}\.?(?:st|nd|rd|th|er|ro|do|to|mo|vo|no|ra|da|ta|º|ª|°)|${ordinals.join('|')})`
const own = String.raw`council(?:manic|m[ae]n|member|or|woman)?s?|commission(?:er)?s?|supervisor(?:ial|y)?s?|county|city|town|village|municipal|board|magisterial|aldermanic|legislative|trustee|concejal|del? condado|de la ciudad|zone|zona|[aá]rea|beat|division|divisi[oó]n|region|regi[oó]n|subdistrict|subdistrito`
const others = String.raw`school|congress(?:ional)?|senat(?:e|orial)|house|assembly|representative|judicial|court|water|fire|police|hospital|library|soil|conservation|utility|sanit\p{L}+|improvement|irrigation|park|college|community`

const start = String.raw`(?<![\p{L}\p{N}])`
const named = new RegExp(`${start}${kind}\\s*[:–-]?\\s*${count}${number}`, 'giu')
const numbered = new RegExp(`${start}${order}\\s+(?:(?:${own})\\s+)?${kind}`, 'giu')
const foreign = new RegExp(
  `${start}(?:${order}\\s+(?:${others})\\s+${kind}|(?:${others})\\s+(?:(?:${others})\\s+)?${kind}\\s*${count}${number}|(?:${others})\\s+\\d{1,3}(?![\\p{L}\\p{N}])|distrito\\s+(?:escolar|judicial|congresional|senatorial|de (?:agua|riego|bomberos))\\s*${count}${number})`,
  'giu',
)
const several = new RegExp(`${start}(?:districts|wards|precincts|distritos|barrios|precintos)\\s+\\d`, 'iu')
const andMore = /^\s*(?:and|&|y|\/|-|–|to|through)\s*\d/iu
const atLarge = new RegExp(
  `${start}(?:at[ -]?large|en general|por acumulaci[oó]n)(?:\\s+(\\d{1,2}|[a-z]))?(?![\\p{L}\\p{N}])`,
  'giu',
)
const seatWords = new RegExp(
  `${start}(?:seat|position|pos\\.?|place|post|group|esca[nñ]o|asiento|posici[oó]n|puesto|grupo)\\s*(?:no\\.?|#)?\\s*(\\d{1,2}[a-z]?|[a-z])(?![\\p{L}\\p{N}])`,
  'giu',
)

/** Quick filter: most cells contain none of these and need no closer look. */
const mayName =
  /distri|dist\b|dto|ward|barrio|precin|pct|large|general|acumul|seat|posi|pos\b|place|post|group|grupo|esca[nñ]o|asiento|puesto|senat|house|assembl|congres/i

/**
 * Finds the district ('' when only a seat is named) and seat in text such as "Supervisor, District 3", "4th Ward
 * Alderman", "Concejal del Distrito 5", and returns the remaining words.
 */
export function findDistrict(words: string): SaidDistrict {
  if (!mayName.test(words)) return { outcome: 'none' }
  const text = words.replace(/\s+/g, ' ')
  const other = text.match(foreign)?.[0] ?? ''
  const line = text.replace(foreign, (match) => '\u0000'.repeat(match.length))
  if (several.test(line)) return { outcome: 'unclear', text }
  const found: { district: string; from: number; to: number }[] = []
  for (const match of line.matchAll(named)) {
    // The y in "district y" is a word, not a letter.
    if (/^\p{Ll}$/u.test(match[2]!)) continue
    found.push({ district: labelOf(match[1]!, match[2]!), from: match.index, to: match.index + match[0].length })
  }
  for (const match of line.matchAll(numbered))
    if (!found.some((one) => match.index < one.to && one.from < match.index + match[0].length))
      found.push({ district: labelOf(match[2]!, match[1]!), from: match.index, to: match.index + match[0].length })
  const seats: string[] = []
  for (const match of line.matchAll(atLarge)) {
    found.push({ district: 'At-large', from: match.index, to: match.index + match[0].length })
    if (match[1]) seats.push(match[1].toUpperCase())
  }
  if (
    found.some((one) => one.district !== 'At-large' && andMore.test(line.slice(one.to))) ||
    new Set(found.map((one) => one.district)).size > 1
  )
    return { outcome: 'unclear', text }
  const [first] = found
  if (!first && other) return { outcome: 'unclear', text: other }
  const spans = [...found]
  for (const match of line.matchAll(seatWords)) {
    seats.push(match[1]!.toUpperCase())
    spans.push({ district: '', from: match.index, to: match.index + match[0].length })
  }
  if (new Set(seats).size > 1) return { outcome: 'unclear', text }
  if (spans.length === 0) return { outcome: 'none' }
  return { outcome: 'said', district: first?.district ?? '', seat: seats[0] ?? '', rest: tidy(without(text, spans)) }
}

const none = /^(n\/?a|none|-+|—|ninguno|0)?$/i
const whole =
  /^(al|all|city-? ?wide|county-? ?wide|(the )?(whole|entire) (city|county)|tod[oa] (el condado|la ciudad))$/i
/** A cell of another column, a spreadsheet's error, or a district of the legislature or of Congress. */
const isNoName = /[@#]|:\/\/|^[^\p{L}\d]+$|^(?:ld|sd|hd|ad|leg|us|usc)\W*\d/iu
const bare = new RegExp(
  `^(?:(?:${own})\\s+)?(?:d|cd)?[ -]?${count}(?:0*(\\d{1,3}(?:-?[a-z])?)(?:st|nd|rd|th|º|ª)?(?:\\.0+)?|([ivx]{2,5})|(${[...cardinals, ...ordinals].join('|')}))$`,
  'iu',
)

/**
 * Normalizes a district. A bare number is a district; so is a name, unless it is another body's district or several.
 */
export function readDistrict(text: string): DistrictCell {
  const line = text.replace(/\s+/g, ' ').trim()
  const unclear = { district: '', seat: '', rest: '', isUnclear: true }
  if (none.test(line)) return { district: '', seat: '', rest: '', isUnclear: false }
  if (whole.test(line)) return { district: 'At-large', seat: '', rest: '', isUnclear: false }
  const electoral = /^distrito electoral\s*(?:no\.?|n[uú]m\.?|#)?\s*0*(\d{1,3}[a-z]?)$/i.exec(line)?.[1]
  if (electoral) return { district: `Ward ${electoral.toUpperCase()}`, seat: '', rest: '', isUnclear: false }
  const said = findDistrict(line)
  if (said.outcome === 'unclear') return unclear
  if (said.outcome === 'said')
    return {
      district: said.district,
      seat: said.seat,
      rest: new RegExp(`^(?:(?:${own})\\s*)+$`, 'iu').test(said.rest) ? '' : said.rest,
      isUnclear: false,
    }
  const [, first, more] = /^0*(\d{1,3}[a-z]?)\s*(?:[:–—-]|(?=\())\s*(\(?\p{L}{2}.*)$/iu.exec(line) ?? []
  if (first) return { district: first.toUpperCase(), seat: '', rest: more!.replace(/^\(|\)$/g, ''), isUnclear: false }
  const [, body = line, seat = ''] =
    /^(.*?)[,;\s]*\b(?:seat|position|pos\.?|place|esca[nñ]o|asiento)\s+([A-Za-z0-9]{1,3})$/i.exec(line) ?? []
  const [, digits, roman, words] = bare.exec(body) ?? []
  if (digits || roman || words)
    return { district: numberOf((digits ?? roman ?? words)!), seat, rest: '', isUnclear: false }
  if (
    isNoName.test(body) ||
    /^\d{5,}|^\d+[.,]\d*[1-9]/.test(body) ||
    /^\d+[a-z]?\s*(?:,|&|and|y|\/|-|–|to)\s*\d+/i.test(body)
  )
    return unclear
  return { district: body.slice(0, 60), seat, rest: body.slice(60), isUnclear: false }
}

/** Whether two lists mean the same district: `4` and `Ward 4` do, `Ward 4` and `Precinct 4` do not. */
export function isSameDistrict(one: string, two: string): boolean {
  const [, kindOne = '', first = ''] = /^(?:(ward|precinct|district) )?(.*)$/i.exec(one.toLowerCase())!
  const [, kindTwo = '', second = ''] = /^(?:(ward|precinct|district) )?(.*)$/i.exec(two.toLowerCase())!
  return first === second && (kindOne === kindTwo || kindOne === '' || kindTwo === '')
}

function labelOf(kindWord: string, text: string): string {
  const value = numberOf(text)
  if (/^(ward|barrio)/i.test(kindWord)) return `Ward ${value}`
  if (/^(precinct|precinto|pct)/i.test(kindWord)) return `Precinct ${value}`
  return /^\d/.test(value) ? value : `District ${value}`
}

/** 03, 3rd, 3.0, III, three and third are 3; 3-A is 3A; a single letter is not a Roman numeral. */
function numberOf(text: string): string {
  const word = text.toLowerCase()
  const [, digits, letter = ''] =
    /^0*(\d{1,3})(?:\.0+|\.?(?:st|nd|rd|th|er|ro|do|to|mo|vo|no|ra|da|ta|º|ª|°)|-?([a-z]))?$/.exec(word) ?? []
  if (digits) return `${digits}${letter.toUpperCase()}`
  for (const list of [cardinals, ordinals]) {
    const index = list.findIndex((words) => new RegExp(`^(?:${words})$`).test(word))
    if (index >= 0) return String(index + 1)
  }
  return /^[ivx]{2,5}$/.test(word) ? String(romanValue(word)) : text.toUpperCase()
}

function romanValue(text: string): number {
  const values = [...text].map((sign) => ({ i: 1, v: 5, x: 10 })[sign]!)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

function without(text: string, spans: { from: number; to: number }[]): string {
  return [...spans]
    .sort((one, two) => two.from - one.from)
    .reduce((line, { from, to }) => `${line.slice(0, from)} ${line.slice(to)}`, text)
}

function tidy(text: string): string {
  const line = text
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,;)])/g, '$1')
  const trimmed = line.replace(/^[\s,;:/|·–—-]+|[\s,;:/|·–—-]+$/g, '')
  return trimmed
    .replace(
      /(?:^|\s)(?:for|of|from|representing|representa(?:nte)?|por el|por la|en el|para el|por|del|de la|de)$/i,
      '',
    )
    .replace(/[\s,;:/|·–—-]+$/g, '')
}
