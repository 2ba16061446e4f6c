import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ContactKind, ContactStatus, ReportKind, ReportOrigin } from '#db/schema-officials'
import { queue } from '~/officials/posts/stale-queue.server'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** One thing that somebody should look at: a contact, a term that has ended, a report about a post as a whole, or somebody of whom only visitors have told. */
export interface StaleItem {
  what: 'contact' | 'term' | 'report' | 'unknown'
  /** Of the contact, the membership or the report. */
  id: string
  /** Null when there is no post yet. */
  postId: string | null
  /** Of the post, or of the place that has none. */
  slug: string
  title: string
  place: string
  holder: string | null
  kind: ContactKind | null
  value: string
  extension: string
  status: ContactStatus | null
  statusReason: string | null
  sourceUrl: string | null
  checkedOn: string | null
  termEndsOn: string | null
  reports: { id: string; what: ReportKind; origin: ReportOrigin; on: string; note: string }[]
  /** Days since it was checked. */
  days: number
}

type Row = Omit<StaleItem, 'reports'> & {
  reports: { id: string; what: ReportKind; origin: ReportOrigin; on: string; sealed: string | null }[]
}

/**
 * The queue, the most harmful first: what people could not reach, what is in doubt, whose term has ended, what is old.
 *
 * @param staleDays a contact that was checked longer ago is old
 * @param skip how many are passed over
 */
export async function readStale(
  db: Db,
  vault: Vault,
  staleDays: number,
  now: Date,
  skip = 0,
  most = 25,
): Promise<StaleItem[]> {
  const { rows } =
    await sql<Row>`${queue(staleDays, now)} select * from item order by harm, "checkedOn" nulls last, slug, id offset ${skip} limit ${most}`.execute(
      db,
    )
  return rows.map((row) => ({
    ...row,
    reports: row.reports.map(({ sealed, ...report }) => ({
      ...report,
      note: sealed ? openText(vault.site(), sealedAs('contact_report', report.id), Buffer.from(sealed, 'base64')) : '',
    })),
  }))
}
