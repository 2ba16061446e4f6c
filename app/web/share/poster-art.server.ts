import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '#db/client'
import { readPicture } from '~/actions/petitions/read-picture.server'
import type { Campaign } from '~/campaigns/campaign'
import { ownPictures } from '~/web/http/built-folder.server'

/** The picture at the top of a campaign's home as a data URL, for its posters; null when it has none. */
export async function posterArt(db: Db, { home }: Campaign): Promise<string | null> {
  return artOf(db, home.sections.flatMap((one) => (one.kind === 'hero' && one.isOn ? one.picture : [])).find(Boolean))
}

/** A picture by its path as a data URL, for a poster; null when there is none. */
export async function artOf(db: Db, picture: string | null | undefined): Promise<string | null> {
  const drawn = /^\/pictures\/([a-z0-9-]+\.svg)$/.exec(picture ?? '')?.[1]
  if (drawn) return dataUrl('image/svg+xml', await readFile(path.join(ownPictures, drawn)))
  const photo = await readPicture(db, /^\/pictures\/([0-9a-f-]+)\.jpg$/.exec(picture ?? '')?.[1])
  return photo && dataUrl('image/jpeg', photo)
}

function dataUrl(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString('base64')}`
}
