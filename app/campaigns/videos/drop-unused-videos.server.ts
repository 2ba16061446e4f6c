import { sql } from 'kysely'
import type { Db } from '#db/client'
import { mayDeleteFiles } from '~/campaigns/library/backed-up-files.server'
import type { Storage } from '~/channels/storage/storage'
import { isPaused } from '~/queue/outbox/switches.server'
import { type VideoName, videoFileName } from './video-names'

/** Days after which a video that stands in no home, draft or version of one is deleted. */
const keptUnused = 7

/**
 * Deletes one video that nothing names anymore. Its file goes first: whatever ends this, it is done again.
 *
 * @returns how many were deleted: 0 when idle, while a backup is made, and while a legal hold is on
 */
export async function dropUnusedVideo(db: Db, storage: Pick<Storage, 'delete'>, now: Date): Promise<number> {
  if (await isPaused(db, 'legal-hold')) return 0
  return db.transaction().execute(async (trx) => {
    if (!(await mayDeleteFiles(trx))) return 0
    const { rows } = await sql<VideoName>`
      select sha256, type from video where created_at < ${now}::timestamptz - make_interval(days => ${keptUnused})
        and not exists (select from campaign where position(video.sha256 in sections::text) > 0)
        and not exists (select from story_draft where position(video.sha256 in content::text) > 0)
        and not exists (select from story_revision where position(video.sha256 in content::text) > 0)
      order by created_at limit 1 for update
    `.execute(trx)
    const old = rows[0]
    if (!old) return 0
    await storage.delete(videoFileName(old))
    await trx.deleteFrom('video').where('sha256', '=', old.sha256).execute()
    return 1
  })
}
