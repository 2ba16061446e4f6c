import { type Kysely, sql } from 'kysely'

/**
 * What may be sent to one contact is counted by purpose, so that no stranger can use up what a signature needs; what may not be
 * sent yet waits and is seen. Refusals that are our own fault hold the mail instead of losing it. Territories keep their own clocks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Starts empty: the rows until now counted what was refused, too.
  await sql`
    drop table message_budget;
    create table message_budget (
      blind_index bytea not null,
      purpose text not null check (purpose in ('confirmation', 'again', 'own-page', 'call', 'reminder', 'answer')),
      owed_at timestamptz not null,
      owed smallint not null,
      primary key (blind_index, purpose, owed_at)
    );
    comment on column message_budget.blind_index is 'personal: nobody can be flooded with our mail (keyed hash) | 30 days | worker';
    comment on column message_budget.owed_at is 'personal: the day on which we wrote to a contact; of a link to the own page, the moment | 30 days | worker';

    alter table message add column refused_since timestamptz, add column failure_code text, add column is_despite_stop boolean not null default false,
      drop constraint message_state_check,
      add constraint message_state_check check (state in ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed', 'deferred'));
    create index message_deferred on message (created_at) where state = 'deferred';
    create index message_held_back on message (contact_id) where state = 'queued' and failure in ('mail-held', 'mail-refused-by-provider');

    create table mail_pause (
      only_one boolean primary key default true check (only_one),
      reason text not null,
      code text,
      since timestamptz not null,
      failures smallint not null,
      rests smallint not null default 0,
      resumes_at timestamptz
    );

    create table mail_domain_hold (
      domain_mark bytea primary key,
      code text not null,
      since timestamptz not null,
      last_message_id uuid not null,
      refused integer not null default 1,
      is_since_accepted boolean not null default true,
      rests smallint not null default 0,
      resumes_at timestamptz not null
    );
    comment on column mail_domain_hold.domain_mark is 'personal: which mail provider refuses our mail (keyed hash of its domain) | until it takes mail again, at most 30 days | worker, office';

    alter table bridge_call add column time_zone text;
    comment on column bridge_call.time_zone is 'personal: when it is day where a phone of a territory is, so that no call wakes anybody | 30 days | worker';

    comment on column contact_point.sealed is 'personal: address or number, to send what the person asked for | unconfirmed 7 days from when we could ask; otherwise until deleted | worker, office';
    comment on column person.sealed is 'personal: name, ZIP, country | unconfirmed 7 days from when we could ask; otherwise until deleted | worker, office';
  `.execute(db)
  await mendTerritories(db)
}

/** American Samoa had the clocks of its neighbour, a day ahead; ZIPs of the Virgin Islands and Guam were missing. A new database gets them with its places. */
async function mendTerritories(db: Kysely<unknown>): Promise<void> {
  await sql`
    update division set time_zone = 'Pacific/Pago_Pago' where state = 'AS' and time_zone is not null;
    update division set time_zone = 'America/Puerto_Rico' where state = 'VI' and time_zone is not null;
    update division set time_zone = 'Pacific/Guam' where state = 'MP' and time_zone is not null;
    update zip_code set time_zone = 'Pacific/Pago_Pago' where state = 'AS';
    update zip_code set time_zone = 'America/Puerto_Rico' where state = 'VI';
    update zip_code set time_zone = 'Pacific/Guam' where state = 'MP';
    update person set time_zone = case time_zone when 'Pacific/Apia' then 'Pacific/Pago_Pago' when 'America/St_Thomas' then 'America/Puerto_Rico' else 'Pacific/Guam' end
      where time_zone in ('Pacific/Apia', 'America/St_Thomas', 'Pacific/Saipan');
    insert into zip_code (zip, city, state, kind, time_zone, counties)
    select zip, city, division.state, 'standard', division.time_zone, array[division.id]
    from (values
      ('78010', '00820', 'Christiansted'), ('78010', '00821', 'Christiansted'), ('78010', '00822', 'Christiansted'), ('78010', '00823', 'Christiansted'), ('78010', '00824', 'Christiansted'),
      ('78010', '00840', 'Frederiksted'), ('78010', '00841', 'Frederiksted'), ('78010', '00850', 'Kingshill'), ('78010', '00851', 'Kingshill'),
      ('78020', '00830', 'St. John'), ('78020', '00831', 'St. John'),
      ('78030', '00801', 'St. Thomas'), ('78030', '00802', 'St. Thomas'), ('78030', '00803', 'St. Thomas'), ('78030', '00804', 'St. Thomas'), ('78030', '00805', 'St. Thomas'),
      ('66010', '96910', 'Hagåtña'), ('66010', '96911', 'Tamuning'), ('66010', '96912', 'Dededo'), ('66010', '96913', 'Barrigada'), ('66010', '96914', 'Yona'), ('66010', '96915', 'Santa Rita'),
      ('66010', '96916', 'Merizo'), ('66010', '96917', 'Inarajan'), ('66010', '96919', 'Agana Heights'), ('66010', '96921', 'Barrigada'), ('66010', '96923', 'Mangilao'), ('66010', '96928', 'Agat'),
      ('66010', '96929', 'Yigo'), ('66010', '96931', 'Tamuning'), ('66010', '96932', 'Hagåtña')
    ) as missing (geoid, zip, city) join division on division.geoid = missing.geoid and division.kind = 'county'
    on conflict (zip) do nothing
  `.execute(db)
}
