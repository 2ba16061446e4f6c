import { type Kysely, sql } from 'kysely'

export const survives =
  'Only a column is filled in that the previous version does not know: it goes on comparing who saved last, and saves drafts ' +
  'without adding to the writers. Restart the office with this version before somebody approves.'

/**
 * Of messages to many: everybody who wrote any part since the last approval, and a writer who has approved it and waits for
 * a second; the second words of a text to compare; why one cannot be planned. By which report a mailbox was found busy is kept with what has arrived.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table broadcast
      add column writers uuid[] not null default '{}',
      add column agreed_by uuid references organizer (id),
      add column agreed_revision integer,
      add column body_b jsonb,
      -- It was paused because it cannot be planned: its segment cannot be read, or something else that the log says.
      add column stuck_why text check (stuck_why in ('segment', 'fault')),
      add column stuck_at timestamptz;
    -- When people begin a rung before one meeting, where that was moved.
    create table ladder_beginning (
      ladder_id uuid not null references ladder (id) on delete cascade,
      rung text not null,
      meeting_id uuid not null references meeting (id) on delete cascade,
      begins_at timestamptz not null,
      primary key (ladder_id, rung, meeting_id)
    );
    create index ladder_beginning_of_meeting on ladder_beginning (meeting_id);
    update broadcast set writers = array(select distinct writer from unnest(array[created_by, saved_by]) as writer where writer is not null);
  `.execute(db)
}
