import type { OrganizationKind } from '#db/schema-officials'
import { stateNames } from '~/geography/state-names'
import { plain } from '~/officials/posts/name-key'
import type { PostRole } from '~/officials/posts/target'

const spanishStates: Record<string, string> = {
  'nuevo mexico': 'NM',
  'nueva york': 'NY',
  'nueva jersey': 'NJ',
  'nuevo hampshire': 'NH',
  'nueva hampshire': 'NH',
  'carolina del norte': 'NC',
  'carolina del sur': 'SC',
  'dakota del norte': 'ND',
  'dakota del sur': 'SD',
  luisiana: 'LA',
  pensilvania: 'PA',
  misisipi: 'MS',
  misuri: 'MO',
  tejas: 'TX',
  'virginia occidental': 'WV',
  hawai: 'HI',
  oregon: 'OR',
  'distrito de columbia': 'DC',
  'islas virgenes': 'VI',
}
const states = new Map([
  ...Object.entries(stateNames).map(([code, name]): [string, string] => [plain(name), code]),
  ...Object.entries(spanishStates),
])

/**
 * The two-letter code of a state given as code, name (English or Spanish) or with periods. Null when it is not a state.
 */
export function readState(text: string): string | null {
  const code = text.replace(/[.\s]/g, '').toUpperCase()
  if (code.length === 2) return code in stateNames ? code : null
  return states.get(plain(text).replace(/^(state|estado) (of|de) /, '')) ?? null
}

/**
 * The role a list's words mean. `not-local`: state or federal officials. `not-now`: former or future holders. `staff`:
 * people who work for the holder. `special`: members of special-purpose boards (school, water, elections).
 */
export type ReadRole = { role: PostRole | 'leader' | 'not-local' | 'not-now' | 'staff' | 'special' | null }

const branch = /^(lower|upper|legislature|executive|judiciary)$/
const notNow =
  /\b(former|retired|emerit\w*|past|previous|deceased|candidate|candidat[oa]|nominee|elect|elect[oa]|designate|incoming|entrante|vacant|vacante|write in|jubilad[oa])\b|^ex (?!officio)|\bex ?(alcald|alguacil|concejal|regidor|supervisor|comisionad|mayor\b|sheriff\b)/
const staff =
  /\b(clerks?|secretar(y|ies)|secretari[oa]|assistants?|asistente|aides?|ayudante|chief of staff|staff|scheduler|intern|spokes\w+|vocer[oa]|receptionist|sergeant|sargento|lieutenant|teniente|captain|capitana?|corporal|coordinator|coordinador[a]?|analyst|youth|student|junior|honorary|honorari[oa]|liaison|advis[eo]rs?|asesor[a]?|counsel|specialist|(?<!executive )officers?|oficial de|(?<!corrections |correctional )(?<!jail )director[a]? (to|for|of|de) (the |la |el )?(mayor|council|sheriff|supervisor|board|alcald|concej)\w*|(records|shift|dispatch|maintenance|office|payroll|program|case|field|patrol|jail|detention|accounting|facilities|fleet|landscape|probation|nursing|clinical|social work|animal|communications|custodial|kitchen|food|warehouse|department|evidence|booking) supervisor|volunteer|chaplain|sheriff ?s? (deputy|deputies)|subalguacil|alguacil adjunt[oa]|deputy (district attorney|prosecutor|county (executive|administrator|manager)|chief|police chief|warden))\b/
const boards = String.raw`school|education|water|irrigation|soil|conservation|parks?|librar(?:y|ies)|fire|ports?|transit|hospital|health|elections?|planning|zoning|tax|revenue|roads?|highways?|utilit(?:y|ies)|sanitary|sanitation|sewer|housing|airport|cemetery|college|university|mosquito|drainage|levee|assessments?|aging|civil service|public (?:works|safety)|finance|escolar|escuelas?|educacion|agua|riego|bomberos|elecciones|bibliotecas?|planeacion|planificacion|zonificacion|vivienda|salud|transporte|puerto`
const special = new RegExp(
  String.raw`\b(?:${boards})(?: (?!(?:city|town|village|county) )\w+){0,3} (?:commission|board|trustee|supervis|director|superintend|council|district|authority|committee)|\b(?:commissioners?|supervisora?s?|superintendente?|directora?|board|council|comisionad[oa]|consejo|junta) (?:of|on|for|del?) (?:the |la |el |las |los )?(?:\w+ ){0,2}?(?:${boards})\b|\b(?:consejo|junta) escolar|\bpolice (?:commission|board)|borough president|\bport of\b|\b(?:tribal|tribe|tribu|chapter house)\b|\b(?:school|university|college|campus|airport|transit|railroad|hospital|park)s? (?:district )?police|policia (?:escolar|universitaria)|(?:unified|high|elementary|independent) school|\b(?:superior|circuit|district|municipal|county|justice|probate|family|juvenile|supreme) court\b(?! (?:judge|clerk))`,
)

const roles: [PostRole | 'leader' | 'not-local', RegExp][] = [
  [
    'not-local',
    /\b(us|united states|state|federal) (senator|representative|senate|house|rep|delegate|treasurer|auditor|controller|comptroller|superintendent|board)\b|\bcongress|^(state )?(senator|representative|legislator|delegate|governor|assembly ?(member|man|woman))|^(senador|diputad|gobernador)|attorney general|(lieutenant|lt) governor|secretary of state|(fiscal|procurador[a]?) general|(insurance|agriculture|labor|railroad|public service|public utility|corporation|land|public lands|banking) commission|commissioner of (the )?(insurance|agriculture|labor|public lands|general land)/,
  ],
  ['other', /undersheriff|under sheriff|deputy sheriff|chief deputy|suboficial/],
  ['sheriff', /sheriff|alguacil/],
  ['council-member', /(vice|deputy) mayor|mayor pro tem|vicealcald/],
  ['police-chief', /police chief|chief of police|^police$|jef[ea] de (la )?policia|comisari[oa] de policia/],
  [
    'jail-director',
    /\bjail\b|warden|correction(s|al)? (director|administrator|commissioner)|detention|director[a]? de (la )?carcel|alcaide/,
  ],
  [
    'prosecutor',
    /(district|prosecuting|county|commonwealths?|states?) attorney|prosecutor|\bsolicitor\b|fiscal\b(?! (court|officer|year|analyst|agent))/,
  ],
  [
    'county-executive',
    /county (executive|administrator|manager|mayor|judge)|ejecutiv[oa] del condado|administrador[a]? del condado|juez[a]? del condado/,
  ],
  ['mayor', /\bmayor\b|alcald|village president|town(ship)? supervisor|intendente/],
  [
    'county-supervisor',
    /supervis|county (commission|council|board|legislat)|commissioners? court|freeholder|police juror|comisionad[oa] del condado|miembro de la junta del condado/,
  ],
  [
    'council-member',
    /council|alder(man|woman|person)|^alder\b|concejal|concejer|regidor|selectman|selectboard|(city|town|village) (commission|board|trustee)|^trustee|edil\b/,
  ],
  ['leader', /leader|speaker|president|\bchair|lider|portavoz|whip/],
]

const remembered = new Map<string, ReadRole>()
const mostRemembered = 2_000

/** Reads a role in English or Spanish; of several parts, the first that names one. For "Commissioner", see `roleIn`. */
export function readRole(text: string): ReadRole {
  // Cached: lists repeat a few titles thousands of times, and each line needs its role several times.
  const known = remembered.get(text)
  if (known) return known
  const read = understandRole(text)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, read)
  return read
}

function understandRole(text: string): ReadRole {
  const words = plain(text.replaceAll('-', ' '))
  if (words === '') return { role: null }
  if (notNow.test(words)) return { role: 'not-now' }
  const parts = text
    .split(/[,;()/|–—]|\s-\s/)
    .map((part) => plain(part.replaceAll('-', ' ')))
    .filter((part) => part !== '')
  const found = [words, ...parts].map((part) => roleOf(part))
  if (branch.test(words) || found.includes('not-local')) return { role: 'not-local' }
  const named =
    found.slice(1).find((role) => role !== null && role !== 'leader') ?? found.find((role) => role !== null) ?? null
  if (named !== null && named !== 'other' && named !== 'leader' && staff.test(words)) return { role: 'staff' }
  // A supervisor may belong to a soil and water board; a council member on the parks board stays a council member.
  const isOwn = (part: string) =>
    !special.test(part) &&
    roleOf(part) !== null &&
    !/^(supervisora?|trustee|commissioner|comisionad[oa])$/.test(part) &&
    roleOf(part) !== 'leader'
  if (special.test(words) && !parts.some(isOwn)) return { role: 'special' }
  return { role: named }
}

/** Whether a body is a special-purpose board, a court or a tribe's council rather than the place's own board or council. */
export function isSpecialBody(organization: string): boolean {
  const words = plain(organization.replaceAll('-', ' '))
  const isOwn =
    /\b(city|town|village|county) (council|commission|board)|board of (supervisors|commissioners)|commissioners court/
  return special.test(words) && !isOwn.test(words)
}

function roleOf(words: string): (typeof roles)[number][0] | null {
  return roles.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/**
 * The role in a kind of place; a commissioner, board member or leader belongs to the county board or the city council.
 */
export function roleIn(text: string, placeKind: 'county' | 'place' | string): PostRole | null {
  const { role } = readRole(text)
  if (role === 'not-local' || role === 'not-now' || role === 'staff' || role === 'special') return null
  if (role !== null && role !== 'leader')
    return role === 'council-member' && placeKind === 'county' ? 'county-supervisor' : role
  if (role === 'leader' || /commissioner|board member|comisionad|miembro de (la )?junta|legislator/.test(plain(text)))
    return placeKind === 'county' ? 'county-supervisor' : placeKind === 'place' ? 'council-member' : null
  return null
}

/** The default kind of body for each role. */
export const bodyOfRole: Readonly<Record<PostRole, OrganizationKind>> = {
  sheriff: 'sheriff',
  'county-supervisor': 'county-board',
  'county-executive': 'county-board',
  'council-member': 'city-council',
  mayor: 'mayor',
  'police-chief': 'police',
  prosecutor: 'prosecutor',
  'jail-director': 'jail',
  other: 'other',
}

/** The kind of place each role belongs to by default; null for either. */
export const placeOfRole: Readonly<Record<PostRole, 'county' | 'place' | null>> = {
  sheriff: 'county',
  'county-supervisor': 'county',
  'county-executive': 'county',
  'council-member': 'place',
  mayor: 'place',
  'police-chief': 'place',
  prosecutor: 'county',
  'jail-director': 'county',
  other: null,
}

/** The kind of place a title means; null for either. "Council member" means a city unless it says county. */
export function placeWish(text: string): 'county' | 'place' | null {
  const words = plain(text)
  const { role } = readRole(text)
  if (role === 'sheriff' || role === 'county-supervisor' || role === 'county-executive' || role === 'mayor')
    return placeOfRole[role]
  if (/\b(county|parish|condado|parroquia)\b/.test(words) || /\b(precinct|precinto|pct) \d/.test(words)) return 'county'
  if (/\b(city|town|township|village|municipal|ciudad|pueblo|villa|municipio)\b/.test(words)) return 'place'
  return role && role in placeOfRole ? placeOfRole[role as PostRole] : null
}

/** Reads an agency cell that names its place: `GA|appling county sheriffs office`, "Mesa Police Department, AZ". */
export function readAgency(text: string): { state: string | null; place: string; role: PostRole | null } | null {
  const [, front, rest = text] = /^\s*([A-Za-z]{2})(?:\s*[|:/]\s*|\s+-\s+)(.+)$/.exec(text) ?? []
  const [, body = rest, back] = /^(.+?),\s*([A-Za-z][A-Za-z. ]+)$/.exec(rest) ?? []
  const state = readState(front ?? '') ?? readState(back ?? '')
  const words = body.replace(/['’‘]/g, '')
  const [, place] =
    /^(.*?)\s+(sheriffs?( department| office)?|police( department)?|jail|detention center|city council|council|board of (supervisors|commissioners)|district attorneys?( office)?)\b.*$/i.exec(
      words,
    ) ?? []
  if (!place) return null
  return {
    state,
    place,
    role: /sheriff/i.test(words)
      ? 'sheriff'
      : /police/i.test(words)
        ? 'police-chief'
        : /jail|detention/i.test(words)
          ? 'jail-director'
          : /attorney/i.test(words)
            ? 'prosecutor'
            : /supervisors|commissioners/i.test(words)
              ? 'county-supervisor'
              : 'council-member',
  }
}

/** The Open Civic Data id of a district of a place; null for the place as a whole. */
export function districtDivision(placeId: string, district: string): string | null {
  if (district === '' || district === 'At-large') return null
  const [, kind = '', number = district] = /^(Ward|Precinct) (.+)$/.exec(district) ?? []
  const type = kind === 'Ward' ? 'ward' : kind === 'Precinct' ? 'precinct' : 'council_district'
  return `${placeId}/${type}:${plain(number).replaceAll(' ', '_')}`
}
