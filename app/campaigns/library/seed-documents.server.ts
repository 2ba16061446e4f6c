import { createHash } from 'node:crypto'
import type { Db } from '#db/client'
import { demoDocuments } from '#db/seeds/story/documents/demo-documents'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { Env } from '~/env.server'
import { fileName } from './document-names'

/** Publishes the documents of the demo campaign. The worker then reads them like any other. */
export async function seedDocuments(db: Db, env: Pick<Env, 'documents' | 'publicUrl'>, now: Date): Promise<void> {
  const storage = storageOf(env)
  const { collection, documents } = await demoDocuments(env.publicUrl)
  const { id: campaignId } = await db
    .selectFrom('campaign')
    .select('id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const { file } of documents) await storage.put(fileName(hashOf(file)), file)
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('document_collection')
      .values({
        campaign_id: campaignId,
        slug: collection.slug,
        title: JSON.stringify(collection.title),
        created_at: now,
      })
      .execute()
    for (const { slug, content, file } of documents) {
      const { id } = await trx
        .insertInto('document')
        .values({
          campaign_id: campaignId,
          slug,
          state: 'open',
          revision: 1,
          content: JSON.stringify(content),
          dated_on: content.datedOn,
          language: content.language,
          sha256: hashOf(file),
          bytes: file.length,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('story_revision')
        .values({
          thing_id: id,
          revision: 1,
          content: JSON.stringify(content),
          state: 'open',
          published_by: null,
          published_at: now,
        })
        .execute()
    }
  })
}

const hashOf = (file: Buffer) => createHash('sha256').update(file).digest('hex')
