import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { LetterState } from '#db/schema-advocacy'
import type { Bilingual, Language } from '~/i18n/language'
import { opensOwnPage } from '~/people/message-links.server'
import { linkHash } from '~/vault/links.server'

/** What the own page shows: ids and states only, so that the web process needs to decrypt nothing. */
export interface OwnPage {
  language: Language
  isStopped: boolean
  /** We know them only by phone. */
  isByPhone: boolean
  /** `network`: null when they never signed with a member group, so there is nothing to allow. */
  consents: { email: boolean; sms: boolean; network: boolean | null }
  signatures: OwnSignature[]
  letters: OwnLetter[]
}

export interface OwnSignature {
  id: string
  petitionSlug: string
  petitionTitle: Bilingual
  signedAt: Date
  isConfirmed: boolean
  /** Whether the petition shows names at all. */
  mayBeShown: boolean
  /** The name as shown to everyone, or null when it is not shown. */
  shownAs: string | null
}

export interface OwnLetter {
  id: string
  actionSlug: string
  actionTitle: Bilingual
  /** Name or title of the official it is for. */
  to: string
  writtenAt: Date
  state: LetterState
}

/**
 * Finds the page that a link leads to.
 *
 * @returns null when the link is unknown or expired, or everything behind it has been deleted
 */
export async function findOwnPage(db: Db, token: string, now: Date): Promise<OwnPage | null> {
  const { rows } = await sql<Row>`
    select template, created_at as "createdAt", language, is_stopped as "isStopped", channel, purposes, is_of_member as "isOfMember", signatures, letters
    from own_page_of_link(${linkHash(token)})
  `.execute(db)
  const [row] = rows
  if (!row || !opensOwnPage(row, now)) return null
  const { language, isStopped, channel, purposes, isOfMember, signatures, letters } = row
  return {
    language,
    isStopped,
    isByPhone: channel === 'sms',
    consents: {
      email: purposes.includes('email'),
      sms: purposes.includes('sms'),
      network: isOfMember ? purposes.includes('network') : null,
    },
    signatures: signatures.map((one) => ({ ...one, signedAt: new Date(one.signedAt) })),
    letters: letters.map((one) => ({ ...one, writtenAt: new Date(one.writtenAt) })),
  }
}

/** What the function in the database answers; times inside JSON are text. */
interface Row {
  template: string
  createdAt: Date
  language: Language
  isStopped: boolean
  channel: Channel
  purposes: string[]
  isOfMember: boolean
  signatures: (Omit<OwnSignature, 'signedAt'> & { signedAt: string })[]
  letters: (Omit<OwnLetter, 'writtenAt'> & { writtenAt: string })[]
}
