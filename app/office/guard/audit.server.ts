import { sql } from 'kysely'
import type { Db } from '#db/client'
import { linesOnPage, type Part, skippedLines, type TableState, withinPages } from '~/office/table/table-state'

/** Actions in the audit log: reading, searching and exporting people, and changes of roles, content and switches. */
export type Act =
  | 'signed-in'
  | 'signed-out'
  | 'failed-sign-in'
  | 'changed-own-access'
  | 'came-back'
  | 'let-in-again'
  | 'removed-passkey'
  | 'invited'
  | 'withdrew-invitation'
  | 'joined'
  | 'changed-role'
  | 'removed-organizer'
  | 'ended-sessions'
  | 'made-group'
  | 'changed-group'
  | 'moved-group'
  | 'changed-directory-right'
  | 'listed-people'
  | 'searched-people'
  | 'opened-person'
  | 'revealed-contact'
  | 'corrected-person'
  | 'noted-person'
  | 'tagged-person'
  | 'untagged-person'
  | 'filled-person-fields'
  | 'added-person-field'
  | 'changed-person-field'
  | 'removed-person-field'
  | 'removed-note'
  | 'restored-note'
  | 'asked-contact'
  | 'took-back-contact'
  | 'recorded-stop'
  | 'undid-stop'
  | 'asked-again'
  | 'asked-erasure'
  | 'undid-erasure'
  | 'erased-person'
  | 'merged-people'
  | 'saved-segment'
  | 'removed-segment'
  | 'opened-segment'
  | 'tagged-people'
  | 'untagged-people'
  | 'erased-people'
  | 'made-campaign'
  | 'changed-campaign'
  | 'drafted-message'
  | 'changed-message'
  | 'dropped-message'
  | 'restored-message'
  | 'previewed-message'
  | 'approved-message'
  | 'agreed-to-message'
  | 'sent-message'
  | 'moved-message'
  | 'paused-message'
  | 'resumed-message'
  | 'changed-message-pace'
  | 'changed-mail-pace'
  | 'moved-ladder-beginning'
  | 'stopped-message'
  | 'sent-message-to-rest'
  | 'made-ladder'
  | 'published-ladder'
  | 'restored-ladder'
  | 'changed-ladder-state'
  | 'paused-ladder'
  | 'resumed-ladder'
  | 'made-story'
  | 'published-story'
  | 'restored-story'
  | 'changed-story-state'
  | 'archived-link'
  | 'opened-request'
  | 'approved-request'
  | 'refused-request'
  | 'undid-request'
  | 'made-petition'
  | 'dropped-copies'
  | 'closed-copies'
  | 'opened-copies'
  | 'published-petition'
  | 'changed-petition-state'
  | 'restored-petition'
  | 'restored-action'
  | 'added-update'
  | 'removed-update'
  | 'changed-update'
  | 'removed-draft'
  | 'removed-page'
  | 'undid-change'
  | 'made-action'
  | 'published-action'
  | 'changed-action-state'
  | 'changed-targets'
  | 'changed-mail-mode'
  | 'added-document'
  | 'accepted-findings'
  | 'cleaned-document'
  | 'removed-document'
  | 'moderated-comment'
  | 'released-held'
  | 'held-again'
  | 'invalidated-held'
  | 'undid-invalidation'
  | 'exported-people'
  | 'took-export'
  | 'made-packet'
  | 'recorded-delivery'
  | 'changed-delivery'
  | 'removed-delivery'
  | 'compared-sheet'
  | 'told-answer'
  | 'imported-people'
  | 'undid-import'
  | 'took-bad-lines'
  | 'imported-officials'
  | 'undid-officials'
  | 'imported-timeline'
  | 'undid-timeline-import'
  | 'changed-official'
  | 'changed-power'
  | 'changed-policy'
  | 'imported-policies'
  | 'undid-policies'
  | 'changed-boundaries'
  | 'imported-places'
  | 'read-texts'
  | 'handled-text'
  | 'stopped-texts'
  | 'imported-opt-outs'
  | 'undid-opt-outs'
  | 'answered-text'
  | 'reopened-text'
  | 'took-thread'
  | 'confirmed-mail-feed'
  | 'changed-text-registration'
  | 'snoozed-thread'
  | 'woke-thread'
  | 'noted-thread'
  | 'removed-thread-note'
  | 'restored-thread-note'
  | 'gave-thread'
  | 'returned-thread'
  | 'changed-reply'
  | 'changed-keyword'
  | 'changed-source'
  | 'changed-limit'
  | 'turned-switch'
  | 'vouched-for-keys'
  | 'vouched-for-roles'
  | 'locked-recovery-codes'
  | 'vouched-for-passwords'
  | 'vouched-for-people'
  | 'purged'
  | 'restored-backup'

/** An audit entry to write. */
export interface AuditEntry {
  organizerId: string | null
  groupId: string | null
  act: Act
  /** Ids and our own words; never a name, address or number. */
  subject: string
  /** How many people or things it concerns. */
  howMany?: number
  /** The reason given by the organizer. */
  reason?: string | null
}

/** Writes an audit entry. The database numbers and chains the entries, and prevents later changes. */
export async function audit(db: Db, entry: AuditEntry, now: Date): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: now,
      organizer_id: entry.organizerId,
      group_id: entry.groupId,
      act: entry.act,
      subject: entry.subject,
      how_many: entry.howMany ?? 1,
      reason: entry.reason ?? null,
    })
    .execute()
}

/** A stored audit entry. */
export interface AuditLine {
  seq: number
  at: Date
  organizerId: string | null
  groupId: string | null
  act: Act
  subject: string
  howMany: number
  reason: string | null
}

/** Which entries of the audit log are shown; '' for any. */
export interface AuditFilter {
  act: string
  /** Id of an organizer. */
  by: string
  /** YYYY-MM-DD in the reader's zone. */
  day: string
}

/** Columns the audit log can be sorted by. */
export const sortableAudit = ['when', 'what', 'howMany'] as const
type Sortable = (typeof sortableAudit)[number]

/**
 * A page of the audit log, usually the newest entries first. Reads all of it, as `verifyAudit` does.
 *
 * @param zone that of the reader, IANA
 */
export async function readAudit(
  db: Db,
  { act, by, day }: AuditFilter,
  asked: TableState<Sortable>,
  zone: string,
): Promise<Part<AuditLine, Sortable>> {
  const matching = sql`audit where (${act} = '' or act = ${act}) and (${by} = '' or organizer_id = nullif(${by}, '')::uuid)
    and (${day} = '' or (at at time zone ${zone})::date = nullif(${day}, '')::date)`
  const counted = await sql<{ count: number }>`select count(*)::integer as count from ${matching}`.execute(db)
  const { count } = counted.rows[0]!
  const table = withinPages(asked, count)
  const direction = table.isDown ? sql`desc` : sql`asc`
  const orders = {
    '': sql`seq desc`,
    when: sql`seq ${direction}`,
    what: sql`act ${direction}, seq desc`,
    howMany: sql`how_many ${direction}, seq desc`,
  }
  const { rows } = await sql<AuditLine>`
    select seq::integer as seq, at, organizer_id as "organizerId", group_id as "groupId", act, subject, how_many as "howMany", reason
    from ${matching} order by ${orders[table.sort]} limit ${linesOnPage} offset ${skippedLines(table)}
  `.execute(db)
  return { lines: rows, table, count }
}

/**
 * Verifies the audit log's hash chain: recomputes each entry's hash from its content and the hash before it.
 *
 * @returns the number of entries, and the first that does not match, or null
 */
export async function verifyAudit(db: Db): Promise<{ lines: number; brokenAt: number | null }> {
  const { rows } = await sql<{ lines: number; broken: number | null }>`
    with chained as (
      select seq, hash, audit_hash(audit) as reckoned, previous,
        coalesce(lag(hash) over (order by seq), '\\x00'::bytea) as before, row_number() over (order by seq) as place
      from audit)
    select count(*)::integer as lines, (min(seq) filter (where hash <> reckoned or previous <> before or seq <> place))::integer as broken from chained
  `.execute(db)
  return { lines: rows[0]!.lines, brokenAt: rows[0]!.broken }
}
