import type { Db } from '#db/client'
import type { ContactKind, DivisionKind } from '#db/schema-officials'

/** Cholla County, Arizona, does not exist; Ida Vance is its sheriff and Lee Okafor sits on its council. */
export const cholla = 'ocd-division/country:us/state:az/county:cholla'

const made = new Date('2026-11-01T12:00:00Z')

/** Creates a place. */
export async function place(
  db: Db,
  id: string,
  name: string,
  kind: DivisionKind,
  more: { state?: string; geoid?: string; parent?: string } = {},
): Promise<string> {
  const state = more.state ?? /state:([a-z]{2})/.exec(id)?.[1]?.toUpperCase() ?? null
  const slug = id.replace('ocd-division/country:us', 'us').replace(/[^a-z0-9]+/g, '-')
  await db
    .insertInto('division')
    .values({ id, kind, state, parent_id: more.parent ?? null, geoid: more.geoid ?? null, name, slug, time_zone: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

/** Creates the sheriff of Cholla County with one contact, by default her phone. */
export async function sheriff(
  db: Db,
  contact: { kind: ContactKind; value: string } = { kind: 'voice', value: '+16025550123' },
  checkedOn = '2026-11-01',
) {
  await place(db, 'ocd-division/country:us/state:az', 'Arizona', 'state')
  await place(db, cholla, 'Cholla County', 'county', { parent: 'ocd-division/country:us/state:az' })
  const source = { source_url: 'https://sheriff.cholla.example.org', checked_on: checkedOn }
  const organization = await db
    .insertInto('organization')
    .values({
      division_id: cholla,
      kind: 'sheriff',
      name: 'Cholla County Sheriff’s Office',
      external_id: null,
      time_zone: 'America/Phoenix',
      office_hours: null,
      hours_source_url: null,
      hours_checked_on: null,
      created_at: made,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const post = await db
    .insertInto('post')
    .values({
      organization_id: organization.id,
      division_id: cholla,
      role: 'sheriff',
      title: 'Sheriff',
      slug: 'cholla-county-az-sheriff',
      external_id: null,
      created_at: made,
      retired_on: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const official = await db
    .insertInto('official')
    .values({ name: 'Ida Vance', name_key: 'ida vance', external_id: null, created_at: made })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('membership')
    .values({
      post_id: post.id,
      official_id: official.id,
      started_on: '2025-01-01',
      term_ends_on: '2028-12-31',
      ended_on: null,
      ...source,
    })
    .execute()
  const detail = await db
    .insertInto('contact_detail')
    .values({
      post_id: post.id,
      organization_id: null,
      official_id: null,
      ...contact,
      ...source,
      status_reason: null,
      status_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { organizationId: organization.id, postId: post.id, officialId: official.id, contactId: detail.id }
}
