import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'

/** The bytes (JPEG) behind a picture's id, or null. */
export async function readPicture(db: Db, id: string | undefined): Promise<Buffer | null> {
  if (!isUuid(id)) return null
  const row = await db.selectFrom('picture').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}
