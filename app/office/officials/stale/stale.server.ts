import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ContactKind, ContactStatus, ReportKind, ReportOrigin } from '#db/schema-officials'
import { queue } from '~/officials/posts/stale-queue.server'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** An item to check: a contact, an ended term, a post that nobody is known in, a report about a whole post, or a tip about an unknown official. */
export interface StaleItem {
  what: 'contact' | 'term' | 'holder' | 'report' | 'unknown'
  /** Id of the contact or the membership; for `holder` and `report` the post's, for `unknown` the report's. */
  id: string
  /** Null when there is no post yet. */
  postId: string | null
  /** Slug of the post, or of the place when there is no post. */
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
  reports: { id: string; what: ReportKind; origin: ReportOrigin; at: string; note: string }[]
  /** Days since it was last checked. */
  days: number
}

type Row = Omit<StaleItem, 'reports'> & {
  reports: { id: string; what: ReportKind; origin: ReportOrigin; at: string; sealed: string | null }[]
}

/**
 * The stale queue, most harmful first: reported items, doubtful contacts, ended terms, old contacts, posts without a
 * holder.
 *
 * @param staleDays contacts checked more days ago than this are old
 * @param skip number of items to skip
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
