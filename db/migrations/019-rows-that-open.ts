import { type Kysely, sql } from 'kysely'

/** What the web process may know of somebody, and rows that carry a MAC under the keyring. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The web process has no right to the tables of people. It gets the state behind a link, and only by the hash of the
    -- link's token: these functions run with the rights of the tables' owner.
    create function confirmation_of_link(hash bytea) returns table (state text, slug text, title jsonb, asked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
      select signature.state, petition.slug, petition.title, greatest(signature.accepted_at,
        (select min(request.sent_at) from message as request where request.signature_id = signature.id and request.template = 'confirm-signature'))
      from message join signature on signature.id = message.signature_id join petition on petition.id = signature.petition_id
      where message.link_hash = hash and message.contact_id is not null
    $$;

    create function letter_of_link(hash bytea) returns table (state text, asked_at timestamptz, slug text, title jsonb, recipients jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select letter.state, greatest(letter.written_at, (select min(request.sent_at) from message as request join letter as asked on asked.id = request.letter_id
          where asked.writing_id = letter.writing_id and request.template = 'confirm-letter')), advocacy_campaign.slug, advocacy_campaign.title,
        (select jsonb_agg(jsonb_build_object('name', official.name, 'role', post.role, 'title', post.title) order by post.slug)
          from letter as copy join post on post.id = copy.post_id
          left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
          where copy.writing_id = letter.writing_id)
      from message join letter on letter.id = message.letter_id join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id
      where message.link_hash = hash and message.template = 'confirm-letter'
    $$;

    create function office_of_link(hash bytea) returns table (id uuid, name text, mail_mode text)
      language sql stable security definer set search_path = public, pg_temp as $$
      select organization.id, organization.name, organization.mail_mode
      from message join letter on letter.id = message.letter_id or letter.digest_id = message.id
      join post on post.id = letter.post_id join organization on organization.id = post.organization_id
      where message.link_hash = hash and message.template in ('letter-to-official', 'letter-digest') limit 1
    $$;

    create function own_page_of_link(hash bytea) returns table (template text, created_at timestamptz, language text, is_stopped boolean, channel text,
        purposes text[], is_of_member boolean, signatures jsonb, letters jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select message.template, message.created_at,
        coalesce((select person.language from person where person.contact_id = contact_point.id limit 1), 'en'),
        exists (select from suppression where suppression.blind_index = contact_point.blind_index and reason = 'opted-out'),
        contact_point.channel,
        array(select distinct purpose from consent join person on person.id = consent.person_id where person.contact_id = contact_point.id and withdrawn_on is null),
        exists (select from signature join person on person.id = signature.person_id join petition on petition.id = signature.petition_id
          join member_group on member_group.id = petition.group_id where person.contact_id = contact_point.id and member_group.kind <> 'network'),
        coalesce((select jsonb_agg(jsonb_build_object('id', signature.id, 'petitionSlug', petition.slug, 'petitionTitle', petition.title, 'signedAt', signature.accepted_at,
            'isConfirmed', signature.state = 'confirmed', 'mayBeShown', petition.asks_names, 'shownAs', public_name.display_name) order by signature.accepted_at desc)
          from signature join person on person.id = signature.person_id join petition on petition.id = signature.petition_id
          left join public_name on public_name.signature_id = signature.id where person.contact_id = contact_point.id), '[]'),
        coalesce((select jsonb_agg(jsonb_build_object('id', letter.id, 'actionSlug', advocacy_campaign.slug, 'actionTitle', advocacy_campaign.title,
            'to', coalesce(official.name, post.title), 'writtenAt', letter.written_at, 'state', letter.state) order by letter.written_at desc, letter.id)
          from letter join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id join post on post.id = letter.post_id
          left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
          where letter.contact_id = contact_point.id), '[]')
      from message join contact_point on contact_point.id = message.contact_id where message.link_hash = hash
    $$;

    -- How long what arrived and what is to be sent has waited: counts and seconds for readiness.
    create function queue_health(at timestamptz, has_no_texts boolean) returns table (waiting double precision, stuck integer, unsent double precision, texts integer, deletions integer)
      language sql stable security definer set search_path = public, pg_temp as $$
      select
        coalesce((select extract(epoch from at - min(accepted_at)) from intake where attempts = 0), 0)::float8,
        (select count(*) from intake where attempts > 0 and failure is distinct from 'LegalHold')::integer,
        coalesce((select extract(epoch from at - min(due_at)) from message where state = 'queued' and not (channel = 'sms' and has_no_texts)), 0)::float8,
        (select count(*) from message where state = 'queued' and channel = 'sms' and has_no_texts)::integer,
        (select count(*) from intake where failure = 'LegalHold')::integer
    $$;

    -- Mail providers that refuse our mail while some of it waits.
    create function refusing_providers(at timestamptz, refusals_until_hold integer) returns integer
      language sql stable security definer set search_path = public, pg_temp as $$
      select count(*)::integer from (
        select domain_mark from message join contact_point on contact_point.id = message.contact_id left join mail_domain_hold using (domain_mark)
        where domain_mark is not null and (message.state = 'queued' and message.failure in ('mail-held', 'mail-refused-by-provider')
          or message.state = 'failed' and message.failure = 'mail-refused-by-provider' and message.claimed_at > at - interval '7 days')
        group by domain_mark
        having count(*) filter (where message.state = 'queued') > 0 and (bool_or(refused >= refusals_until_hold) or count(*) filter (where message.state = 'failed') > 0)
      ) as provider
    $$;

    -- Names as everybody may read them: a comment only once it is shown.
    create view shown_name as
      select petition_id, display_name, place, case when comment_state = 'shown' then comment end as comment, confirmed_at from public_name;

    -- HMAC under the keyring over what the row opens. A row written by hand has none that fits.
    -- Sessions, invitations, links and exports from before have none, and end here: they are easily made again. Passkeys and
    -- recovery codes are not; the office vouches for those once, when it first opens with the keyring.
    update organizer_session set ended_at = now() where ended_at is null;
    update invitation set withdrawn_at = now() where accepted_at is null and withdrawn_at is null;
    update access_link set used_at = now() where used_at is null;
    update export set state = 'expired' where state in ('waiting', 'running', 'ready');
    alter table invitation add column mac bytea;
    alter table organizer_session add column mac bytea;
    alter table access_link add column mac bytea;
    alter table passkey add column mac bytea;
    alter table recovery_code add column mac bytea;
    alter table export add column mac bytea;
    comment on column invitation.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column organizer_session.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column access_link.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column passkey.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column recovery_code.mac is 'proof that the office wrote this row (HMAC under the keyring)';
    comment on column export.mac is 'proof that the office wrote this row (HMAC under the keyring)';
  `.execute(db)
}
