import { sql } from 'kysely'
import type { Db } from '#db/client'

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
  | 'asked-erasure'
  | 'undid-erasure'
  | 'erased-person'
  | 'merged-people'
  | 'tagged-people'
  | 'untagged-people'
  | 'erased-people'
  | 'made-campaign'
  | 'changed-campaign'
  | 'drafted-message'
  | 'changed-message'
  | 'dropped-message'
  | 'restored-message'
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
  | 'told-answer'
  | 'imported-people'
  | 'undid-import'
  | 'took-bad-lines'
  | 'imported-officials'
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
  | 'gave-thread'
  | 'returned-thread'
  | 'changed-reply'
  | 'changed-keyword'
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

/** The newest audit entries. @param before only those before this sequence number; null for the newest */
export async function readAudit(db: Db, before: number | null, most = 100): Promise<AuditLine[]> {
  const { rows } = await sql<AuditLine>`
    select seq::integer as seq, at, organizer_id as "organizerId", group_id as "groupId", act, subject, how_many as "howMany", reason
    from audit where ${before}::bigint is null or seq < ${before}::bigint order by seq desc limit ${most}
  `.execute(db)
  return rows
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
