import type { Office } from '~/office/guard/guard.server'

/** Campaigns that this organizer may import people for, by name. */
export async function campaignsToImportFor({
  db,
  lang,
  groupsWith,
}: Pick<Office, 'db' | 'lang' | 'groupsWith'>): Promise<{ slug: string; name: string }[]> {
  const rows = await db
    .selectFrom('campaign')
    .select(['slug', 'name'])
    .where('group_id', 'in', [...groupsWith('import'), noGroup])
    .where('archived_at', 'is', null)
    .execute()
  return rows
    .map(({ slug, name }) => ({ slug, name: name[lang] || slug }))
    .toSorted((one, other) => one.name.localeCompare(other.name, lang))
}

const noGroup = '00000000-0000-0000-0000-000000000000'
