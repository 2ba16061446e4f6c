import { isIP } from 'node:net'
import { z } from 'zod'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import { isPublicAddress, type LinkFailure } from '~/channels/links/open-link.server'
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
  mayEdit: boolean
}

/** Days after which a link that gives no answer is called dead; a server may be down for one. */
const patience = 2

/** Links to mend: the dead ones first, then those that already have an archived copy. */
export async function readDeadLinks(office: Office): Promise<{ links: DeadLink[]; known: number }> {
  const { db, env, lang, now } = office
  const pages = await linkedPages(db, { publicUrl: env.publicUrl, language: lang }, now)
  const groups = await groupsOfCampaigns(db)
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
    .map((row) => ({ ...row, mayEdit: editableGroup(office, groups, row.pages) !== null }))
  return { links, known: pages.size }
}

/** The group of each campaign, by its slug. */
async function groupsOfCampaigns(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('campaign').select(['slug', 'group_id']).execute()
  return new Map(rows.map(({ slug, group_id }) => [slug, group_id]))
}

/**
 * The group for which they may say where a copy is: the copy shows on every page that has the link, so they may edit in
 * every group that has it, or in the network. What stands on policies, officials and places takes the right to edit
 * those. Null: the link is not theirs.
 */
function editableGroup(
  office: Office,
  groups: ReadonlyMap<string, string>,
  pages: readonly LinkedPage[],
): string | null {
  const own = pages.flatMap(({ campaign }) => (campaign === null ? [] : (groups.get(campaign) ?? [])))
  const [ofDirectory] = office.groupsWith('edit-directory')
  if (own.length < pages.length && !ofDirectory) return null
  if (own.length === 0) return ofDirectory ?? null
  if (own.every((group) => office.may('edit', group))) return own[0]!
  const network = [...office.groups.values()].filter(({ kind }) => kind === 'network').map(({ id }) => id)
  return network.find((group) => office.may('edit', group)) ?? null
}

/** Whether a link leads to a name on the public internet, and not to a machine here. */
function isPublicLink(link: string): boolean {
  const { hostname } = new URL(link)
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal)) return isPublicAddress(literal)
  return hostname.includes('.') && !/\.(?:local|localhost|internal|lan|home|test)\.?$/.test(hostname)
}

const archiveForm = z.object({
  url: z.string(),
  archive: z.union(
    [z.literal(''), z.url({ protocol: /^https$/, error: 'linkWrong' }).refine(isPublicLink, { error: 'linkWrong' })],
    { error: 'linkWrong' },
  ),
})

/**
 * Notes where an archived copy of a link is; every page that has the link then shows it. Empty: none anymore.
 *
 * @throws 404 for a link that is on no page, or on a page of a group in which they may not edit
 */
export async function saveArchive(office: Office, fields: Record<string, string>) {
  const read = readFields(archiveForm, { ...fields, archive: fields.archive?.trim() ?? '' })
  if (read.outcome === 'invalid') return read
  const { url, archive } = read.value
  const { db, env, lang, now } = office
  const pages = (await linkedPages(db, { publicUrl: env.publicUrl, language: lang }, now)).get(url)
  const groupId = pages ? editableGroup(office, await groupsOfCampaigns(db), pages) : null
  if (groupId === null) throw new Response(null, { status: 404 })
  return office.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('link_check')
      .set({ archive_url: archive })
      .where('url', '=', url)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Response(null, { status: 404 })
    await announce(trx, ['site'])
    await office.audit({ groupId, act: 'archived-link', subject: url }, trx)
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
