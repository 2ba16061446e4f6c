import { randomUUID } from 'node:crypto'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { leastWidth, type PictureSize, pictureFile, usualSize } from './picture-file'

/**
 * Stores a picture, cropped to the shape of 1200 × 630 by default.
 *
 * @returns its path on the site, and whether it will look blurred
 * @throws RefusedFile when it cannot be read as a picture
 */
export async function keepPicture(
  { db, parser, request, organizer, now }: Pick<Office, 'db' | 'parser' | 'request' | 'organizer' | 'now'>,
  file: UploadedFile,
  size: PictureSize = usualSize,
): Promise<{ path: string; isSmall: boolean }> {
  const id = randomUUID()
  let isSmall = false
  for await (const { jpeg, width, height, cameWidth } of parser.parse(pictureFile, {
    files: [file],
    options: size,
    signal: request.signal,
  })) {
    isSmall = cameWidth < leastWidth
    await db
      .insertInto('picture')
      .values({ id, bytes: Buffer.from(jpeg), width, height, created_by: organizer.id, created_at: now })
      .execute()
  }
  return { path: paths.picture(id), isSmall }
}
