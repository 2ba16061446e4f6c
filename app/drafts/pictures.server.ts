import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { Db } from '#db/client'
import { paths } from '~/paths'

/** Pixels beyond which a file is taken for an attack on memory. */
const mostPixels = 60_000_000

/**
 * Takes in a picture: read whole, turned upright, cut to 1200 × 630 and written anew as JPEG, so that nothing of what
 * the camera wrote beside it (place, time, device) stays.
 *
 * @returns its path on the site, or null when it is no picture we can read
 */
export async function keepPicture(db: Db, file: Blob, by: string, now: Date, size = { width: 1200, height: 630 }): Promise<string | null> {
  let bytes: Buffer
  try {
    bytes = await sharp(Buffer.from(await file.arrayBuffer()), { limitInputPixels: mostPixels, failOn: 'error' }).rotate().resize({ ...size, fit: 'cover', position: 'attention' }).jpeg({ quality: 78, mozjpeg: true }).toBuffer()
  } catch {
    // sharp throws for everything that is not a picture; to whoever put it up all of it is one answer.
    return null
  }
  const id = randomUUID()
  await db.insertInto('picture').values({ id, bytes, ...size, created_by: by, created_at: now }).execute()
  return paths.picture(id)
}

/** The bytes behind a picture's id, or null. */
export async function readPicture(db: Db, id: string): Promise<Buffer | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null
  const row = await db.selectFrom('picture').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}
