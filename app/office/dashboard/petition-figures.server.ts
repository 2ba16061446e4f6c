import { sql } from 'kysely'
import type { Db } from '#db/client'
import { siteDay } from '#db/site-day'
import { currentGoal, type Petition } from '~/actions/petitions/petition'
import { dayAfter, hoursSinceYesterday, wallClock } from '~/ui/page/zoned-time'
import { readSlices, type Slice } from './rollups.server'

/** Numbers that are updated live. */
export interface LiveFigures {
  confirmed: number
  received: number
  today: number
  lastHour: number
}

/** Everything a petition's dashboard shows, from rollups alone. */
export interface PetitionFigures extends LiveFigures {
  goal: number
  /** Days until the goal at last week's pace; null when nobody signs or the goal is reached. */
  goalInDays: number | null
  days: Slice[]
  /** In UTC, YYYY-MM-DDTHH: since this hour yesterday by the clock there, so 23 or 25 after a change of clocks. */
  hours: Slice[]
  areas: Slice[]
  /** Keyed by Open Civic Data id; private signatures have no county. */
  counties: Slice[]
  languages: Slice[]
  sources: Slice[]
  channels: Slice[]
}

export async function readLiveFigures(db: Db, petitionId: string, now: Date): Promise<LiveFigures> {
  const { rows } = await sql<LiveFigures>`
    select coalesce(petition_total.confirmed, 0) as confirmed, coalesce(petition_total.received, 0) as received,
      coalesce((select confirmed from tally_by where petition_id = ${petitionId} and dimension = 'day' and key = ${siteDay(now)}::text), 0) as today,
      coalesce((select confirmed from tally_by where petition_id = ${petitionId} and dimension = 'hour' and key = ${now.toISOString().slice(0, 13)}), 0) as "lastHour"
    from (values (1)) as one left join petition_total on petition_total.petition_id = ${petitionId}
  `.execute(db)
  return rows[0]!
}

/** @param zone the network's */
export async function readPetitionFigures(
  db: Db,
  petition: Pick<Petition, 'id' | 'goalSteps'>,
  zone: string,
  now: Date,
): Promise<PetitionFigures> {
  const { day: today } = wallClock(zone, now)
  const hourKeys = hoursSinceYesterday(zone, now).map((at) => at.toISOString().slice(0, 13))
  const [live, days, hours, areas, counties, languages, sources, channels] = await Promise.all([
    readLiveFigures(db, petition.id, now),
    readSlices(db, petition.id, 'day', dayAfter(today, -89)),
    readSlices(db, petition.id, 'hour', hourKeys[0]),
    readSlices(db, petition.id, 'area'),
    readSlices(db, petition.id, 'county'),
    readSlices(db, petition.id, 'language'),
    readSlices(db, petition.id, 'source'),
    readSlices(db, petition.id, 'channel'),
  ])
  const goal = currentGoal(petition.goalSteps, live.confirmed)
  const week = days.filter((day) => day.key > dayAfter(today, -7)).reduce((sum, day) => sum + day.confirmed, 0)
  return {
    ...live,
    goal,
    goalInDays: week > 0 && goal > live.confirmed ? Math.ceil((goal - live.confirmed) / (week / 7)) : null,
    days: everyKey(
      days,
      Array.from({ length: 30 }, (_, index) => dayAfter(today, index - 29)),
    ),
    hours: everyKey(hours, hourKeys),
    areas,
    counties,
    languages,
    sources,
    channels,
  }
}

/** Keys without a row count as zero. */
function everyKey(slices: Slice[], keys: string[]): Slice[] {
  const known = new Map(slices.map((slice) => [slice.key, slice]))
  return keys.map((key) => known.get(key) ?? { key, received: 0, confirmed: 0 })
}
