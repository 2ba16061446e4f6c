import { type Kysely, sql } from 'kysely'

export const survives =
  'The previous version asks for lists by their petition and does not find those without one. Should its worker take one up, it fails on it and sets it aside, which is shown with a button to try again.'

/**
 * Lists of people who signed nothing: a list belongs to a petition or to a campaign, and says how its people agreed to hear
 * from us. Who may see somebody without a signature is one function, which segments use as well.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_batch alter column petition_id drop not null, add column campaign_id uuid references campaign,
      add column evidence text, add column evidence_on date;
    alter table import_batch add constraint import_batch_of_one check (num_nonnulls(petition_id, campaign_id) = 1);
    create table imported_person (
      batch_id uuid not null references import_batch on delete cascade,
      person_id uuid not null references person on delete cascade,
      is_new boolean not null,
      source text not null default '',
      sealed bytea,
      imported_at timestamptz not null,
      primary key (batch_id, person_id)
    );
    create index imported_person_of on imported_person (person_id);
    comment on column imported_person.person_id is 'personal: who came with a list, to undo it and to tell them | as long as the person | worker, office';
    comment on column imported_person.source is 'personal: where a list says that we met them | as long as the person | worker, office';
    comment on column imported_person.sealed is 'personal: how a list says that they agreed to hear from us | as long as the person | worker, office';

    -- Asked a campaign for news, on another page than a petition or their own, or gets it and has no signature any more, or
    -- came with a list of the campaign.
    create function is_known_without_signature(who uuid) returns boolean language sql stable parallel safe as $$
      select exists (select from subscription where subscription.person_id = who
          and (page not like 'petitions/%' and page <> 'me' or not exists (select from signature where signature.person_id = who)))
        or exists (select from imported_person where imported_person.person_id = who)
    $$;
  `.execute(db)
  await sql.raw(refreshes).execute(db)
  await sql`
    create function imported_person_facts() returns trigger language plpgsql as $$
      begin
        perform refresh_person_facts(array(select distinct person_id from changed_rows order by person_id));
        return null;
      end
    $$;
    create trigger imported_person_facts_insert after insert on imported_person referencing new table as changed_rows for each statement execute function imported_person_facts();
    create trigger imported_person_facts_delete after delete on imported_person referencing old table as changed_rows for each statement execute function imported_person_facts();
  `.execute(db)
}

/** As before, but for the groups that may see somebody who signed nothing. */
const refreshes = `
  create or replace function refresh_person_facts(ids uuid[]) returns integer language plpgsql as $$
    declare changed integer;
    begin
      if cardinality(ids) = 0 then return 0; end if;
      perform from person_facts where person_id = any(ids) order by person_id for update;
      insert into person_facts as known (person_id, campaign_id, county, zip_mark, state, language, by_mail, by_text, codes, days)
      select person.id, person.campaign_id, coalesce(fact_code('county ' || lives.county), 0), coalesce(person.zip_mark, 0),
        coalesce((select division.state from division where division.id = lives.county), ''), person.language,
        coalesce(news.by_mail, false), coalesce(news.by_text, false), said.codes, said.days
      from person
      left join lateral (select bool_or(channel = 'mail') as by_mail, bool_or(channel = 'sms') as by_text from subscription
        where subscription.person_id = person.id and scope = 'campaign' and ended_on is null and confirmed_on is not null) as news on true
      left join lateral (select coalesce(person.county, (select signature.county from signature
        where signature.person_id = person.id and not is_private and signature.county is not null order by accepted_at desc limit 1)) as county) as lives on true
      cross join lateral (
        select coalesce(array_agg(code order by code), '{}') as codes, coalesce(array_agg(day order by code), '{}') as days from (
          select fact_code(what) as code, coalesce(max(fact_day(day)), 0::smallint) as day from (
            select unnest(array['signed', 'signed ' || petition_id]), coalesce(signature.day, (accepted_at at time zone 'UTC')::date)
              from signature where person_id = person.id
            union all select unnest(array['confirmed', 'confirmed ' || petition_id]), site_day(confirmed_at)
              from signature where person_id = person.id and signature.state = 'confirmed'
            union all select 'joined', coalesce(signature.day, (accepted_at at time zone 'UTC')::date) from signature where person_id = person.id and source = 'text'
            union all select 'joined', given_on from subscription where person_id = person.id and how = 'keyword'
            union all select unnest(case channel
                when 'call' then array['called', 'called ' || advocacy_campaign_id, 'called ' || outcome, 'called ' || advocacy_campaign_id || ' ' || outcome]
                when 'letter' then array['wrote', 'wrote ' || advocacy_campaign_id]
                when 'text' then array['texted', 'texted ' || advocacy_campaign_id]
                else array[channel] end), coalesce(outreach.day, (done_at at time zone 'UTC')::date)
              from outreach where person_id = person.id
            union all select unnest(array['wrote', 'wrote ' || advocacy_campaign_id]), site_day(confirmed_at)
              from letter where person_id = person.id and confirmed_at is not null and letter.state <> 'withdrawn'
            union all select 'tag ' || tag, null from person_tag where person_id = person.id
            union all select 'group ' || seer.id, null
              from signature join petition on petition.id = signature.petition_id join member_group as owner on owner.id = petition.group_id
              join member_group as seer on seer.id = owner.id or seer.kind = 'group' and seer.id = owner.parent_id
                or seer.kind = 'chapter' and seer.parent_id = owner.id and (signature.area = any(seer.areas) or signature.county = any(seer.counties))
                or seer.kind = 'network' and exists (select from consent where consent.person_id = person.id and consent.petition_id = petition.id
                  and consent.purpose = 'network' and consent.withdrawn_on is null)
              where signature.person_id = person.id
            union all select 'group ' || seer.id, null
              from campaign join member_group as owner on owner.id = campaign.group_id
              join member_group as seer on seer.id = owner.id or seer.kind = 'group' and seer.id = owner.parent_id
                or seer.kind = 'chapter' and seer.parent_id = owner.id and person.county = any(seer.counties)
                or seer.kind = 'network' and exists (select from subscription where subscription.person_id = person.id and scope = 'network' and ended_on is null and confirmed_on is not null)
              where campaign.id = person.campaign_id and is_known_without_signature(person.id)
          ) as happened (what, day) group by what
        ) as each
      ) as said
      where person.id = any(ids) order by person.id
      on conflict (person_id) do update set campaign_id = excluded.campaign_id, county = excluded.county, zip_mark = excluded.zip_mark, state = excluded.state,
        language = excluded.language, by_mail = excluded.by_mail, by_text = excluded.by_text, codes = excluded.codes, days = excluded.days
        where (known.campaign_id, known.county, known.zip_mark, known.state, known.language, known.by_mail, known.by_text, known.codes, known.days)
          is distinct from (excluded.campaign_id, excluded.county, excluded.zip_mark, excluded.state, excluded.language, excluded.by_mail, excluded.by_text, excluded.codes, excluded.days);
      get diagnostics changed = row_count;
      return changed;
    end
  $$;
`
