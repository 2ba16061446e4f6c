import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope'

/**
 * Whether somebody may be seen in these scopes, as a condition on `person`: by a signature, or by what they asked of a
 * campaign. The one rule for every page, list, search, export and change.
 */
export function personInScopes(
  scopes: readonly Scope[],
  person: RawBuilder<unknown> = sql`person.id`,
): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from signature join petition on petition.id = signature.petition_id where signature.person_id = ${person} and ${inScopes(scopes)})
    or exists (select from person as known join campaign on campaign.id = known.campaign_id where known.id = ${person} and ${knownInScopes(scopes, sql`known`)}))`
}

/** Signatures of people in these scopes, as a condition on `signature` and `petition`. */
export function inScopes(scopes: readonly Scope[]): RawBuilder<boolean> {
  // Whole groups are told apart by their id alone; the rest takes twenty times as long for each signature.
  const whole = scopes.filter(({ areas, isByConsent }) => areas === null && !isByConsent).map(({ groupId }) => groupId)
  const rest = scopes.filter(({ groupId }) => !whole.includes(groupId))
  const inWhole = sql<boolean>`petition.group_id = any(${whole}::uuid[])`
  if (rest.length === 0) return inWhole
  return sql<boolean>`(${inWhole} or exists (select from jsonb_to_recordset(${JSON.stringify(rest)}::jsonb) as scope ("groupId" uuid, areas text[], counties text[], "isByConsent" boolean)
    where scope."groupId" = petition.group_id and (scope.areas is null or signature.area = any(scope.areas) or signature.county = any(scope.counties))
      and (scope."isByConsent" is not true or exists (select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id
        and consent.purpose = 'network' and consent.withdrawn_on is null))))`
}

/**
 * Whether somebody may be seen in these scopes without a signature, as a condition on a person and their `campaign`: its
 * group knows whoever asked it for news or came with a list; a chapter, those who live in its counties; the network, those
 * who get its news too. Segments use the same rule (`refresh_person_facts`).
 */
export function knownInScopes(
  scopes: readonly Scope[],
  person: RawBuilder<unknown> = sql`person`,
): RawBuilder<boolean> {
  const whole = scopes.filter(({ areas, isByConsent }) => areas === null && !isByConsent).map(({ groupId }) => groupId)
  const rest = scopes.filter(
    ({ groupId, areas, isByConsent }) => !whole.includes(groupId) && (areas !== null || isByConsent),
  )
  const inRest = sql<boolean>`exists (select from jsonb_to_recordset(${JSON.stringify(rest)}::jsonb) as scope ("groupId" uuid, areas text[], counties text[], "isByConsent" boolean)
    where scope."groupId" = campaign.group_id and (scope.areas is null or ${person}.county = any(scope.counties))
      and (scope."isByConsent" is not true or exists (select from subscription where subscription.person_id = ${person}.id and subscription.scope = 'network'
        and subscription.ended_on is null and subscription.confirmed_on is not null)))`
  return sql<boolean>`((campaign.group_id = any(${whole}::uuid[]) ${rest.length > 0 ? sql`or ${inRest}` : sql``}) and is_known_without_signature(${person}.id))`
}

/** Those who may be known without a signature, found by indexes: more than there are, never fewer. */
export const maybeKnown: RawBuilder<boolean> = sql<boolean>`person.id in (
  select person_id from subscription where page not like 'petitions/%' and page <> 'me' union select person_id from imported_person
  union select person_id from person_facts where not codes @> array[fact_code('signed')])`

/**
 * Whether the tags of a person may be known in these scopes, as a condition on `person_tag`. Those of people whom the
 * network knows by consent alone are their group's.
 */
export function tagsInScopes(scopes: readonly Scope[]): RawBuilder<boolean> {
  const ours = scopes.filter(({ isByConsent }) => !isByConsent)
  return ours.length === scopes.length ? sql<boolean>`true` : personInScopes(ours, sql`person_tag.person_id`)
}
