import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { PartialDay } from '#db/schema-story'
import { readSiteDay } from '#db/site-day'
import { type StandingWords, sayStanding } from '~/campaigns/cases/standing-words'
import { readMeetingsOfPlace } from '~/campaigns/meetings/meetings.server'
import { listPolicyKinds, policiesOf } from '~/campaigns/policies/policies.server'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import { stateId } from '~/geography/division-id'
import type { Language } from '~/i18n/language'
import type { Division } from '~/officials/divisions/lookup.server'
import { dayAfter } from '~/ui/page/zoned-time'
import { type MeetingLineView, meetingLineView } from '~/web/story/meeting-view.server'
import type { PlaceStand } from './place-policies'

/** What a place has decided, and its state. What an agency of the state has signed is not the place's. */
export async function readStand(
  db: Db,
  division: Pick<Division, 'id' | 'state'>,
  staleDays: number,
  now: Date,
): Promise<PlaceStand> {
  const today = await readSiteDay(db, now)
  const state = division.state ? stateId(division.state) : null
  const all = await policiesOf(db, [division.id, ...(state === null ? [] : [state])])
  const own = all.filter(({ place }) => place.id === division.id)
  const laws = all.filter(({ place, effect }) => place.id !== division.id && effect !== 'helps')
  return {
    kinds: await listPolicyKinds(db),
    policies: [...own, ...laws],
    today,
    oldest: dayAfter(today, -staleDays),
  }
}

/** Something in a campaign's story that is about a place. */
export interface PlaceNews {
  on: PartialDay
  title: string
  /** That a ruling no longer stands; null: nothing to say. */
  standing: StandingWords | null
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

const mostNews = 10

/** Entries of published campaigns' timelines about a place, the newest first. */
export async function timelineOf(db: Db, slug: string, lang: Language): Promise<PlaceNews[]> {
  const campaigns = await db
    .selectFrom('campaign')
    .select(['id', 'slug'])
    .where('state', '=', 'published')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('timeline_entry')
          .whereRef('campaign_id', '=', 'campaign.id')
          .where(sql<boolean>`content ->> 'place' = ${slug}`),
      ),
    )
    .execute()
  const timelines = await Promise.all(
    campaigns.map(async (campaign) => ({ campaign, ...(await readTimeline(db, campaign.id, everything)) })),
  )
  return timelines
    .flatMap(({ campaign, entries }) =>
      entries
        .filter(({ content }) => content.place === slug)
        .map(({ slug: entry, content, overturned }) => ({
          on: content.happenedOn,
          title: content.title[lang],
          standing: overturned && sayStanding(lang, overturned),
          campaign: campaign.slug,
          slug: entry,
        })),
    )
    .sort((one, other) => (one.on < other.on ? 1 : -1))
    .slice(0, mostNews)
}

const mostMeetings = 5

/** Meetings of a place's council or board that are still to come, or going on. @param slug of the place */
export async function meetingsOf(db: Db, slug: string, lang: Language, now: Date): Promise<MeetingLineView[]> {
  const { coming } = await readMeetingsOfPlace(db, slug, now)
  return coming.slice(0, mostMeetings).map((meeting) => meetingLineView(lang, meeting))
}
