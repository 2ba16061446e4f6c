import { sql } from 'kysely'
import type { Db } from '../client'
import type { ContactKind, OfficeHours, OrganizationKind } from '../schema-officials'
import { demoPlaces } from './demo-places'

interface DemoPost {
  slug: string
  role: string
  title: string
  district: string
  holder: string
  contacts: [kind: ContactKind, value: string, extension?: string][]
}

interface DemoOrganization {
  division: { id: string; kind: 'county' | 'place'; name: string; slug: string }
  kind: OrganizationKind
  name: string
  hours: OfficeHours[]
  contacts: [kind: ContactKind, value: string, extension?: string][]
  posts: DemoPost[]
}

/** Slugs of the demo's posts: targets of its actions, in order. */
export const demoPosts = {
  sheriff: 'ida-vance-saguaro',
  council: ['lee-okafor-ocotillo', 'marta-quintero-ocotillo', 'june-abbott-ocotillo'],
  board: ['pat-lindgren-mesquite', 'rene-castillo-mesquite'],
} as const

/** Unused ZIPs: one in the demo's first county, one in both. */
export const demoZips = { saguaro: '85099', both: '85999' } as const

const timeZone = 'America/Phoenix'
const source = 'https://example.org/saguaro/officials'

const organizations: DemoOrganization[] = [
  {
    division: demoPlaces.saguaro,
    kind: 'sheriff',
    name: 'Saguaro County Sheriff’s Office',
    hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }],
    contacts: [
      ['voice', '+16025550140'],
      ['address', '100 Example Street, Saguaro, AZ'],
    ],
    posts: [
      {
        slug: demoPosts.sheriff,
        role: 'sheriff',
        title: 'Sheriff',
        district: '',
        holder: 'Ida Vance',
        contacts: [
          ['voice', '+16025550141', '2'],
          ['email', 'sheriff.vance@example.org'],
        ],
      },
    ],
  },
  {
    division: demoPlaces.ocotillo,
    kind: 'city-council',
    name: 'Ocotillo City Council',
    hours: [{ days: [1, 2, 3, 4], from: '07:00', to: '18:00' }],
    contacts: [
      ['voice', '+16025550150'],
      ['email', 'council@example.org'],
      ['address', '1 Example Plaza, Ocotillo, AZ'],
    ],
    posts: [
      {
        slug: demoPosts.council[0],
        role: 'council-member',
        title: 'Council Member',
        district: '1',
        holder: 'Lee Okafor',
        contacts: [
          ['voice', '+16025550151'],
          ['text', '+16025550161'],
          ['email', 'lee.okafor@example.org'],
        ],
      },
      {
        slug: demoPosts.council[1],
        role: 'council-member',
        title: 'Council Member',
        district: '2',
        holder: 'Marta Quintero',
        contacts: [
          ['voice', '+16025550152'],
          ['email', 'marta.quintero@example.org'],
        ],
      },
      {
        slug: demoPosts.council[2],
        role: 'council-member',
        title: 'Council Member',
        district: '3',
        holder: 'June Abbott',
        contacts: [['voice', '+16025550153']],
      },
    ],
  },
  {
    division: demoPlaces.mesquite,
    kind: 'county-board',
    name: 'Mesquite County Board of Supervisors',
    hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }],
    contacts: [
      ['voice', '+16025550180'],
      ['email', 'board@example.org'],
      ['address', '9 Example Road, Mesquite, AZ'],
    ],
    posts: [
      {
        slug: demoPosts.board[0],
        role: 'county-supervisor',
        title: 'Supervisor',
        district: '1',
        holder: 'Pat Lindgren',
        contacts: [
          ['voice', '+16025550181'],
          ['email', 'pat.lindgren@example.org'],
        ],
      },
      {
        slug: demoPosts.board[1],
        role: 'county-supervisor',
        title: 'Supervisor',
        district: '2',
        holder: 'René Castillo',
        contacts: [
          ['voice', '+16025550182'],
          ['email', 'rene.castillo@example.org'],
        ],
      },
    ],
  },
]

/**
 * Inserts the demo's fictional officials: Ida Vance, sheriff; Lee Okafor and his council.
 *
 * @param today YYYY-MM-DD, when their contacts were checked
 */
export async function seedDemoOfficials(trx: Db, today: string, now: Date): Promise<void> {
  for (const { division, posts, contacts, ...organization } of organizations) {
    await sql`
      insert into division (id, kind, state, parent_id, name, slug, time_zone, county_ids)
      values (${division.id}, ${division.kind}, 'AZ', (select id from division where id = 'ocd-division/country:us/state:az'), ${division.name}, ${division.slug}, ${timeZone},
        ${division.kind === 'place' ? [demoPlaces.saguaro.id] : []}::text[]) on conflict do nothing
    `.execute(trx)
    const { id } = await trx
      .insertInto('organization')
      .values({
        division_id: division.id,
        kind: organization.kind,
        name: organization.name,
        external_id: null,
        time_zone: timeZone,
        office_hours: JSON.stringify(organization.hours),
        hours_source_url: source,
        hours_checked_on: today,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await insertContacts(trx, { organization_id: id }, contacts, today)
    for (const post of posts) await insertPost(trx, id, division.id, post, today, now)
  }
  await sql`
    insert into zip_code (zip, city, state, kind, time_zone, counties)
    values (${demoZips.saguaro}, 'Ocotillo', 'AZ', 'standard', ${timeZone}, ${[demoPlaces.saguaro.id]}::text[]), (${demoZips.both}, 'Ocotillo', 'AZ', 'standard', ${timeZone}, ${[demoPlaces.saguaro.id, demoPlaces.mesquite.id]}::text[]) on conflict do nothing
  `.execute(trx)
}

async function insertPost(
  trx: Db,
  organizationId: string,
  divisionId: string,
  { slug, role, title, district, holder, contacts }: DemoPost,
  today: string,
  now: Date,
): Promise<void> {
  const post = await trx
    .insertInto('post')
    .values({
      organization_id: organizationId,
      division_id: divisionId,
      role,
      title,
      district,
      slug,
      external_id: null,
      created_at: now,
      retired_on: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const official = await trx
    .insertInto('official')
    .values({ name: holder, name_key: holder.toLowerCase(), external_id: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('membership')
    .values({
      post_id: post.id,
      official_id: official.id,
      started_on: '2025-01-06',
      term_ends_on: '2029-01-01',
      ended_on: null,
      source_url: source,
      checked_on: today,
    })
    .execute()
  await insertContacts(trx, { post_id: post.id }, contacts, today)
}

async function insertContacts(
  trx: Db,
  owner: { post_id: string } | { organization_id: string },
  contacts: DemoPost['contacts'],
  today: string,
): Promise<void> {
  const rows = contacts.map(([kind, value, extension = '']) => ({
    post_id: null,
    organization_id: null,
    official_id: null,
    ...owner,
    kind,
    value,
    extension,
    source_url: source,
    checked_on: today,
    status_reason: null,
    status_at: null,
  }))
  await trx.insertInto('contact_detail').values(rows).execute()
}
