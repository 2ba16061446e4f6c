import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type DocumentContent, documentContent } from '~/campaigns/library/document-content'
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

/** A document, with what is said about it. */
interface DocumentMade extends Partial<DocumentContent> {
  slug: string
  state?: 'draft' | 'open' | 'archived'
  /** Its file, which whoever asks for it puts into the storage. */
  file?: Buffer
  /** What the worker has read on its pages; '' for one on which it found nothing. Without them it waits to be read. */
  texts?: readonly string[]
}

/** Adds a document to the library of the demo campaign: a draft, unless said otherwise. */
export async function hasDocument(
  db: World['db'],
  { slug, state = 'draft', file = Buffer.from(slug), texts, ...said }: DocumentMade,
  at: Date,
): Promise<{ id: string; sha256: string }> {
  const campaign = await db.selectFrom('campaign').select('id').orderBy('created_at').executeTakeFirstOrThrow()
  const content = documentContent.parse({ title: both(slug), ...said })
  const sha256 = createHash('sha256').update(file).digest('hex')
  const { id } = await db
    .insertInto('document')
    .values({
      campaign_id: campaign.id,
      slug,
      state,
      ...(content.language && { language: content.language }),
      dated_on: content.datedOn || null,
      content: JSON.stringify(content),
      sha256,
      bytes: file.length,
      ...(texts && { pages: texts.length, pages_read: texts.length, reading: 'read' as const }),
      created_at: at,
      updated_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const pages = (texts ?? []).map((text, index) => ({
    document_id: id,
    number: index + 1,
    text,
    text_from: text === '' ? ('nothing' as const) : ('file' as const),
    width: 1_200,
    height: 1_600,
  }))
  if (pages.length > 0) await db.insertInto('document_page').values(pages).execute()
  return { id, sha256 }
}

export const both = (en: string, es = en) => ({ en, es })
