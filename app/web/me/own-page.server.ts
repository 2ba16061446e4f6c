import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { LetterState } from '#db/schema-advocacy'
import type { Bilingual, Language } from '~/i18n/language'
import { findMessageLink, opensOwnPage } from '~/people/message-links.server'

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
  const link = await findMessageLink(db, token)
  if (!link || !opensOwnPage(link, now)) return null
  const contact = await db
    .selectFrom('contact_point')
    .leftJoin('suppression', 'suppression.blind_index', 'contact_point.blind_index')
    .leftJoin('person', 'person.contact_id', 'contact_point.id')
    .select(['person.language', 'suppression.reason', 'contact_point.channel'])
    .where('contact_point.id', '=', link.contactId)
    .executeTakeFirst()
  if (!contact) return null
  return {
    language: contact.language ?? 'en',
    isStopped: contact.reason === 'opted-out',
    isByPhone: contact.channel === 'sms',
    consents: await consentsOf(db, link.contactId),
    signatures: await signaturesOf(db, link.contactId),
    letters: await lettersOf(db, link.contactId),
  }
}

async function consentsOf(db: Db, contactId: string): Promise<OwnPage['consents']> {
  const { rows } = await sql<{ purpose: string }>`
    select distinct purpose from consent join person on person.id = consent.person_id
    where person.contact_id = ${contactId} and withdrawn_on is null
  `.execute(db)
  const purposes = rows.map((row) => row.purpose)
  const ofMember = await db
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'signature.person_id')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .innerJoin('member_group', 'member_group.id', 'petition.group_id')
    .select('signature.id')
    .where('person.contact_id', '=', contactId)
    .where('member_group.kind', '<>', 'network')
    .executeTakeFirst()
  return {
    email: purposes.includes('email'),
    sms: purposes.includes('sms'),
    network: ofMember ? purposes.includes('network') : null,
  }
}

async function signaturesOf(db: Db, contactId: string): Promise<OwnSignature[]> {
  const rows = await db
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'signature.person_id')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .leftJoin('public_name', 'public_name.signature_id', 'signature.id')
    .select([
      'signature.id',
      'signature.state',
      'signature.accepted_at',
      'petition.slug',
      'petition.title',
      'petition.asks_names',
      'public_name.display_name',
    ])
    .where('person.contact_id', '=', contactId)
    .orderBy('signature.accepted_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    petitionSlug: row.slug,
    petitionTitle: row.title,
    signedAt: row.accepted_at,
    isConfirmed: row.state === 'confirmed',
    mayBeShown: row.asks_names,
    shownAs: row.display_name,
  }))
}

async function lettersOf(db: Db, contactId: string): Promise<OwnLetter[]> {
  const { rows } = await sql<OwnLetter>`
    select letter.id, advocacy_campaign.slug as "actionSlug", advocacy_campaign.title as "actionTitle", coalesce(official.name, post.title) as "to", letter.written_at as "writtenAt", letter.state
    from letter join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id join post on post.id = letter.post_id
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    where letter.contact_id = ${contactId} order by letter.written_at desc, letter.id
  `.execute(db)
  return rows
}
