import { type Kysely, sql } from 'kysely'

export const survives =
  'The previous version writes and reads signatures without this day, which may be null. Exports that it writes have no standing, and are given out as before.'

/**
 * The day that somebody wrote beside their signature on paper. They are counted on the day on which they came to us. And how
 * the people of a finished export stood when it was written: it is not given out when one of them has gone since.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signature add column signed_on date;
    comment on column signature.signed_on is 'personal: the day that a sheet or a list says; null: it does not say | as long as the signature | worker, office';

    alter table import_batch add column day_orders jsonb not null default '{}';
    alter table export add column standing jsonb;

    create or replace function own_page_of_link(hash bytea) returns table (template text, created_at timestamptz, language text, is_stopped boolean, channel text,
        purposes text[], is_of_member boolean, signatures jsonb, letters jsonb)
      language sql stable security definer set search_path = public, pg_temp as $$
      select message.template, message.created_at,
        coalesce((select person.language from person where person.contact_id = contact_point.id limit 1), 'en'),
        exists (select from suppression where suppression.blind_index = contact_point.blind_index and reason = 'opted-out'),
        contact_point.channel,
        array(select distinct purpose from consent join person on person.id = consent.person_id where person.contact_id = contact_point.id and withdrawn_on is null),
        exists (select from signature join person on person.id = signature.person_id join petition on petition.id = signature.petition_id
          join member_group on member_group.id = petition.group_id where person.contact_id = contact_point.id and member_group.kind <> 'network'),
        coalesce((select jsonb_agg(jsonb_build_object('id', signature.id, 'petitionSlug', petition.slug, 'petitionTitle', petition.title, 'signedAt', signature.accepted_at, 'signedOn', signature.signed_on,
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
  `.execute(db)
}
