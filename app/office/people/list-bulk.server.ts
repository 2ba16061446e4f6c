import { type RawBuilder, sql } from 'kysely'
import { isUuid } from '#db/uuid'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { personInScopes } from './reach.server'
import { scopesOf } from './scope'
import { takenBackBy } from './tag-many.server'

/** Of the last thirty days, newest first: this organizer's bulk actions, or one to which somebody's story leads. */
export async function listBulk(office: Office) {
  const only = office.url.searchParams.get('act')
  const one = only !== null && isUuid(only) ? only : null
  const { rows } = await sql<{
    id: string
    kind: 'tag' | 'untag' | 'erase'
    tag: string | null
    by: string
    at: Date
    all: number
    done: number
    changed: number | null
    isTakenBack: boolean
  }>`
    select id, kind, tag, asked_by as by, asked_at as at, people_all as all, people_done as done, people_changed as changed,
      exists (select from bulk_act as back where back.people_all > 0 and back.id <> bulk_act.id and back.id = overlay(bulk_act.id::text placing '8' from 15)::uuid) as "isTakenBack"
    from bulk_act where asked_at > ${new Date(office.now.getTime() - 30 * 86_400_000)} and people_all > 0 and ${one ? isAboutSomebodyInReach(office, one) : sql`asked_by = ${office.organizer.id}`}
    order by asked_at desc, id limit 50
  `.execute(office.db)
  const names = await organizerNames(
    office.db,
    office.vault,
    rows.map(({ by }) => by),
  )
  return {
    isOne: one !== null,
    acts: rows.map(({ by, at, ...row }) => ({
      ...row,
      by: by === office.organizer.id ? '' : (names.get(by) ?? ''),
      at: at.toISOString(),
      isUndo: takenBackBy(row.id) !== null,
    })),
  }
}

/** Whether a bulk action changed somebody whose story this organizer may read. */
function isAboutSomebodyInReach(office: Office, id: string): RawBuilder<boolean> {
  return sql<boolean>`bulk_act.id = ${id}::uuid and (asked_by = ${office.organizer.id} or exists (
    select from tag_change where tag_change.bulk_id = ${id}::uuid and ${personInScopes(scopesOf(office, 'change-people'), sql`tag_change.person_id`)}))`
}
