import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import { countedDay } from '#db/counted-day'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { afterTotalChanged } from '~/actions/petitions/signatures/confirm-signatures.server'
import { showNames } from '~/actions/petitions/signatures/show-names.server'
import { addToTallies, type Counted, countedColumns } from '~/actions/petitions/signatures/tally.server'
import type { Office } from '~/office/guard/guard.server'
import { domainOf } from '~/people/fold-contact'
import { fewestOfDomain, mailProviders } from '~/people/mail-providers'
import { domainIndex } from '~/vault/blind-index.server'
import { openContact, type Vault } from '~/vault/open.server'

/** Signatures of one petition by source, hour or domain. Held ones do not count. Reason `invalid…`: invalidated. */
export interface HeldGroup {
  petition: string
  title: string
  reason: string
  /** '' when they came from several. */
  source: string
  /** YYYY-MM-DDTHH in UTC, or the YYYY-MM-DD on which they are counted; '' when they took longer. */
  hour: string
  /** Blind index of the email domain they share, in hex; '' when there is none. */
  domain: string
  /** The domain itself; '' without one. */
  domainName: string
  signatures: number
  confirmed: number
}

/** How held signatures can be grouped. */
export const heldViews = ['hour', 'source', 'domain'] as const
export type HeldView = (typeof heldViews)[number]

const burst = 200

/**
 * Signatures to review, invalidated ones, and bursts among those that count (at least `burst` in an hour, or from a
 * source or domain on a day with such an hour).
 */
export async function readHeld(
  { db, keyring, vault, lang, now }: Pick<Office, 'db' | 'keyring' | 'vault' | 'lang' | 'now'>,
  groupIds: string[],
  by: HeldView,
): Promise<{ waiting: HeldGroup[]; invalid: HeldGroup[]; bursts: HeldGroup[] }> {
  const held = await sql<Unnamed>`
    select petition.slug as petition, held as reason, ${by === 'domain' ? none : sql`source`} as source, ${by === 'hour' ? hourOf : none} as hour, ${domainColumns(by)},
      min(${petitionTitle(lang)}) as title, count(*)::integer as signatures, count(*) filter (where signature.state = 'confirmed')::integer as confirmed
    from signature join petition on petition.id = signature.petition_id ${withDomain(by)}
    where held is not null and petition.group_id = any(${groupIds}::uuid[])
    group by 1, 2, 3, 4, 5 having ${by !== 'domain'} or count(*) >= ${fewestOfDomain} order by 4 desc, signatures desc limit 300
  `.execute(db)
  const bursts = await sql<Unnamed>`
    with busy as (
      select petition_id, slug, ${petitionTitle(lang)} as title, key from tally_by join petition on petition.id = petition_id where dimension = 'hour' and petition.group_id = any(${groupIds}::uuid[])
        and key > to_char(${now}::timestamptz - interval '7 days', 'YYYY-MM-DD"T"HH24') and confirmed >= ${burst})
    select petition, 'counted' as reason, source, hour, domain, contact, title, signatures, confirmed from (
      select slug as petition, ${by === 'domain' ? none : sql`source`} as source, ${by === 'hour' ? hourOf : dayOf} as hour, ${domainColumns(by)},
        min(busy.title) as title, count(*)::integer as signatures, count(*) filter (where signature.state = 'confirmed')::integer as confirmed
      from signature join (select distinct petition_id, slug, title, ${by === 'hour' ? sql`key` : sql`site_day((key || ':00Z')::timestamptz)::text`} as span from busy) as busy on busy.petition_id = signature.petition_id and span = ${by === 'hour' ? hourOf : dayOf} ${withDomain(by)}
      where ${isJudgeable} and accepted_at > ${now}::timestamptz - interval '8 days'
        ${by === 'domain' ? sql`and domain_mark <> all(${mailProviders.map((domain) => domainIndex(keyring, domain))}::bytea[])` : sql``}
      group by 1, 2, 3, 4 having count(*) filter (where signature.state = 'confirmed') >= ${burst}) as bursts
    order by confirmed desc limit 20
  `.execute(db)
  const named = await nameDomains(db, vault, [...held.rows, ...bursts.rows])
  return {
    waiting: named.filter((row) => row.reason !== 'counted' && !row.reason.startsWith('invalid')),
    invalid: named.filter((row) => row.reason.startsWith('invalid')),
    bursts: named.filter((row) => row.reason === 'counted'),
  }
}

/**
 * Signatures that a verdict on a burst covers: those that count, and those that would once they are confirmed. Not the confirmed
 * private ones: of those only the day is kept.
 */
const isJudgeable = sql<boolean>`held is null and (signature.state = 'unconfirmed' or not is_private)`

type Unnamed = Omit<HeldGroup, 'domainName'> & { contact: string | null }

const none = sql`''`
const hourOf = sql`to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24')`
const dayOf = sql`${countedDay('signature', 'accepted_at')}::text`
const withDomain = (by: HeldView) =>
  by === 'domain'
    ? sql`join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id and domain_mark is not null`
    : sql``
const domainColumns = (by: HeldView) =>
  by === 'domain'
    ? sql`encode(domain_mark, 'hex') as domain, min(contact_point.id::text) as contact`
    : sql`'' as domain, null as contact`

/** Opens one address of each group for its domain; no list of domains is stored. */
async function nameDomains(db: Db, vault: Vault, groups: Unnamed[]): Promise<HeldGroup[]> {
  const ids = groups.flatMap((group) => group.contact ?? [])
  const rows = ids.length === 0 ? [] : await db.selectFrom('contact_point').selectAll().where('id', 'in', ids).execute()
  const names = new Map(rows.map((row) => [row.id, domainOf(openContact(vault, row))]))
  return groups.map(({ contact, ...group }) => ({ ...group, domainName: (contact && names.get(contact)) ?? '' }))
}

/** Identifies a group, as returned by `readHeld`. */
export type GroupName = Pick<HeldGroup, 'petition' | 'reason' | 'source' | 'hour' | 'domain'>

const groupName = z.object({
  petition: z.string().min(1),
  reason: z.string().min(1),
  source: z.string().max(100).default(''),
  hour: z
    .string()
    .regex(/^(\d{4}-\d\d-\d\d(T\d\d)?)?$/)
    .default(''),
  domain: z
    .string()
    .regex(/^([0-9a-f]{32})?$/)
    .default(''),
})

/** Reads a posted group. @throws 400 when it is too wide: it must never match everything */
export function readGroupName(fields: Record<string, string>): GroupName {
  const read = groupName.safeParse(fields)
  const isNarrow =
    read.success &&
    (read.data.source !== '' || read.data.domain !== '') &&
    (read.data.reason !== 'counted' || read.data.hour !== '')
  if (!isNarrow) throw new Response(null, { status: 400 })
  return read.data
}

/** Signatures of a group, as a condition on `signature` and `petition`. */
function inGroup(group: GroupName, groupIds: string[]): RawBuilder<boolean> {
  return sql<boolean>`petition.id = signature.petition_id and petition.group_id = any(${groupIds}::uuid[]) and petition.slug = ${group.petition} and (${group.source} = '' or source = ${group.source})
    and (${group.hour} = '' or ${group.hour.length === 10 ? dayOf : hourOf} = ${group.hour})
    and (${group.domain} = '' or signature.person_id in (select person.id from person join contact_point on contact_point.id = person.contact_id where domain_mark = decode(${group.domain}, 'hex')))
    and ${group.reason === 'counted' ? isJudgeable : sql`held = ${group.reason}`}`
}

/** Details of a group, in numbers alone: by hour, place, language, source and channel. */
export async function lookAtGroup(
  { db, lang }: Pick<Office, 'db' | 'lang'>,
  groupIds: string[],
  group: GroupName,
): Promise<{
  title: string
  signatures: number
  confirmed: number
  names: number
  total: number
  slices: { dimension: 'hour' | 'area' | 'county' | 'language' | 'source' | 'channel'; key: string; count: number }[]
}> {
  const { rows } = await sql<{
    title: string | null
    signatures: number
    confirmed: number
    names: number
    total: number
  }>`
    select min(${petitionTitle(lang)}) as title, count(*)::integer as signatures, count(*) filter (where signature.state = 'confirmed')::integer as confirmed,
      count(*) filter (where exists (select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id and purpose = 'show_name' and withdrawn_on is null))::integer as names,
      coalesce((select petition_total.confirmed from petition_total join petition on petition.id = petition_id where slug = ${group.petition}), 0) as total
    from signature, petition where ${inGroup(group, groupIds)}
  `.execute(db)
  const slices = await sql<{
    dimension: 'hour' | 'area' | 'county' | 'language' | 'source' | 'channel'
    key: string
    count: number
  }>`
    select dimension, key, count from (
      select dimension, key, count(*)::integer as count, row_number() over (partition by dimension order by count(*) desc, key) as place
      from signature join petition on petition.id = signature.petition_id, lateral (values
        ('hour', ${hourOf}), ('area', signature.area), ('county', (select concat_ws(', ', name, state) from division where division.id = signature.county)), ('language', signature.language), ('source', signature.source), ('channel', signature.channel)) as one (dimension, key)
      where ${inGroup(group, groupIds)} and key is not null group by 1, 2) as counted
    where place <= 8 order by dimension, place
  `.execute(db)
  return { ...rows[0]!, title: rows[0]!.title ?? group.petition, slices: slices.rows }
}

/**
 * Releases a group, invalidates it, or undoes either. Totals, shown names and the audit log change in one transaction.
 * Signers get the same response throughout.
 *
 * @returns how many signatures
 */
export async function decideHeld(office: Office, group: GroupName, verdict: 'release' | 'invalidate'): Promise<number> {
  const groupIds = office.groupsWith('review-held')
  const isCounted = group.reason === 'counted'
  // Signatures that already count would be counted twice.
  if (isCounted && verdict === 'release') throw new Response(null, { status: 400 })
  const mark = verdict === 'release' ? null : `invalid ${randomUUID().slice(0, 8)}`
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<Counted & { id: string; state: string }>`
      update signature set held = ${mark} from petition
      where ${inGroup(group, groupIds)}
      returning signature.id, signature.state, ${countedColumns('signature')}
    `.execute(trx)
    const confirmed = rows.filter((row) => row.state === 'confirmed')
    const ids = confirmed.map((row) => row.id)
    if (verdict === 'release' && rows.length > 0) {
      await keepRelease(trx, office, { petitionId: rows[0]!.petitionId, reason: group.reason }, rows)
      await addToTallies(trx, confirmed, { received: 0, confirmed: 1 }, office.now)
      if (ids.length > 0) await showNames({ trx, vault: office.vault }, ids)
    } else if (isCounted) {
      await addToTallies(trx, confirmed, { received: 0, confirmed: -1 }, office.now)
      await sql`delete from public_name where signature_id = any(${ids}::uuid[])`.execute(trx)
    }
    await afterTotalChanged(
      { trx },
      rows.map((row) => row.petitionId),
      office.now,
    )
    const act =
      verdict === 'invalidate'
        ? 'invalidated-held'
        : group.reason.startsWith('invalid')
          ? 'undid-invalidation'
          : 'released-held'
    if (rows.length > 0)
      await office.audit(
        {
          groupId: null,
          act,
          subject: [group.petition, group.source, group.hour, group.domain && 'one domain'].filter(Boolean).join(' '),
          howMany: rows.length,
        },
        trx,
      )
    return rows.length
  })
}

/** Signatures that were let count in the last 24 hours, which can be taken back. */
export interface Release {
  id: string
  petition: string
  title: string
  signatures: number
  by: string
  at: Date
}

const undoableHours = 24

export async function readReleases(
  { db, lang, now }: Pick<Office, 'db' | 'lang' | 'now'>,
  groupIds: string[],
): Promise<Release[]> {
  const { rows } = await sql<Release>`
    select held_release.id, petition.slug as petition, ${petitionTitle(lang)} as title, released_by as by, released_at as at, count(*)::integer as signatures
    from held_release join petition on petition.id = petition_id join held_release_signature on release_id = held_release.id
    where petition.group_id = any(${groupIds}::uuid[]) and released_at > ${now}::timestamptz - make_interval(hours => ${undoableHours})
    group by 1, 2, 3, 4, 5 order by released_at desc, held_release.id limit 100
  `.execute(db)
  return rows
}

async function keepRelease(
  trx: Trx,
  { organizer, now }: Office,
  { petitionId, reason }: { petitionId: string; reason: string },
  signatures: readonly { id: string }[],
): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('held_release')
    .values({ id, petition_id: petitionId, reason, released_by: organizer.id, released_at: now })
    .execute()
  await sql`
    insert into held_release_signature (release_id, signature_id) select ${id}::uuid, unnest(${signatures.map((one) => one.id)}::uuid[])
  `.execute(trx)
}

/**
 * Takes back that signatures were let count: they are held again for what they were held for. Those that were held or
 * deleted meanwhile stay as they are.
 *
 * @returns how many signatures
 */
export async function takeBackRelease(office: Office, id: string): Promise<number> {
  const groupIds = office.groupsWith('review-held')
  return office.db.transaction().execute(async (trx) => {
    const { rows: releases } = await sql<{ reason: string; petitionId: string; petition: string }>`
      select reason, petition_id as "petitionId", petition.slug as petition from held_release join petition on petition.id = petition_id
      where held_release.id = ${id} and petition.group_id = any(${groupIds}::uuid[]) and released_at > ${office.now}::timestamptz - make_interval(hours => ${undoableHours})
      for update of held_release
    `.execute(trx)
    const [release] = releases
    if (!release) return 0
    const { rows } = await sql<Counted & { id: string; state: string }>`
      update signature set held = ${release.reason} from held_release_signature
      where release_id = ${id} and signature.id = signature_id and held is null
      returning signature.id, signature.state, ${countedColumns('signature')}
    `.execute(trx)
    const confirmed = rows.filter((row) => row.state === 'confirmed')
    await addToTallies(trx, confirmed, { received: 0, confirmed: -1 }, office.now)
    await sql`delete from public_name where signature_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(trx)
    await afterTotalChanged({ trx }, [release.petitionId], office.now)
    await trx.deleteFrom('held_release').where('id', '=', id).execute()
    await office.audit({ groupId: null, act: 'held-again', subject: release.petition, howMany: rows.length }, trx)
    return rows.length
  })
}

/** Forgets which signatures were let count together, when it cannot be taken back anymore. @returns how many times */
export async function forgetReleases(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from held_release where released_at < ${now}::timestamptz - make_interval(hours => ${undoableHours})
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}
