import { sql } from 'kysely'
import type { Db } from '#db/client'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { scopesOf } from '~/office/people/scope'
import { countiesInScopes } from '~/office/people/search.server'

export type Options = [value: string, words: string][]

/** What conditions can be about, in the organizer's language. */
export interface RuleOptions {
  petition: Options
  action: Options
  broadcast: Options
  county: Options
  state: Options
  campaign: Options
  field: Options
}

/** What there is to choose from for this organizer: what is in the groups whose people they may see. */
export async function readRuleOptions(office: Office): Promise<RuleOptions> {
  const { db, lang } = office
  const scopes = scopesOf(office, 'see-people')
  const groups = [...new Set(scopes.map(({ groupId }) => groupId))]
  const [petition, action, broadcast, campaign, field, county] = await Promise.all([
    options(
      db,
      sql`select id::text as value, ${petitionTitle(lang)} as words from petition where group_id = any(${groups}::uuid[]) and state <> 'draft' order by created_at limit 500`,
    ),
    options(
      db,
      sql`select id::text as value, ${named(lang, 'title')} as words from advocacy_campaign where group_id = any(${groups}::uuid[]) and state <> 'draft' order by created_at limit 500`,
    ),
    options(
      db,
      sql`select broadcast.id::text as value, coalesce(nullif(subject ->> ${lang}, ''), left(body ->> ${lang}, 60)) as words from broadcast
        join campaign on campaign.id = broadcast.campaign_id where campaign.group_id = any(${groups}::uuid[]) and broadcast.state <> 'dropped' order by broadcast.updated_at desc limit 200`,
    ),
    options(
      db,
      sql`select id::text as value, ${named(lang, 'name')} as words from campaign where state <> 'archived' order by created_at limit 500`,
    ),
    options(
      db,
      sql`select id::text as value, ${named(lang, 'label')} as words from person_field where group_id = any(${groups}::uuid[]) and removed_at is null order by created_at`,
    ),
    countiesInScopes(office, scopes),
  ])
  return {
    petition,
    action,
    broadcast,
    campaign,
    field,
    county: county.map(({ id, name }) => [id, name]),
    state: statesByName.map(([code, name]) => [code, name]),
  }
}

function named(language: Language, column: 'title' | 'name' | 'label') {
  return sql`coalesce(nullif(${sql.ref(column)} ->> ${language}, ''), ${sql.ref(column)} ->> 'en')`
}

async function options(db: Db, query: ReturnType<typeof sql>): Promise<Options> {
  const { rows } = (await query.execute(db)) as { rows: { value: string; words: string | null }[] }
  return rows.map(({ value, words }) => [value, words ?? ''])
}

/** Ids of cities that were typed as “Tucson, AZ”, by what was typed; a city that is not known is left out. */
export async function placesTyped(db: Db, typed: string[]): Promise<Map<string, string>> {
  const wanted = typed.flatMap((text) => {
    const state = text.slice(-2).toUpperCase()
    const before = text.slice(0, -2).trimEnd()
    const name = before.endsWith(',') ? before.slice(0, -1).trim() : before
    return name !== '' && before.length <= 80 ? [{ text, name, state }] : []
  })
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ text: string; id: string }>`
    select distinct on (wanted.text) wanted.text, division.id
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (text text, name text, state text)
    join division on division.kind = 'place' and division.state = wanted.state and lower(division.name) = lower(wanted.name)
    order by wanted.text, division.id
  `.execute(db)
  return new Map(rows.map(({ text, id }) => [text, id]))
}

/** What cities are called, as they are typed, by their ids. */
export async function placeNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, concat_ws(', ', name, state) as name from division where id = any(${ids}::text[])
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
