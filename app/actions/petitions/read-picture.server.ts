import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { paths } from '~/paths'

/** An image (JPEG) by id, or null. Whoever asks may see it: the office, or a page that shows it. */
export async function readPicture(db: Db, id: string | undefined): Promise<Buffer | null> {
  if (!isUuid(id)) return null
  const row = await db.selectFrom('picture').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}

/** An image (JPEG) by id while a public page shows it, or null: a photo that was taken off a page is public no more. */
export async function readShownPicture(db: Db, id: string | undefined): Promise<Buffer | null> {
  if (!isUuid(id)) return null
  const path = paths.picture(id)
  const { rows } = await sql<{ isShown: boolean }>`
    select exists (select from shown_delivery where picture_id = ${id})
      or exists (select from petition where state <> 'draft' and ${path} in (image, share_image))
      or exists (select from member_group where logo = ${path})
      or exists (select from campaign where state <> 'draft' and strpos(sections::text, ${path}) > 0)
      or exists (select from news_item where state <> 'draft' and strpos(content::text, ${path}) > 0)
      or exists (select from timeline_entry where state <> 'draft' and strpos(content::text, ${path}) > 0) as "isShown"
  `.execute(db)
  return rows[0]?.isShown ? readPicture(db, id) : null
}
