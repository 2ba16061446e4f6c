import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { LetterState } from '#db/schema-advocacy'
import type { Bilingual } from '~/i18n/language'
import type { PostRole } from '~/officials/posts/target'
import { confirmationLifetime } from '~/people/link-lifetimes'
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
    select state, asked_at as "askedAt", slug, title, recipients as "to" from letter_of_link(${linkHash(token)})
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
    select id, name, mail_mode as "mailMode" from office_of_link(${linkHash(token)})
  `.execute(db)
  return rows[0] ?? null
}
