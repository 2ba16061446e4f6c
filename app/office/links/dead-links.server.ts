import { z } from 'zod'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import type { LinkFailure } from '~/channels/links/open-link.server'
import type { Office } from '~/office/guard/guard.server'
import { readFields } from '~/ui/forms/form-state'
import { type LinkedPage, linkedPages } from '~/web/links/linked-pages.server'

/** A link that leads nowhere, or that has an archived copy. */
export interface DeadLink {
  url: string
  status: number | null
  failure: LinkFailure | 'redirects' | null
  /** Null: it lives. */
  deadSince: Date | null
  /** Address of an archived copy; '' for none. */
  archiveUrl: string
  pages: LinkedPage[]
}

/** Days after which a link that gives no answer is called dead; a server may be down for one. */
const patience = 2

/** Links to mend: the dead ones first, then those that already have an archived copy. */
export async function readDeadLinks({ db, env, lang, now }: Office): Promise<{ links: DeadLink[]; known: number }> {
  const pages = await linkedPages(db, { publicUrl: env.publicUrl, language: lang }, now)
  const rows = await db
    .selectFrom('link_check')
    .select(['url', 'status', 'failure', 'dead_since as deadSince', 'archive_url as archiveUrl'])
    .where((eb) => eb.or([eb('dead_since', 'is not', null), eb('archive_url', '<>', '')]))
    .orderBy('dead_since', (order) => order.asc().nullsLast())
    .orderBy('url')
    .execute()
  const isSure = ({ status, deadSince }: (typeof rows)[number]) =>
    status === 404 ||
    status === 410 ||
    (deadSince !== null && now.getTime() - deadSince.getTime() >= patience * 86_400_000)
  const links = rows
    .filter((row) => pages.has(row.url) && (row.archiveUrl !== '' || isSure(row)))
    .map((row) => ({ ...row, failure: row.failure as DeadLink['failure'], pages: pages.get(row.url)! }))
  return { links, known: pages.size }
}

const archiveForm = z.object({
  url: z.string(),
  archive: z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'linkWrong' })], { error: 'linkWrong' }),
})

/** Notes where an archived copy of a link is; every page that has the link then shows it. Empty: none anymore. */
export async function saveArchive(office: Office, fields: Record<string, string>) {
  const read = readFields(archiveForm, { ...fields, archive: fields.archive?.trim() ?? '' })
  if (read.outcome === 'invalid') return read
  const { url, archive } = read.value
  return office.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('link_check')
      .set({ archive_url: archive })
      .where('url', '=', url)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Response(null, { status: 404 })
    await announce(trx, ['site'])
    await office.audit({ groupId: office.groupsWith('edit')[0]!, act: 'archived-link', subject: url }, trx)
    return { outcome: 'saved' as const }
  })
}

/** Whether anything was ever checked: without `CHECK_LINKS` nothing is. */
export async function lastChecked(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('link_check')
    .select(({ fn }) => fn.max('checked_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}
