import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/** A queue of things that people sent us, and where it is worked on. */
export interface InboxTab {
  name: 'texts' | 'comments' | 'reports'
  path: string
}

/**
 * The queues beside each other: texts, comments to review, and reports about officials. Only those they may open. What
 * waits among texts and comments the frame of every page has counted.
 *
 * @returns reports: how many wait about officials
 */
export async function readInboxTabs(office: Office): Promise<{ tabs: InboxTab[]; reports: number }> {
  const mayEdit = office.groupsWith('edit-directory').length > 0
  const tabs: (InboxTab | false)[] = [
    { name: 'texts', path: paths.office.inbox() },
    office.groupsWith('moderate').length > 0 && { name: 'comments', path: paths.office.comments() },
    mayEdit && { name: 'reports', path: paths.office.stale() },
  ]
  return { tabs: tabs.filter((tab) => tab !== false), reports: mayEdit ? await countReports(office) : 0 }
}

/** What visitors reported about officials and nobody has looked at. */
async function countReports({ db }: Pick<Office, 'db'>): Promise<number> {
  const { rows } = await sql<{ reports: number }>`
    select count(*)::integer as reports from contact_report
    where handled_at is null and (division_id is not null or exists (select from post where post.id = post_id and retired_on is null))
  `.execute(db)
  return rows[0]!.reports
}
