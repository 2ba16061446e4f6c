import { sql } from 'kysely'
import type { Db } from '#db/client'
import { paths } from '~/paths'
import type { VideoName } from './video-names'

/** Whether the home of a published campaign shows this video. What was taken off it is no longer served. */
export async function isPublished(db: Db, { sha256, type }: VideoName): Promise<boolean> {
  const shown = JSON.stringify([{ kind: 'video', isOn: true, video: paths.video(sha256, type) }])
  const { rows } = await sql`
    select 1 from campaign where state = 'published' and sections @> ${shown}::jsonb limit 1
  `.execute(db)
  return rows.length > 0
}
