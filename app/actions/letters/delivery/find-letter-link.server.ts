import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { LetterState } from '#db/schema-advocacy'
import { letterAskedAt } from '~/actions/petitions/signatures/asked-at'
import type { Bilingual } from '~/i18n/language'
import type { PostRole } from '~/officials/posts/target'
import { confirmationLifetime } from '~/people/message-links.server'
import { linkHash } from '~/vault/links.server'

/** State of a letter's confirmation link. */
export interface LetterLink {
  state: 'waiting' | 'confirmed' | 'withdrawn' | 'expired' | 'unknown'
  /** Slug of the action; '' when unknown. */
  slug: string
  title: Bilingual | null
  /** The letter's targets; a vacant post has no name. */
  to: { name: string | null; role: PostRole; title: string }[]
}

const unknown: LetterLink = { state: 'unknown', slug: '', title: null, to: [] }

/** Looks up a confirmation link by its hash, without decrypting the letter or changing anything. */
export async function findLetterLink(db: Db, token: string, now: Date): Promise<LetterLink> {
  const { rows } = await sql<{
    state: LetterState
    askedAt: Date
    slug: string
    title: Bilingual
    to: LetterLink['to']
  }>`
    select letter.state, ${letterAskedAt} as "askedAt", advocacy_campaign.slug, advocacy_campaign.title,
      (select jsonb_agg(jsonb_build_object('name', official.name, 'role', post.role, 'title', post.title) order by post.slug)
        from letter as copy join post on post.id = copy.post_id
        left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
        where copy.writing_id = letter.writing_id) as "to"
    from message join letter on letter.id = message.letter_id join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id
    where message.link_hash = ${linkHash(token)} and message.template = 'confirm-letter'
  `.execute(db)
  const [row] = rows
  if (!row) return unknown
  const { slug, title, to } = row
  const isOld = now.getTime() - row.askedAt.getTime() >= confirmationLifetime
  return {
    slug,
    title,
    to,
    state:
      row.state === 'withdrawn'
        ? 'withdrawn'
        : row.state !== 'unconfirmed'
          ? 'confirmed'
          : isOld
            ? 'expired'
            : 'waiting',
  }
}

/** State of the digest link that an office gets in a letter. */
export interface DigestLink {
  state: 'each' | 'digest' | 'unknown'
  organization: string
}

/** The office a letter was sent to, and its current mail mode. */
export async function findDigestLink(db: Db, token: string): Promise<DigestLink> {
  const row = await organizationOfLink(db, token)
  return row ? { state: row.mailMode, organization: row.name } : { state: 'unknown', organization: '' }
}

/** The organization that received the message with this token, or null. */
export async function organizationOfLink(
  db: Db,
  token: string,
): Promise<{ id: string; name: string; mailMode: 'each' | 'digest' } | null> {
  const { rows } = await sql<{ id: string; name: string; mailMode: 'each' | 'digest' }>`
    select organization.id, organization.name, organization.mail_mode as "mailMode"
    from message join letter on letter.id = message.letter_id or letter.digest_id = message.id
    join post on post.id = letter.post_id join organization on organization.id = post.organization_id
    where message.link_hash = ${linkHash(token)} and message.template in ('letter-to-official', 'letter-digest') limit 1
  `.execute(db)
  return rows[0] ?? null
}
