import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { Bilingual } from '~/i18n/language'
import { linkHash } from '~/vault/links.server'
import { confirmationLifetime } from './link-lifetimes'

/** What a link about a corrected address or number can still do. */
export type ContactChangeFound =
  | {
      state: 'waiting' | 'ended' | 'expired' | 'confirmed' | 'not-theirs' | 'kept'
      /** Whether the link went to the new contact, or to the one that it would replace. */
      side: 'new' | 'old'
      channel: Channel
      campaign: Bilingual
    }
  | { state: 'unknown' }

/** Looks a link up by its hash; nothing is opened and nothing changes. */
export async function findContactChange(db: Db, token: string, now: Date): Promise<ContactChangeFound> {
  const { rows } = await sql<{ side: 'new' | 'old'; channel: Channel; state: string; campaign: Bilingual; at: Date }>`
    select side, channel, state, campaign, asked_at as at from contact_change_of_link(${linkHash(token)})
  `.execute(db)
  const [row] = rows
  if (!row) return { state: 'unknown' }
  const { side, channel, campaign } = row
  // What the owner of one contact said is not told to the owner of the other.
  if (side === 'new' && (row.state === 'confirmed' || row.state === 'not-theirs'))
    return { state: row.state, side, channel, campaign }
  if (side === 'old' && row.state === 'kept') return { state: row.state, side, channel, campaign }
  if (row.state !== 'waiting') return { state: 'ended', side, channel, campaign }
  const isOld = now.getTime() - row.at.getTime() >= confirmationLifetime
  return { state: isOld ? 'expired' : 'waiting', side, channel, campaign }
}
