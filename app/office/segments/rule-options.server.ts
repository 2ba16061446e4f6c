import { sql } from 'kysely'
import type { Db } from '#db/client'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { placeName } from '~/geography/place-name'
import { statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import type { CustomField } from '~/office/people/fields/custom-field'
import { readFields } from '~/office/people/fields/custom-fields.server'
import { type Scope, scopesOf } from '~/office/people/scope'
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
  /** What each field that is a choice is chosen from, by its id. */
  choices: Record<string, Options>
}

/** What there is to choose from for this organizer: what is in the groups whose people they may see. */
export async function readRuleOptions(office: Office): Promise<RuleOptions> {
  const { db, lang } = office
  const scopes = scopesOf(office, 'see-people')
  const groups = groupsIn(scopes)
  const [petition, action, broadcast, campaign, fields, county] = await Promise.all([
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
    readFields(db, groups),
    countiesInScopes(office, scopes),
  ])
  return {
    petition,
    action,
    broadcast,
    campaign,
    field: fields.map(({ id, label }) => [id, label[lang]]),
    choices: Object.fromEntries(
      fields
        .filter(({ kind }) => kind === 'choice')
        .map(({ id, choices }) => [id, choices.map(({ key, label }): Options[number] => [key, label[lang]])]),
    ),
    county: county.map(({ id, name }) => [id, name]),
    state: statesIn(lang),
  }
}

function groupsIn(scopes: readonly Scope[]): string[] {
  return [...new Set(scopes.map(({ groupId }) => groupId))]
}

/** The fields that conditions can be about, by their ids. */
export async function readRuleFields(office: Office): Promise<ReadonlyMap<string, CustomField>> {
  const fields = await readFields(office.db, groupsIn(scopesOf(office, 'see-people')))
  return new Map(fields.map((field) => [field.id, field]))
}

function named(language: Language, column: 'title' | 'name') {
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
