import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'

/** An image (JPEG) by id, or null. */
export async function readPicture(db: Db, id: string | undefined): Promise<Buffer | null> {
  if (!isUuid(id)) return null
  const row = await db.selectFrom('picture').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}
