import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { Few } from './today.server'

/** A list that the worker failed on. It waits for somebody to look at it, and no other list waits for it. */
export interface ListSetAside {
  /** Its file, or the petition that it is for. */
  name: string
  path: string
}

/** Lists that were set aside, the last ones first, and how many there are; for whoever can do something about them. */
export async function listsSetAside({ db, groupsWith, lang }: Office): Promise<Few<ListSetAside>> {
  const { rows } = await sql<{
    kind: 'people' | 'listed' | 'roster' | 'policy'
    name: string | null
    title: Bilingual
    key: string
    count: number
  }>`
    select *, (count(*) over ())::integer as count from (
    select 'people' as kind, null as name, petition.title, petition.slug as key, failed_at, import_batch.id from import_batch join petition on petition.id = petition_id
      where failed_at is not null and petition.group_id = any(${groupsWith('import')}::uuid[])
    union all select 'listed', null, campaign.name, campaign.slug, failed_at, import_batch.id from import_batch join campaign on campaign.id = import_batch.campaign_id
      where failed_at is not null and campaign.group_id = any(${groupsWith('import')}::uuid[])
    union all select 'roster', file_name, null, id::text, failed_at, id from roster_import where failed_at is not null and ${groupsWith('edit-directory').length > 0}
    union all select 'policy', file_name, null, id::text, failed_at, id from policy_import where failed_at is not null and ${groupsWith('edit-directory').length > 0}
    ) as list order by failed_at desc, id limit 20
  `.execute(db)
  return {
    few: rows.map(({ kind, name, title, key }) => ({ name: name ?? title[lang], path: pathOf[kind](key) })),
    count: rows[0]?.count ?? 0,
  }
}

const pathOf = {
  people: paths.office.petitionImport,
  listed: paths.office.peopleImport,
  roster: paths.office.roster,
  policy: paths.office.policyList,
}
