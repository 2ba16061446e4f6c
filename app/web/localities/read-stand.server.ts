import { sql } from 'kysely'
import type { Db } from '#db/client'
import { utcDay } from '#db/utc-day'
import { listPolicyKinds, policiesOf } from '~/campaigns/policies/policies.server'
import { stateId } from '~/geography/division-id'
import type { Language } from '~/i18n/language'
import type { Division } from '~/officials/divisions/lookup.server'
import type { PlaceStand } from './place-policies'

/** What a place has decided, and its state. What an agency of the state has signed is not the place's. */
export async function readStand(
  db: Db,
  division: Pick<Division, 'id' | 'state'>,
  staleDays: number,
  now: Date,
): Promise<PlaceStand> {
  const state = division.state ? stateId(division.state) : null
  const all = await policiesOf(db, [division.id, ...(state === null ? [] : [state])])
  const own = all.filter(({ place }) => place.id === division.id)
  const laws = all.filter(({ place, effect }) => place.id !== division.id && effect !== 'helps')
  return {
    kinds: await listPolicyKinds(db),
    policies: [...own, ...laws],
    today: utcDay(now),
    oldest: utcDay(new Date(now.getTime() - staleDays * 86_400_000)),
  }
}

/** Something in a campaign's story that is about a place. */
export interface PlaceNews {
  on: string | null
  title: string
  /** Slugs. */
  campaign: string
  slug: string
}

/** A meeting to come. */
export interface PlaceMeeting {
  /** ISO. */
  at: string
  zone: string
  title: string
  /** Slugs. */
  campaign: string
  slug: string
}

/** Signatures in a county in whole tens; null below ten, so that nobody is singled out. */
export async function signedHere(db: Db, divisionId: string): Promise<number | null> {
  const row = await db
    .selectFrom('signed_here')
    .select('at_least')
    .where('division_id', '=', divisionId)
    .executeTakeFirst()
  return row?.at_least ?? null
}

/** Entries of published campaigns' timelines about a place, the newest first. */
export async function timelineOf(db: Db, slug: string, lang: Language): Promise<PlaceNews[]> {
  const { rows } = await sql<PlaceNews>`
    select happened_on as on, content->'title'->>${lang} as title, campaign.slug as campaign, timeline_entry.slug
    from timeline_entry join campaign on campaign.id = campaign_id and campaign.state = 'published'
    where timeline_entry.state = 'open' and content->>'place' = ${slug} order by happened_on desc limit 10
  `.execute(db)
  return rows
}

/** Meetings of a place's council or board that are still to come. */
export async function meetingsOf(db: Db, divisionId: string, lang: Language, now: Date): Promise<PlaceMeeting[]> {
  const { rows } = await sql<{ at: Date; zone: string; title: string; campaign: string; slug: string }>`
    select starts_at as at, coalesce(nullif(content->>'timeZone', ''), 'America/New_York') as zone, content->'title'->>${lang} as title, campaign.slug as campaign, meeting.slug
    from meeting join campaign on campaign.id = campaign_id and campaign.state = 'published'
    where meeting.state = 'open' and division_id = ${divisionId} and starts_at > ${now} order by starts_at limit 5
  `.execute(db)
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))
}
