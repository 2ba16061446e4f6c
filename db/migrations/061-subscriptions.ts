import { type Kysely, sql } from 'kysely'

export const survives =
  'The previous version reads and writes consents, which are kept; `carryConsents` takes over what it records meanwhile.'

/**
 * Who gets news, by which way, from whom, with what they agreed to; what they ended in one campaign; what was sent to a
 * contact lately; lists of opt-outs that can be taken back for a day.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscription (
      id uuid primary key,
      person_id uuid not null references person on delete cascade,
      channel text not null check (channel in ('mail', 'sms')),
      scope text not null check (scope in ('campaign', 'network')),
      text_version text not null,
      language text not null check (language in ('en', 'es')),
      given_on date not null,
      how text not null check (how in ('form', 'keyword', 'paper', 'import', 'organizer', 'own-page')),
      page text not null,
      asked_at timestamptz not null,
      confirmed_on date,
      code_attempts smallint not null default 0,
      ended_on date,
      ended_how text check (ended_how in ('own-page', 'link', 'text', 'mail', 'complaint', 'organizer', 'list', 'merged')),
      ended_with uuid,
      constraint ended_somehow check ((ended_on is null) = (ended_how is null))
    );
    create unique index subscription_once on subscription (person_id, channel, scope) where ended_on is null;
    create index subscription_of_person on subscription (person_id);
    create index subscription_unconfirmed on subscription (asked_at) where confirmed_on is null;
    create index subscription_ended_with on subscription (ended_with) where ended_with is not null;
    comment on column subscription.text_version is 'personal: which words were agreed to | as long as the person | worker, office';
    comment on column subscription.page is 'personal: where they asked for news | as long as the person | worker, office';

    create table campaign_stop (
      campaign_id uuid not null references campaign,
      blind_index bytea not null,
      channel text not null check (channel in ('mail', 'sms')),
      since date not null,
      primary key (campaign_id, blind_index)
    );
    create index campaign_stop_of_contact on campaign_stop (blind_index);
    comment on column campaign_stop.blind_index is 'personal: no news of this campaign to this contact (keyed hash) | until they ask for news again | worker, office';

    create table news_sent (
      message_id uuid primary key,
      blind_index bytea not null,
      sent_at timestamptz not null
    );
    create index news_sent_lately on news_sent (blind_index, sent_at);
    comment on column news_sent.blind_index is 'personal: nobody gets more news than we promise, from all groups together (keyed hash) | 31 days | worker';
    comment on column news_sent.sent_at is 'personal: when we sent news to a contact | 31 days | worker';

    create table opt_out_list (
      id uuid primary key,
      made_by uuid not null references organizer,
      made_at timestamptz not null,
      lines integer not null,
      added integer not null,
      known integer not null,
      unread integer not null,
      undone_at timestamptz,
      undone_by uuid references organizer
    );
    create index opt_out_list_newest on opt_out_list (made_at);
    create table opt_out_line (
      list_id uuid not null references opt_out_list on delete cascade,
      blind_index bytea not null,
      is_new boolean not null,
      primary key (list_id, blind_index)
    );
    create index opt_out_line_of_contact on opt_out_line (blind_index);
    comment on column opt_out_line.blind_index is 'personal: take back an opt-out that a list brought by mistake (keyed hash) | one day | office';

    create function subscriptions_of_session(session bytea, at timestamptz) returns table (campaign jsonb, subscriptions jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select campaign.name, coalesce((
          select jsonb_agg(distinct jsonb_build_object('channel', subscription.channel, 'scope', subscription.scope))
          from subscription join person on person.id = subscription.person_id
          where person.contact_id = contact_point.id and subscription.confirmed_on is not null and subscription.ended_on is null), '[]')
      from own_page_session join message on message.id = own_page_session.message_id
        join contact_point on contact_point.id = message.contact_id join campaign on campaign.id = contact_point.campaign_id
      where own_page_session.token_hash = session and at < own_page_session.until
    $$;
    create function subscription_of_link(hash bytea) returns table (state text, campaign_slug text, campaign_name jsonb, asked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
      select case when subscription.confirmed_on is null then 'unconfirmed' else 'confirmed' end, campaign.slug, campaign.name,
        greatest(subscription.asked_at, message.sent_at)
      from message join contact_point on contact_point.id = message.contact_id join campaign on campaign.id = contact_point.campaign_id
        join subscription on subscription.person_id = message.person_id and subscription.channel = contact_point.channel
          and subscription.scope = 'campaign' and subscription.ended_on is null and position(subscription.id::text in message.once_key) > 0
      where message.link_hash = hash and message.template = 'confirm-news'
    $$;
  `.execute(db)
  await takeOver(db)
}

const atOnce = 20_000

/** What people consented to until now becomes what they are subscribed to, some people at a time. */
async function takeOver(db: Kysely<unknown>): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ last: string | null }>`
      with these as (select distinct person_id from consent where person_id > ${after} order by person_id limit ${atOnce}), given as (
        select distinct on (consent.person_id, way.channel, way.scope) consent.person_id, way.channel, way.scope, consent.text_version, consent.language, consent.given_on,
          signature.channel = 'paper' as is_paper, 'petitions/' || petition.slug as page, coalesce(site_day(signature.confirmed_at), consent.given_on) as confirmed_on
        from these join consent using (person_id) join petition on petition.id = consent.petition_id join person on person.id = consent.person_id
          join contact_point as main on main.id = person.contact_id
          join signature on signature.person_id = consent.person_id and signature.petition_id = consent.petition_id and signature.state = 'confirmed'
          cross join lateral (select case consent.purpose when 'email' then 'mail' when 'sms' then 'sms' else main.channel end as channel,
            case consent.purpose when 'network' then 'network' else 'campaign' end as scope) as way
        where consent.purpose in ('email', 'sms', 'network') and consent.withdrawn_on is null
        order by consent.person_id, way.channel, way.scope, consent.given_on desc
      ), added as (
        insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
        select gen_random_uuid(), person_id, channel, scope, text_version, language, given_on, case when is_paper then 'paper' else 'form' end, page, given_on, confirmed_on
        from given on conflict do nothing
      )
      select max(person_id::text) as last from these
    `.execute(db)
    if (!rows[0]?.last) return
    after = rows[0].last
  }
}
