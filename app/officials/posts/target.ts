import type { ContactKind, ContactStatus, OfficeHours, OrganizationKind, PowerTopic } from '#db/schema-officials'
import type { Bilingual } from '~/i18n/language'

/** Offices that Firme has words for in both languages; any other is `other`, under the title its own people use. */
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

/** A post with whoever holds it and every way to reach it: what calls, texts, letters and public pages are about. */
export interface Target {
  postId: string
  slug: string
  role: PostRole
  /** As the office itself says it, such as Commissioner. */
  title: string
  /** '' when it stands for the whole place. */
  district: string
  /** Open Civic Data id of what it stands for. */
  divisionId: string
  place: { name: string; slug: string; state: string | null; kind: string }
  organization: {
    id: string
    kind: OrganizationKind
    name: string
    timeZone: string | null
    officeHours: OfficeHours[] | null
  }
  /** Null: the post is vacant. */
  holder: {
    officialId: string
    name: string
    startedOn: string | null
    termEndsOn: string | null
    sourceUrl: string
    checkedOn: string
  } | null
  /** The post's own first, then its organization's, then its holder's; fine before doubtful; dead ones are left out. */
  contacts: TargetContact[]
  /** What it may decide under its state's law, as far as somebody has told. */
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

/** The first contact of the wanted kinds, in the order of the kinds, that is not known to be dead. */
export function bestContact(target: Target, kinds: readonly ContactKind[]): TargetContact | null {
  for (const kind of kinds) {
    const found = target.contacts.find((contact) => contact.kind === kind)
    if (found) return found
  }
  return null
}
