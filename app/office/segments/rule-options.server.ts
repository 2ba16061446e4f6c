import { sql } from 'kysely'
import type { Db } from '#db/client'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { placeName } from '~/geography/place-name'
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
    state: statesIn(lang),
  }
}

function named(language: Language, column: 'title' | 'name' | 'label') {
  return sql`coalesce(nullif(${sql.ref(column)} ->> ${language}, ''), ${sql.ref(column)} ->> 'en')`
}

async function options(db: Db, query: ReturnType<typeof sql>): Promise<Options> {
  const { rows } = (await query.execute(db)) as { rows: { value: string; words: string | null }[] }
  return rows.map(({ value, words }) => [value, words ?? ''])
}

function statesIn(lang: Language): Options {
  return statesByName
    .map(([code, name]): Options[number] => [code, placeName(lang, { name, kind: 'state' })])
    .toSorted(([, one], [, other]) => one.localeCompare(other, lang))
}
