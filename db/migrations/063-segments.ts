import { type Kysely, sql } from 'kysely'

export const survives =
  'Triggers keep a table up to date that the previous version does not know, from rows that it writes as before.'

/**
 * Saved questions about people, and what they are asked of: one narrow row for each person, without a name or a contact,
 * that triggers keep as the tables around it say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person add column county text, add column zip_mark bigint;
    comment on column person.county is 'personal: the likeliest county of the ZIP, to find who lives where; never of somebody who signs privately | as long as the person | worker, office';
    comment on column person.zip_mark is 'personal: find who lives in a ZIP without reading it (keyed hash); never of somebody who signs privately | as long as the person | worker, office';
    alter table message add column broadcast_id uuid references broadcast on delete set null;

    create table person_field (
      id uuid primary key,
      group_id uuid not null references member_group,
      label jsonb not null,
      kind text not null check (kind in ('text', 'number', 'date', 'choice')),
      choices jsonb not null default '[]',
      created_by uuid references organizer,
      created_at timestamptz not null,
      removed_at timestamptz
    );
    create index person_field_of_group on person_field (group_id);
    create function field_sorts(value text) returns numeric language sql immutable strict parallel safe as $$
      select case when value ~ '^\\d{4}-\\d{2}-\\d{2}$' then replace(value, '-', '')::numeric
        when value ~ '^-?\\d{1,15}(\\.\\d{1,6})?$' then value::numeric end
    $$;
    create table person_field_value (
      person_id uuid not null references person on delete cascade,
      field_id uuid not null references person_field on delete cascade,
      value text not null check (value <> '' and length(value) <= 200),
      sorts numeric generated always as (field_sorts(value)) stored,
      primary key (person_id, field_id)
    );
    create index person_field_found on person_field_value (field_id, value);
    create index person_field_sorted on person_field_value (field_id, sorts) where sorts is not null;
    comment on column person_field_value.value is 'personal: what a group keeps about its people | as long as the person | worker, office';
    comment on column person_field_value.sorts is 'personal: the same as a number, to compare | as long as the person | worker, office';

    create table segment (
      id uuid primary key,
      group_id uuid not null references member_group,
      campaign_id uuid references campaign,
      name text not null check (name <> '' and length(name) <= 80),
      rule jsonb not null,
      revision integer not null default 1,
      frozen_at timestamptz,
      created_by uuid references organizer,
      updated_by uuid references organizer,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      removed_at timestamptz
    );
    create unique index segment_once on segment (group_id, lower(name)) where removed_at is null;
    create table segment_person (
      segment_id uuid not null references segment on delete cascade,
      person_id uuid not null references person on delete cascade,
      primary key (segment_id, person_id)
    );
    create index segment_of_person on segment_person (person_id);
    comment on column segment_person.person_id is 'personal: who was in a segment when it was frozen | as long as the person | worker, office';

    create table person_facts (
      person_id uuid primary key references person on delete cascade,
      campaign_id uuid not null,
      county bigint not null default 0,
      zip_mark bigint not null default 0,
      state text not null default '',
      language text not null,
      by_mail boolean not null default false,
      by_text boolean not null default false,
      codes bigint[] not null default '{}',
      days smallint[] not null default '{}'
    );
    comment on table person_facts is 'A rollup of a person for segments. No name, no contact. The code of a word is fact_code; days are those of the last time, from fact_day, in the order of the codes.';
    comment on column person_facts.county is 'personal: find who lives in a county | as long as the person | worker, office';
    comment on column person_facts.zip_mark is 'personal: find who lives in a ZIP without reading it (keyed hash) | as long as the person | worker, office';
    comment on column person_facts.state is 'personal: find who lives in a state | as long as the person | worker, office';
    comment on column person_facts.language is 'personal: find who speaks a language | as long as the person | worker, office';
    comment on column person_facts.by_mail is 'personal: find who gets news by mail | as long as the person | worker, office';
    comment on column person_facts.by_text is 'personal: find who gets news by text | as long as the person | worker, office';
    comment on column person_facts.codes is 'personal: find people by petitions, actions, tags, and by the groups that may see them | as long as the person | worker, office';
    comment on column person_facts.days is 'personal: find who did something lately | as long as the person | worker, office';
    create index person_facts_county on person_facts (county);
    create index person_facts_zip on person_facts (zip_mark) where zip_mark <> 0;
    create index person_facts_codes on person_facts using gin (codes);

    create function fact_code(what text) returns bigint language sql immutable strict parallel safe as $$
      select ('x' || left(md5(what), 16))::bit(64)::bigint
    $$;
    create function fact_day(day date) returns smallint language sql immutable strict parallel safe as $$
      select (day - date '2020-01-01')::smallint
    $$;
  `.execute(db)
  await sql.raw(refreshes).execute(db)
  for (const table of watched) await sql.raw(triggersOf(table)).execute(db)
  await sql`
    -- A chapter that is made later sees people of its group who were there before.
    create function chapter_facts() returns trigger language plpgsql as $$
      begin
        perform refresh_person_facts(array(
          select distinct signature.person_id from signature join petition on petition.id = signature.petition_id
          where petition.group_id = new.parent_id and signature.person_id is not null and (signature.area = any(new.areas) or signature.county = any(new.counties))));
        return null;
      end
    $$;
    create trigger chapter_facts after insert on member_group for each row when (new.kind = 'chapter') execute function chapter_facts();
  `.execute(db)
  await fill(db)
}

/**
 * Returns how many rows it wrote. Locks the rows first: a transaction that waited here for another one must see what that has written.
 *
 * Groups are those that may see the person, as decision 010 says: the petition's own, the group of a chapter, the chapters
 * of a group by where the signer lives, the network by consent. Somebody who only asked for news belongs to the campaign's.
 */
const refreshes = `
  create function refresh_person_facts(ids uuid[]) returns integer language plpgsql as $$
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
              from campaign join member_group as owner on owner.id = campaign.group_id join member_group as seer on seer.id = owner.id or seer.kind = 'group' and seer.id = owner.parent_id
              where campaign.id = person.campaign_id and exists (select from subscription where subscription.person_id = person.id)
                and not exists (select from signature where signature.person_id = person.id)
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

interface Watched {
  table: string
  person: string
  /** Only a change of these is a change of what is known. */
  columns: string
  /** Of these rows only. */
  where?: string
  on: readonly ('insert' | 'update' | 'delete')[]
}

const watched: readonly Watched[] = [
  {
    table: 'signature',
    person: 'person_id',
    columns: 'person_id, petition_id, state, confirmed_at, area, county, source',
    on: ['insert', 'update', 'delete'],
  },
  {
    table: 'subscription',
    person: 'person_id',
    columns: 'person_id, channel, scope, how, confirmed_on, ended_on',
    on: ['insert', 'update', 'delete'],
  },
  {
    table: 'consent',
    person: 'person_id',
    columns: 'person_id, petition_id, withdrawn_on',
    where: "purpose = 'network'",
    on: ['insert', 'update', 'delete'],
  },
  {
    table: 'outreach',
    person: 'person_id',
    columns: 'person_id, advocacy_campaign_id, outcome',
    on: ['insert', 'update', 'delete'],
  },
  {
    table: 'letter',
    person: 'person_id',
    columns: 'person_id, advocacy_campaign_id, state, confirmed_at',
    on: ['insert', 'update', 'delete'],
  },
  { table: 'person_tag', person: 'person_id', columns: 'person_id, tag', on: ['insert', 'update', 'delete'] },
  { table: 'person', person: 'id', columns: 'id, campaign_id, language, county, zip_mark', on: ['update'] },
]

/** Statement by statement, so that a batch is one refresh. */
function triggersOf({ table, person, columns, where = 'true', on }: Watched): string {
  const rows = (of: string) => `select ${columns} from ${of}_rows where ${person} is not null and ${where}`
  const changed = {
    insert: rows('new'),
    delete: rows('old'),
    update: `(${rows('new')} except all ${rows('old')}) union all (${rows('old')} except all ${rows('new')})`,
  }
  const tables = {
    insert: 'new table as new_rows',
    delete: 'old table as old_rows',
    update: 'old table as old_rows new table as new_rows',
  }
  return on
    .map(
      (verb) => `
        create function ${table}_facts_${verb}() returns trigger language plpgsql as $$
          begin
            perform refresh_person_facts(array(select distinct ${person} from (${changed[verb]}) as changed));
            return null;
          end
        $$;
        create trigger ${table}_facts_${verb} after ${verb} on ${table} referencing ${tables[verb]} for each statement execute function ${table}_facts_${verb}();
      `,
    )
    .join('')
}

const atOnce = 20_000

async function fill(db: Kysely<unknown>): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ last: string | null }>`
      with these as (select id from person where id > ${after} order by id limit ${atOnce}),
      refreshed as (select refresh_person_facts(array(select id from these)))
      select (select max(id::text) from these) as last from refreshed
    `.execute(db)
    if (!rows[0]?.last) return
    after = rows[0].last
  }
}
