import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { LetterState } from '#db/schema-advocacy'
import type { Bilingual, Language } from '~/i18n/language'
import { ownPageLifetime } from '~/people/link-lifetimes'
import { usualZone } from '~/ui/page/zones'
import { linkHash } from '~/vault/links.server'

/**
 * What a token leads to. `link`: a fresh link that opens the page once. `used`: a link that has opened it. `open`: the page,
 * for some minutes. `gone`: unknown or too old, or everything behind it is deleted.
 */
export type OwnPageFound = { state: 'open'; page: OwnPage } | { state: 'link' | 'used' | 'gone' }

/** What the own page shows: ids and states only, so that the web process needs to decrypt nothing. */
export interface OwnPage {
  language: Language
  isStopped: boolean
  /** We know them only by phone. */
  isByPhone: boolean
  /** Its name; null when the page closes at this moment. */
  campaign: Bilingual | null
  /** What they get. `network`: null when they never signed with a member group, so there is nothing to allow. */
  consents: { email: boolean; sms: boolean; network: boolean | null }
  signatures: OwnSignature[]
  letters: OwnLetter[]
}

export interface OwnSignature {
  id: string
  petitionSlug: string
  petitionTitle: Bilingual
  signedAt: Date
  /** YYYY-MM-DD, as the sheet of paper says that they signed; null for all others. */
  signedOn: string | null
  /** Of the petition. */
  timeZone: string
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
  /** Of the campaign's first petition, or Arizona's. */
  timeZone: string
  state: LetterState
}

/** Finds what a token leads to: a link to the own page, or the page that such a link has opened. */
export async function findOwnPage(db: Db, token: string, now: Date): Promise<OwnPageFound> {
  const { rows } = await sql<Row>`
    select language, is_stopped as "isStopped", channel, purposes, is_of_member as "isOfMember", signatures, letters
    from own_page_of_session(${linkHash(token)}, ${now})
  `.execute(db)
  const [row] = rows
  if (!row) return { state: await stateOfLink(db, token, now) }
  const subscribed = await subscribedOf(db, token, now)
  const { language, isStopped, channel, purposes, isOfMember, signatures, letters } = row
  const zones = await zonesOf(db, row)
  return {
    state: 'open',
    page: {
      language,
      isStopped,
      isByPhone: channel === 'sms',
      consents: {
        email: subscribed.ways.has('mail'),
        sms: subscribed.ways.has('sms'),
        network: isOfMember ? purposes.includes('network') : null,
      },
      campaign: subscribed.campaign,
      signatures: signatures.map((one) => ({
        ...one,
        signedAt: new Date(one.signedAt),
        timeZone: zones.get(`petition ${one.petitionSlug}`) ?? usualZone,
      })),
      letters: letters.map((one) => ({
        ...one,
        writtenAt: new Date(one.writtenAt),
        timeZone: zones.get(`letter ${one.actionSlug}`) ?? usualZone,
      })),
    },
  }
}

/** By which ways they get news of the campaign that the page is about. */
async function subscribedOf(
  db: Db,
  token: string,
  now: Date,
): Promise<{ campaign: Bilingual | null; ways: Set<Channel> }> {
  const { rows } = await sql<{ campaign: Bilingual; subscriptions: { channel: Channel; scope: string }[] }>`
    select campaign, subscriptions from subscriptions_of_session(${linkHash(token)}, ${now})
  `.execute(db)
  const [row] = rows
  return {
    campaign: row?.campaign ?? null,
    ways: new Set(row?.subscriptions.filter(({ scope }) => scope === 'campaign').map(({ channel }) => channel) ?? []),
  }
}

/** The time zones of what is on a page, by kind and slug. */
async function zonesOf(db: Db, { signatures, letters }: Row): Promise<Map<string, string>> {
  const { rows } = await sql<{ what: string; zone: string }>`
    select 'petition ' || slug as what, time_zone as zone
    from petition
    where slug = any(${signatures.map((one) => one.petitionSlug)}::text[])
    union all
    select 'letter ' || slug, time_zone from (
    select distinct on (action.slug) action.slug, petition.time_zone
    from (
      select slug, campaign_id from advocacy_campaign
      where kind = 'letter' and slug = any(${letters.map((one) => one.actionSlug)}::text[])
    ) as action join petition using (campaign_id)
    order by action.slug, petition.created_at, petition.slug
    ) as letter
  `.execute(db)
  return new Map(rows.map(({ what, zone }) => [what, zone]))
}

async function stateOfLink(db: Db, token: string, now: Date): Promise<'link' | 'used' | 'gone'> {
  const { rows } = await sql<{ sentAt: Date; isUsed: boolean }>`
    select sent_at as "sentAt", is_used as "isUsed" from own_page_link(${linkHash(token)})
  `.execute(db)
  const [link] = rows
  if (!link) return 'gone'
  if (link.isUsed) return 'used'
  return now.getTime() - link.sentAt.getTime() < ownPageLifetime ? 'link' : 'gone'
}

/**
 * Opens the own page for some minutes, once per link. The page that asks brings a token of its own, so pressing its button
 * twice is one opening, and somebody else with the same link gets nothing.
 *
 * @param token of the link
 * @param session of the page that will be open: 22 URL-safe characters, random
 * @returns false when the link is too old, was used by another page, or is not ours
 */
export async function openOwnPage(db: Db, token: string, session: string, now: Date): Promise<boolean> {
  if ((await stateOfLink(db, token, now)) === 'gone') return false
  const until = new Date(now.getTime() + ownPageLifetime)
  const { rows } = await sql<{ isOpen: boolean }>`
    select open_own_page(${linkHash(token)}, ${linkHash(session)}, ${until}) as "isOpen"
  `.execute(db)
  return rows[0]!.isOpen
}

/** Ends the page before its time, so that nobody who picks up this phone can go back to it. */
export async function closeOwnPage(db: Db, session: string, now: Date): Promise<void> {
  await sql`select close_own_page(${linkHash(session)}, ${now})`.execute(db)
}

/** What the function in the database answers; times inside JSON are text. */
interface Row {
  language: Language
  isStopped: boolean
  channel: Channel
  purposes: string[]
  isOfMember: boolean
  signatures: (Omit<OwnSignature, 'signedAt' | 'timeZone'> & { signedAt: string })[]
  letters: (Omit<OwnLetter, 'writtenAt' | 'timeZone'> & { writtenAt: string })[]
}
