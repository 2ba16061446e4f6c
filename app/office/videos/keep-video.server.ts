import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { videoFileName } from '~/campaigns/videos/video-names'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { withBlanks } from './blank'
import { checkVideo } from './check-video.server'

/**
 * Stores a video without what it tells about the phone and the place. The same file is stored once.
 *
 * @returns its path on the site
 * @throws RefusedFile when browsers cannot play it
 */
export async function keepVideo(
  { db, env, organizer, now }: Pick<Office, 'db' | 'env' | 'organizer' | 'now'>,
  file: UploadedFile,
): Promise<string> {
  const { type, metadata } = await checkVideo(file.stream())
  const read = () => Readable.from(withBlanks(file.stream(), metadata))
  const hash = createHash('sha256')
  for await (const chunk of read()) hash.update(chunk)
  const sha256 = hash.digest('hex')
  const storage = storageOf(env)
  const name = videoFileName({ sha256, type })
  await db.transaction().execute(async (trx) => {
    // The row first: the worker may be deleting the same video as unused, file and row, and this waits for its end.
    await trx
      .insertInto('video')
      .values({ sha256, type, bytes: file.size, created_by: organizer.id, created_at: now })
      // Taken in again, it is as new: nobody must find it deleted as unused meanwhile.
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ created_at: now }))
      .execute()
    if ((await storage.has(name)) !== file.size) await storage.put(name, { stream: read(), size: file.size })
  })
  return paths.video(sha256, type)
}
