import { type Kysely, sql } from 'kysely'

/** For the test that asks what a migration takes from the version before it. */
export const survives =
  'The checks are replaced by ones that allow more: the version before writes no policies, and reports as it did.'

/** How exact a policy's dates are, what can be undone, reports about a policy, and how many signed in a county. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table policy
      -- The day is that of a list which had it (or had it no longer): it was adopted (or ended) on that day or before.
      add column adopted_no_later boolean not null default false,
      add column ended_no_later boolean not null default false,
      -- Kept for a while, so that removing it can be undone.
      add column removed_at timestamptz,
      -- The row before the newest change, with who made it and when; {} when the change was to add it.
      add column before_change jsonb,
      -- As texts, 2014-05 would come after 2014.
      drop constraint ends_after_it_begins,
      add constraint ends_after_it_begins check (adopted_on is null or ended_on is null or left(adopted_on, length(ended_on)) <= ended_on);

    alter table contact_report
      drop constraint contact_report_what_check,
      add constraint contact_report_what_check check (what in ('wrong-number', 'voicemail-full', 'left-office', 'bounced',
        'wrong-other', 'unknown-official', 'opted-out', 'no-texts', 'wrong-policy')),
      drop constraint about_a_post_or_a_place,
      add constraint about_a_post_or_a_place check (num_nonnulls(post_id, division_id) = 1
        and (division_id is not null) = (what in ('unknown-official', 'wrong-policy')));

    -- Signatures by county as everybody may know them: in whole tens, and none below ten, so that nobody is singled out.
    create view signed_here as
      select key as division_id, (sum(confirmed) / 10 * 10)::integer as at_least
      from tally_by where dimension = 'county' group by key having sum(confirmed) >= 10;
  `.execute(db)
}
