import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { getsNews, newsJoins } from '~/people/subscriptions.server'
import { climb } from './climb.server'

const atOnce = 1_000

/** Many who begin at once: before a meeting, some days after what they did last, when a petition reaches a goal. */
interface Occasion {
  ladderId: string
  campaignId: string
  rung: string
  place: number
  act: 'before-meeting' | 'after-last-act' | 'goal-reached'
  /** The meeting, or the petition. */
  thingId: string | null
  /** YYYY-MM-DD, of what they did last. */
  day: string | null
  occasion: string
  after: string | null
}

/**
 * Lets people climb onto the rungs that begin on a day, some at a time: where it was is kept with them, so that whoever goes on
 * after a crash leaves nobody out.
 *
 * @returns how many people were looked at; zero when nothing is due
 */
export async function climbByDay(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const occasion = await nextOccasion(trx, now)
    if (!occasion) return 0
    const { rows } = await sql<{ personId: string }>`${peopleOf(occasion)} order by person.id limit ${atOnce}`.execute(
      trx,
    )
    const people = rows.map(({ personId }) => personId)
    await climb(
      trx,
      sql`select ${occasion.ladderId}::uuid as ladder_id, person_id, ${occasion.rung}::text as rung, ${occasion.place}::smallint as place, ${occasion.thingId}::uuid as thing_id
        from unnest(${people}::uuid[]) as person_id`,
      now,
    )
    await sql`
      update ladder_fired set after = coalesce(${people.at(-1) ?? null}::uuid, after), done_at = case when ${people.length < atOnce} then ${now}::timestamptz end
      where ladder_id = ${occasion.ladderId} and occasion = ${occasion.occasion}
    `.execute(trx)
    return Math.max(people.length, 1)
  })
}

/** One that has come and is not done, locked. Two workers take different ones. */
async function nextOccasion(trx: Trx, now: Date): Promise<Occasion | null> {
  const { rows } = await sql<Occasion>`
    with heard as (
      select ladder_listens.*, ladder.campaign_id from ladder_listens join ladder on ladder.id = ladder_id join campaign on campaign.id = ladder.campaign_id
      where ladder.state = 'open' and ladder.paused_at is null and act in ('before-meeting', 'after-last-act', 'goal-reached') and campaign.state <> 'archived' and coalesce(campaign.ends_at > ${now}, true)
    ), come as (
      select heard.*, meeting.id as of_id, null::date as day, 'meeting ' || meeting.id as named from heard
        join meeting on meeting.campaign_id = heard.campaign_id and meeting.state = 'open' and meeting.starts_at > ${now}
        left join ladder_beginning as moved on moved.ladder_id = heard.ladder_id and moved.rung = heard.rung and moved.meeting_id = meeting.id
      where heard.act = 'before-meeting' and ${beginsBefore(sql`heard.days`)} <= ${now}
      union all
      select heard.*, null, day::date, 'quiet ' || day::date from heard, generate_series(greatest(site_day(since), site_day(${now}) - 3)::timestamp, site_day(${now})::timestamp, interval '1 day') as today,
        lateral (select today - heard.days * interval '1 day' as day) as quiet
      where heard.act = 'after-last-act'
      union all
      select heard.*, petition_id, null, 'goal ' || threshold from heard join milestone on petition_id = heard.thing_id and reached_at >= since and withdrawn_at is null
      where heard.act = 'goal-reached'
    ), begun as (
      insert into ladder_fired (ladder_id, occasion, begun_at) select ladder_id, rung || ' ' || named, ${now} from come
      on conflict do nothing returning ladder_id, occasion, after
    ), left_off as (
      select ladder_id, occasion, after from ladder_fired where done_at is null for update skip locked
    ), open as (
      select * from begun union all select * from left_off
    )
    select come.ladder_id as "ladderId", come.campaign_id as "campaignId", come.rung, come.place, come.act, come.of_id as "thingId", come.day::text as day, open.occasion, open.after
    from open join come on come.ladder_id = open.ladder_id and open.occasion = come.rung || ' ' || come.named limit 1
  `.execute(trx)
  return rows[0] ?? null
}

/**
 * When people begin before a meeting, in SQL over `meeting` and `moved` (`ladder_beginning`): some days before it, or when somebody
 * moved that to, as long as that is before the meeting.
 */
export function beginsBefore(days: RawBuilder<unknown>): RawBuilder<Date> {
  return sql<Date>`(case when moved.begins_at < meeting.starts_at then moved.begins_at else meeting.starts_at - ${days} * interval '1 day' end)`
}

/** Whom it concerns, after those who had their turn. Whoever gets no news of the campaign has nothing to begin. */
function peopleOf({ act, campaignId, thingId, day, after }: Occasion): RawBuilder<unknown> {
  return sql`
    select person.id as "personId" from person where person.campaign_id = ${campaignId} and person.id > ${after ?? '00000000-0000-0000-0000-000000000000'}
      and ${{ 'before-meeting': livesWhere(thingId), 'after-last-act': wasQuietSince(day), 'goal-reached': signed(thingId) }[act]}
      and exists (select from contact_point ${newsJoins()} where contact_point.id in (person.contact_id, person.other_contact_id) and ${getsNews})
  `
}

/** Where the board or council that meets decides; a meeting without a place concerns everybody. */
function livesWhere(meetingId: string | null): RawBuilder<boolean> {
  return sql<boolean>`exists (select from meeting left join division on division.id = meeting.division_id where meeting.id = ${meetingId}
    and (division.id is null or person.county = division.id or person.county = any(division.county_ids) or division.kind = 'state' and person.county like division.id || '/%'))`
}

function signed(petitionId: string | null): RawBuilder<boolean> {
  return sql<boolean>`exists (select from signature where signature.person_id = person.id and signature.petition_id = ${petitionId} and signature.state = 'confirmed' and signature.held is null)`
}

/** What they did last was on that day. */
function wasQuietSince(day: string | null): RawBuilder<boolean> {
  const around = sql`>= ${day}::date - interval '1 day'`
  const until = sql`< ${day}::date + interval '2 days'`
  return sql<boolean>`person.id in (
    select person_id from signature where person_id is not null and accepted_at ${around} and accepted_at ${until}
    union select person_id from letter where written_at ${around} and written_at ${until}
    union select person_id from outreach where person_id is not null and done_at ${around} and done_at ${until}
  ) and (
    select max(site_day(at)) from (
      select accepted_at as at from signature where signature.person_id = person.id
      union all select written_at from letter where letter.person_id = person.id
      union all select done_at from outreach where outreach.person_id = person.id) as deeds
  ) = ${day}::date`
}
