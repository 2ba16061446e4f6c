import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import type { Policy, PolicyKind, Standing } from './policy'
import { standingOn } from './policy'

/** Every kind of policy, in the order they are listed. */
export async function listPolicyKinds(db: Db): Promise<PolicyKind[]> {
  return db.selectFrom('policy_kind').select(['key', 'name', 'meaning', 'effect']).orderBy('position').execute()
}

/** Policies of one place, the newest first, with those that have ended. */
export async function policiesOf(db: Db, divisionIds: readonly string[]): Promise<Policy[]> {
  return readPolicies(db, sql`policy.division_id = any(${divisionIds}::text[])`)
}

/** Every policy, whether it has ended or not; those of one state, or of all. @param state two letters; '' for all */
export async function listPolicies(db: Db, state = ''): Promise<Policy[]> {
  return readPolicies(db, state === '' ? sql`true` : sql`division.state = ${state}`)
}

/** One policy as the pages read it, with its standing on some day. */
export type StandingPolicy = Policy & { standing: Exclude<Standing, 'no'> }

/**
 * Policies that were in force on a day, or may have been.
 *
 * @param day YYYY-MM-DD
 */
export async function policiesAsOf(db: Db, day: string, state = ''): Promise<StandingPolicy[]> {
  return inForce(await listPolicies(db, state), day)
}

/** Those of some policies that were in force on a day, or may have been. */
export function inForce(policies: readonly Policy[], day: string): StandingPolicy[] {
  return policies.flatMap((policy) => {
    const standing = standingOn(policy, day)
    return standing === 'no' ? [] : [{ ...policy, standing }]
  })
}

/** How many localities do something today. */
export interface LocalityCount {
  /** Counties and cities that limit what they do for immigration, by a decision of their own. */
  limits: number
  /** Counties and cities that have made an agreement to do more. */
  helps: number
}

/** Counts localities, for a campaign's home and for the page of officials, by what is certain: `standingOn` in SQL. */
export async function countLocalities(db: Db, now: Date): Promise<LocalityCount> {
  const day = await readSiteDay(db, now)
  const first = (date: RawBuilder<unknown>) => sql`${date} || right('-01-01', 10 - length(${date}))`
  const last = (date: RawBuilder<unknown>) => sql`${date} || right('-12-31', 10 - length(${date}))`
  const [adopted, ended] = [sql`adopted_on`, sql`ended_on`]
  const { rows } = await sql<LocalityCount>`
    select count(distinct division_id) filter (where effect = 'limits')::integer as limits, count(distinct division_id) filter (where effect = 'helps')::integer as helps
    from policy join policy_kind on policy_kind.key = policy.kind join division on division.id = division_id and division.kind in ('county', 'place', 'district')
    where removed_at is null and case when adopted_on is null then checked_on <= ${day}::date else ${last(adopted)} <= ${day} end
      and (ended_on is null or ${last(ended)} > ${day} and case when ended_no_later then checked_on >= ${day}::date else ${first(ended)} > ${day} end)
  `.execute(db)
  return rows[0]!
}

/** Counts localities once each, whatever number of policies they have. What a state decides is no locality's. */
export function countOf(policies: readonly StandingPolicy[]): LocalityCount {
  const having = (effect: Policy['effect']) =>
    new Set(
      policies
        .filter((one) => one.effect === effect && one.standing === 'yes' && isLocality(one.place.kind))
        .map(({ place }) => place.id),
    ).size
  return { limits: having('limits'), helps: having('helps') }
}

/** Counties, cities and districts; the District of Columbia and Guam are counties. */
export function isLocality(kind: Policy['place']['kind']): boolean {
  return kind === 'county' || kind === 'place' || kind === 'district'
}

async function readPolicies(db: Db, where: RawBuilder<unknown>): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select policy.id, policy.kind, policy_kind.effect, adopted_on as "adoptedOn", ended_on as "endedOn",
      adopted_no_later as "adoptedNoLater", ended_no_later as "endedNoLater", checked_on as "checkedOn", agency, model, note,
      source_url as "sourceUrl", source_title as "sourceTitle",
      jsonb_build_object('id', division.id, 'name', division.name, 'kind', division.kind, 'slug', division.slug, 'state', division.state, 'geoid', division.geoid) as place
    from policy join policy_kind on policy_kind.key = policy.kind join division on division.id = policy.division_id
    where removed_at is null and ${where}
    order by division.state nulls first, division.name, adopted_on desc nulls last, policy_kind.position, model
  `.execute(db)
  return rows
}
