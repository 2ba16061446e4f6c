import { sql } from 'kysely'
import type { StoryTable } from '~/campaigns/story/story-kind'
import type { World } from './firme-test'

/** Publishes something in a story of the demo campaign, with this content. @returns its id */
export async function tells(
  world: World,
  table: Exclude<StoryTable, 'document'>,
  slug: string,
  content: Record<string, unknown>,
  columns: Record<string, unknown> = {},
): Promise<string> {
  const campaign = await world.db
    .selectFrom('campaign')
    .select('id')
    .where('state', '=', 'published')
    .orderBy('created_at')
    .executeTakeFirstOrThrow()
  const { id } = await world.db
    .insertInto(table)
    .values({
      campaign_id: campaign.id,
      slug,
      state: 'open',
      content: JSON.stringify(content),
      created_at: world.at,
      updated_at: world.at,
      ...columns,
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Publishes a second campaign with the words of the first. @returns its id */
export async function hasCampaign(world: World, slug: string, groupId?: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into campaign (slug, state, name, summary, story, colour, group_id)
    select ${slug}, 'published', name, summary, story, colour, coalesce(${groupId ?? null}::uuid, group_id)
    from campaign order by created_at limit 1 returning id
  `.execute(world.db)
  return rows[0]!.id
}

/** Adds a document to the library of the demo campaign, a draft. */
export async function hasDocument(world: World, slug: string, title: { en: string; es: string }): Promise<void> {
  const { id } = await world.db.selectFrom('campaign').select('id').orderBy('created_at').executeTakeFirstOrThrow()
  await world.db
    .insertInto('document')
    .values({
      campaign_id: id,
      slug,
      content: JSON.stringify({ title }),
      sha256: 'a'.repeat(64),
      bytes: 1,
      created_by: null,
      dated_on: null,
      collection_id: null,
      failure: null,
      findings_accepted_by: null,
      findings_accepted_at: null,
      created_at: world.at,
      updated_at: world.at,
    })
    .execute()
}

export const both = (en: string, es = en) => ({ en, es })
