import { type Kysely, sql } from 'kysely'

/**
 * Days of tallies and of money are those of the network's time zone. A signature and an outreach keep the day that they
 * were counted on, because the zone may be changed later. Null: the UTC day of its time, as before, and as the previous
 * version still counts while it runs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Keeps its plan, which an SQL function makes again in every statement.
    create function site_day(at timestamptz) returns date language plpgsql stable as $$
      begin
        return (at at time zone (select time_zone from member_group where kind = 'network'))::date;
      end
    $$;
    alter table signature add column day date;
    comment on column signature.day is 'personal: the day it is counted on; null: the day of accepted_at in UTC | as long as the signature | worker, office';
    alter table outreach add column day date;
    create or replace function out_of_money(asked_way text, usual bigint, at timestamptz) returns table (campaign_id uuid) language sql stable as $$
      with today as (
        select spend.campaign_id, micros from spend where day = (select site_day(at)) and way = asked_way
        union all
        select advocacy_campaign.campaign_id, least(reserved_micros, 10000000) from call_leg join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
          where asked_way = 'voice' and reserved_micros > 0 and begun_at > at - interval '2 hours' and begun_at < at + interval '5 minutes'
      )
      select null::uuid where (select coalesce(sum(micros), 0) from today) >= coalesce((select day_micros from money_limit where way = asked_way and money_limit.campaign_id is null), usual)
      union all
      select money_limit.campaign_id from money_limit
      where way = asked_way and money_limit.campaign_id is not null and (select coalesce(sum(micros), 0) from today where today.campaign_id = money_limit.campaign_id) >= day_micros
    $$;
  `.execute(db)
}
