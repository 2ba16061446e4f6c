import { databaseRole, grantStatements, ownerRole, processRoles } from '#db/grants'
import { roleStatements } from '#db/roles'
import type { Env } from '~/env.server'
import { say } from './command.server'

/**
 * Prints what a superuser runs once with psql, after `firme migrate`. psql asks for the passwords, so that they stand in no
 * file and no log. Later migrations give the rights in new tables by themselves, as the owner.
 */
export function runGrant({ databaseUrl, webConcurrency }: Env, database?: string): void {
  const name = database ?? (databaseUrl ? decodeURIComponent(new URL(databaseUrl).pathname.slice(1)) : 'firme')
  const roles = [ownerRole, ...processRoles.map(databaseRole)]
  say(
    [
      '-- Roles of Firme. Run npx firme migrate first, then this as a superuser:',
      `--   npx firme grant > grant.sql && psql --dbname ${name} --file grant.sql`,
      '-- psql asks for four passwords. Then set DATABASE_URL (firme_owner), DATABASE_URL_WEB, DATABASE_URL_OFFICE and',
      '-- DATABASE_URL_WORKER, each only where it is needed, and run npx firme migrate once more.',
      `-- Connections are limited for WEB_CONCURRENCY=${webConcurrency}: set it to the web processes of all machines together,`,
      '-- here and when that number changes.',
      '\\set ON_ERROR_STOP on',
      'begin;',
      ...[...roleStatements(name, webConcurrency), 'revoke all on all functions in schema public from public'].map(
        ended,
      ),
      ...processRoles.flatMap(grantStatements).map(ended),
      'commit;',
      ...roles.map((role) => `\\password ${role}`),
    ].join('\n'),
  )
}

function ended(statement: string): string {
  return `${statement};`
}
