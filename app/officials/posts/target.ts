import type { ContactKind, ContactStatus, OfficeHours, OrganizationKind, PowerTopic } from '#db/schema-officials'
import type { Bilingual } from '~/i18n/language'

/** Roles with a name in both languages. Every other office is `other`, with the title it uses itself. */
export const postRoles = [
  'sheriff',
  'county-supervisor',
  'county-executive',
  'council-member',
  'mayor',
  'police-chief',
  'prosecutor',
  'jail-director',
  'other',
] as const

export type PostRole = (typeof postRoles)[number]

/** Roles that sit on a council or board, or preside over it. */
export const sittingRoles: readonly PostRole[] = ['council-member', 'mayor', 'county-supervisor', 'county-executive']

/** A post with its holder and contacts, as used by calls, texts, letters and public pages. */
export interface Target {
  postId: string
  slug: string
  role: PostRole
  /** The office's own title, such as Commissioner. */
  title: string
  /** '' when the post represents the whole place. */
  district: string
  /** Open Civic Data id of the division it represents. */
  divisionId: string
  place: { name: string; slug: string; state: string | null; kind: string }
  organization: {
    id: string
    kind: OrganizationKind
    name: string
    timeZone: string | null
    officeHours: OfficeHours[] | null
  }
  /** Null when the post is vacant. */
  holder: {
    officialId: string
    name: string
    startedOn: string | null
    termEndsOn: string | null
    sourceUrl: string
    checkedOn: string
  } | null
  /**
   * Fine before doubtful, dead omitted; within each, the post's own first, then its organization's, then its holder's.
   */
  contacts: TargetContact[]
  /** What it may decide under state law, as far as it has been recorded. */
  powers: Power[]
}

export interface TargetContact {
  id: string
  kind: ContactKind
  /** E.164 for voice, text and fax. */
  value: string
  extension: string
  note: string
  sourceUrl: string
  checkedOn: string
  status: ContactStatus
}

export interface Power {
  topic: PowerTopic
  may: 'yes' | 'no' | 'partly'
  note: Bilingual
  law: string
  sourceUrl: string
  checkedOn: string
}

/** The best contact that is not dead, trying the kinds in the given order. */
export function bestContact(target: Pick<Target, 'contacts'>, kinds: readonly ContactKind[]): TargetContact | null {
  for (const kind of kinds) {
    const found = target.contacts.find((contact) => contact.kind === kind)
    if (found) return found
  }
  return null
}
