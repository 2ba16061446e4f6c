import { randomUUID } from 'node:crypto'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { type PictureSize, pictureFile } from './picture-file'

/**
 * Stores a picture, cropped to 1200 × 630 by default.
 *
 * @returns its path on the site
 * @throws RefusedFile when it cannot be read as a picture
 */
export async function keepPicture(
  { db, parser, request, organizer, now }: Pick<Office, 'db' | 'parser' | 'request' | 'organizer' | 'now'>,
  file: UploadedFile,
  size: PictureSize = { width: 1200, height: 630 },
): Promise<string> {
  const id = randomUUID()
  for await (const { jpeg } of parser.parse(pictureFile, { files: [file], options: size, signal: request.signal })) {
    await db
      .insertInto('picture')
      .values({ id, bytes: Buffer.from(jpeg), ...size, created_by: organizer.id, created_at: now })
      .execute()
  }
  return paths.picture(id)
}
