import type { PostRole } from '~/officials/posts/target'
import { type GazetteerPlace, isCityCounty } from './gazetteer'
import { bodyOfRole, isSpecialBody, placeOfRole, readRole, roleIn } from './read-words'
import type { Cell, Refuse, RosterOptions } from './understood-row'

/** What the line calls the post: its role, title or words next to the name; the first we recognize, else the first. */
export function postText(cell: Cell, beside: string): string {
  const texts = [cell('role'), cell('title'), beside]
  return texts.find((text) => readRole(text).role !== null) ?? texts.find((text) => text !== '') ?? ''
}

/** Whether the post is local, current and of the list's body. Checked first: other lines may be about any place. */
export function mayHold(
  { post, beside, organization }: { post: string; beside: string; organization: string },
  options: RosterOptions,
  refuse: Refuse,
): boolean {
  const { role } = readRole(post)
  if (role === 'not-local') refuse('role-not-local', 'role', post)
  else if (isOfState.test(organization)) refuse('role-not-local', 'organization', organization)
  else if (role === 'not-now') refuse('role-not-now', 'role', post)
  else if (readRole(beside).role === 'not-now') refuse('role-not-now', 'name', beside)
  else if (
    role !== null &&
    role in bodyOfRole &&
    isOfAnotherBody(role as PostRole, options) &&
    !(role === 'council-member' && options.organizationKind === 'county-board')
  )
    refuse('role-of-another-body', 'role', post)
  else return true
  return false
}

const isOfState =
  /\b(house of (representatives|delegates)|(state|general) assembly|state (senate|legislature)|legislature|u\.?s\.? (house|senate)|congress)\b/i
const isMember = /^(member|miembro)$/i

/** Whether the role belongs to another body than the list, such as the mayor in a council's list. */
function isOfAnotherBody(role: PostRole, options: RosterOptions): boolean {
  return options.organizationKind !== '' && bodyOfRole[role] !== options.organizationKind && role !== options.role
}

interface RoleSearch {
  cell: Cell
  post: string
  options: RosterOptions
  ofAgency: PostRole | null
  place: GazetteerPlace
}

/** The role that a line's words mean in this place, else the list's role. @returns null when refused */
export function findRole({ cell, post, options, ofAgency, place }: RoleSearch, refuse: Refuse): PostRole | null {
  const said = readRole(post).role
  if (place.kind !== 'county' && place.kind !== 'place') refuse('place-is-state', null, place.name)
  else if ((said === 'staff' || said === 'special') && !cell('organization'))
    refuse(said === 'staff' ? 'role-staff' : 'role-special', 'role', post)
  else if (said === 'staff' || said === 'special') return 'other'
  else return roleAt(place)
  return null

  function roleAt({ kind, state, name }: GazetteerPlace): PostRole | null {
    const ofList = options.role || ofAgency
    const role = isCourtJudge(post, state)
      ? null
      : (roleIn(isMember.test(post) ? cell('organization') : post, kind) ??
        (ofList === 'council-member' && kind === 'county' ? 'county-supervisor' : ofList))
    // "Commissioner" of a court, "president" of a school board: not of the county, not of the city.
    if ((role === 'council-member' || role === 'county-supervisor') && isSpecialBody(cell('organization')))
      return 'other'
    if (!role) {
      if (post && cell('organization')) return 'other'
      refuse('role', 'role', post)
      return null
    }
    if (isOfAnotherBody(role, options)) refuse('role-of-another-body', 'role', post)
    else if (!fitsPlace(role, place, `${post} ${cell('agency')} ${cell('organization')}`))
      refuse(placeOfRole[role] === 'county' ? 'place-needs-county' : 'place-needs-city', null, name)
    else return role
    return null
  }
}

/** A county judge is the county executive in Texas, Arkansas and Kentucky; elsewhere a judge in a court. */
function isCourtJudge(post: string, state: string | null): boolean {
  return (
    /county( court)? judge|juez[a]? del condado/i.test(post) &&
    !/executive|ejecutiv/i.test(post) &&
    !['TX', 'AR', 'KY'].includes(state ?? '')
  )
}

/** Police, prosecutors and jails may belong to the other kind of place if named so: county police, city prosecutor. */
function fitsPlace(role: PostRole, place: GazetteerPlace, words: string): boolean {
  const wish = placeOfRole[role]
  if (wish === null || place.kind === wish || (wish === 'place' && isCityCounty(place))) return true
  if (role !== 'police-chief' && role !== 'prosecutor' && role !== 'jail-director') return false
  return wish === 'place' ? /\b(county|parish|condado)\b/i.test(words) : /\b(city|municipal|town|ciudad)\b/i.test(words)
}
