import type { OrganizationKind } from '#db/schema-officials'
import { stateNames } from '~/jurisdictions/state-names'
import { plain } from '~/officials/name-key'
import type { PostRole } from '~/officials/target'

const spanishStates: Record<string, string> = {
  'nuevo mexico': 'NM', 'nueva york': 'NY', 'nueva jersey': 'NJ', 'nuevo hampshire': 'NH', 'nueva hampshire': 'NH', 'carolina del norte': 'NC', 'carolina del sur': 'SC', 'dakota del norte': 'ND',
  'dakota del sur': 'SD', luisiana: 'LA', pensilvania: 'PA', misisipi: 'MS', misuri: 'MO', tejas: 'TX', 'virginia occidental': 'WV', hawai: 'HI', oregon: 'OR', 'distrito de columbia': 'DC', 'islas virgenes': 'VI',
}
const states = new Map([...Object.entries(stateNames).map(([code, name]): [string, string] => [plain(name), code]), ...Object.entries(spanishStates)])

/** The two letters of a state written as code, name (English or Spanish) or with full stops. Null when it is none. */
export function readState(text: string): string | null {
  const code = text.replace(/[.\s]/g, '').toUpperCase()
  if (code.length === 2) return code in stateNames ? code : null
  return states.get(plain(text).replace(/^(state|estado) (of|de) /, '')) ?? null
}

/** What a list calls a post. `not-local` are legislators and others who decide elsewhere. */
export type ReadRole = { role: PostRole } | { role: 'leader' } | { role: 'not-local' } | { role: null }

const roles: [PostRole | 'leader' | 'not-local', RegExp][] = [
  ['not-local', /^(lower|upper|legislature|executive|judiciary)$|\b(us|united states|state|federal) (senator|representative|senate|house|rep)|\bcongress|^(state )?(senator|representative|legislator|governor|assembly ?(member|man|woman))|^(senador|diputad|gobernador)/],
  ['other', /undersheriff|under sheriff|deputy sheriff|chief deputy|suboficial/],
  ['sheriff', /sheriff|alguacil/],
  ['council-member', /(vice|deputy) mayor|mayor pro tem|vicealcald/],
  ['police-chief', /police chief|chief of police|^police$|jef[ea] de (la )?policia|comisari[oa] de policia/],
  ['jail-director', /\bjail\b|warden|correction(s|al)? (director|administrator|commissioner)|detention|director[a]? de (la )?carcel|alcaide/],
  ['prosecutor', /(district|prosecuting|county|commonwealths?|states?) attorney|prosecutor|\bsolicitor\b|fiscal\b/],
  ['county-executive', /county (executive|administrator|manager|mayor|judge)|ejecutiv[oa] del condado|administrador[a]? del condado|juez[a]? del condado/],
  ['mayor', /\bmayor\b|alcald|village president|town supervisor|intendente/],
  ['county-supervisor', /supervis|county (commission|council|board|legislat)|commissioners? court|freeholder|police juror|comisionad[oa] del condado|miembro de la junta del condado/],
  ['council-member', /council|alder(man|woman|person)|^alder\b|concejal|concejer|regidor|selectman|selectboard|^trustee|edil\b/],
  ['leader', /leader|speaker|president|\bchair|lider|portavoz|whip/],
]

/** A role in English or Spanish. "Commissioner" alone depends on where: see `roleIn`. */
export function readRole(text: string): ReadRole {
  const words = plain(text.replaceAll('-', ' '))
  if (words === '') return { role: null }
  return { role: roles.find(([, pattern]) => pattern.test(words))?.[0] ?? null }
}

/** A commissioner, board member or leader is of the body that governs there. */
export function roleIn(text: string, placeKind: 'county' | 'place' | string): PostRole | null {
  const { role } = readRole(text)
  if (role !== null && role !== 'leader' && role !== 'not-local') return role === 'council-member' && placeKind === 'county' ? 'county-supervisor' : role
  if (role === 'leader' || /commissioner|board member|comisionad|miembro de (la )?junta|legislator/.test(plain(text))) return placeKind === 'county' ? 'county-supervisor' : placeKind === 'place' ? 'council-member' : null
  return null
}

/** Which kind of body a post belongs to, where nobody has said otherwise. */
export const bodyOfRole: Readonly<Record<PostRole, OrganizationKind>> = {
  sheriff: 'sheriff', 'county-supervisor': 'county-board', 'county-executive': 'county-board', 'council-member': 'city-council', mayor: 'mayor', 'police-chief': 'police', prosecutor: 'prosecutor', 'jail-director': 'jail', other: 'other',
}

/** Posts that are looked for in counties, in cities, or in either. */
export const placeOfRole: Readonly<Record<PostRole, 'county' | 'place' | null>> = {
  sheriff: 'county', 'county-supervisor': 'county', 'county-executive': 'county', 'council-member': 'place', mayor: 'place', 'police-chief': 'place', prosecutor: 'county', 'jail-director': 'county', other: null,
}

/** An agency with its place in one cell, such as `GA|appling county sheriffs office` or "Police Department, Mesa, AZ". */
export function readAgency(text: string): { state: string | null; place: string; role: PostRole | null } | null {
  const [, front, rest = text] = /^\s*([A-Za-z]{2})\s*[|:/-]\s*(.+)$/.exec(text) ?? []
  const [, body = rest, back] = /^(.+?),\s*([A-Za-z][A-Za-z. ]+)$/.exec(rest) ?? []
  const state = readState(front ?? '') ?? readState(back ?? '')
  const words = body.replace(/['’‘]/g, '')
  const [, place] = /^(.*?)\s+(sheriffs?( department| office)?|police( department)?|jail|detention center|city council|council|board of (supervisors|commissioners)|district attorneys?( office)?)\b.*$/i.exec(words) ?? []
  if (!place) return null
  return { state, place, role: /sheriff/i.test(words) ? 'sheriff' : /police/i.test(words) ? 'police-chief' : /jail|detention/i.test(words) ? 'jail-director' : /attorney/i.test(words) ? 'prosecutor' : /supervisors|commissioners/i.test(words) ? 'county-supervisor' : 'council-member' }
}

/** A district as it is kept: `3`, `Ward 3`, `At-large`, '' for none; and a seat when it is named in the same cell. */
export function readDistrict(text: string): { district: string; seat: string } {
  const line = text.replace(/\s+/g, ' ').trim()
  if (/^(n\/?a|none|-+|—|ninguno|0)?$/i.test(line)) return { district: '', seat: '' }
  const [, body = line, seat = ''] = /^(.*?)[,;\s]*\b(?:seat|position|pos\.?|place|esca[nñ]o|asiento)\s+([A-Za-z0-9]{1,3})$/i.exec(line) ?? []
  if (/at[ -]?large|^al$|en general|por acumulaci[oó]n/i.test(body)) return { district: 'At-large', seat: seat || (/at[ -]?large\s+(\d{1,2}|[a-z])$/i.exec(body)?.[1] ?? '') }
  const ward = /^(?:ward|barrio|distrito electoral)\s*(?:no\.?|n[uú]m\.?|#)?\s*0*(\d{1,3}[a-z]?)$/i.exec(body)?.[1] ?? /^0*(\d{1,3})(?:st|nd|rd|th)\s+ward$/i.exec(body)?.[1]
  if (ward) return { district: `Ward ${ward.toUpperCase()}`, seat }
  const precinct = /^(?:precinct|precinto|pct\.?)\s*#?\s*0*(\d{1,3}[a-z]?)$/i.exec(body)?.[1]
  if (precinct) return { district: `Precinct ${precinct.toUpperCase()}`, seat }
  const number = /^(?:[a-z]+ )?(?:district|distrito|dist\.?|d|cd)?\s*(?:no\.?|n[uú]m\.?|#)?\s*0*(\d{1,3}[a-z]?)(?:st|nd|rd|th)?(?:\.0+)?(?: (?:district|council district))?$/i.exec(body)?.[1]
  return { district: number ? number.toUpperCase() : body.slice(0, 60), seat }
}

/** The Open Civic Data id of a district inside a place; null when it is the place itself. */
export function districtDivision(placeId: string, district: string): string | null {
  if (district === '' || district === 'At-large') return null
  const [, kind = '', number = district] = /^(Ward|Precinct) (.+)$/.exec(district) ?? []
  const type = kind === 'Ward' ? 'ward' : kind === 'Precinct' ? 'precinct' : 'council_district'
  return `${placeId}/${type}:${plain(number).replaceAll(' ', '_')}`
}
