import { type Kysely, sql } from 'kysely'

export const survives =
  'It deletes nothing itself: it makes a function that does. While the previous version still runs, its site cannot forget calls of yesterday; the next one does.'

/**
 * What whoever took over web could do to calls. Calls under way count against the day's money with at most ten dollars
 * each, and only once they have begun: one of the year 2099 would use up the budget for good.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function out_of_money(asked_way text, usual bigint, at timestamptz) returns table (campaign_id uuid) language sql stable as $$
      with today as (
        select spend.campaign_id, micros from spend where day = (at at time zone 'UTC')::date and way = asked_way
        union all
        select advocacy_campaign.campaign_id, least(reserved_micros, 10000000) from call_leg join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
          where asked_way = 'voice' and reserved_micros > 0 and begun_at > at - interval '2 hours' and begun_at < at + interval '5 minutes'
      )
      select null::uuid where (select coalesce(sum(micros), 0) from today) >= coalesce((select day_micros from money_limit where way = asked_way and money_limit.campaign_id is null), usual)
      union all
      select money_limit.campaign_id from money_limit
      where way = asked_way and money_limit.campaign_id is not null and (select coalesce(sum(micros), 0) from today where today.campaign_id = money_limit.campaign_id) >= day_micros
    $$;

    -- Web may not delete by itself: that right is also the right to lock the whole table, and the nightly purge would wait.
    create function forget_call_ins(before timestamptz) returns integer language sql security definer set search_path = public, pg_temp as $$
      delete from call_in_key where ctid in (select ctid from call_in_key where day < (before at time zone 'UTC')::date for update skip locked);
      with gone as (
        delete from call_in where ctid in (select ctid from call_in where rang_at < before for update skip locked) returning 1
      ) select count(*)::integer from gone;
    $$;
  `.execute(db)
}
