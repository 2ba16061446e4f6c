import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { databaseRole } from '#db/grants'

const schema = 'graphile_worker'

/**
 * Makes or updates the tables of the job queue as their owner, and lets the worker use them. The library closes its tables
 * to all but their owner by row level security, so the worker gets a policy on each.
 */
export async function prepareJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) })
  const role = databaseRole('worker')
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [role])
  if (rowCount === 0) return
  await pool.query(`
    grant usage on schema ${schema} to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};
    grant usage on all sequences in schema ${schema} to ${role};
    grant execute on all functions in schema ${schema} to ${role};
    do $$ declare closed record; begin
      for closed in select oid::regclass as name from pg_class where relnamespace = '${schema}'::regnamespace and relrowsecurity
        and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'worker')
      loop execute format('create policy worker on %s to ${role} using (true) with check (true)', closed.name); end loop;
    end $$;
  `)
}

/**
 * Forgets times in the future, from when a clock ran ahead: the library runs no task again before the time at which it
 * says it last did. For the start, before anything is scheduled.
 */
export async function mendSchedule(pool: pg.Pool): Promise<void> {
  await pool.query(`
    update ${schema}._private_known_crontabs set known_since = least(known_since, now()),
      last_execution = case when last_execution > now() then date_trunc('minute', now()) else last_execution end
    where last_execution > now() or known_since > now()
  `)
}
