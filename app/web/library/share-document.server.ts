import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { pictureName } from '~/campaigns/library/document-names'
import type { PublicDocument } from '~/campaigns/library/documents.server'
import type { Storage } from '~/channels/storage/storage'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { posterImage } from '~/web/share/poster-image.server'
import { titleIn } from './documents-view.server'

/** The image for link previews of a document: the head of its first page, or a poster until that is read. */
export async function shareDocument(
  storage: Pick<Storage, 'get'>,
  lang: Language,
  document: PublicDocument,
): Promise<{ type: string; bytes: Buffer }> {
  const page = document.isRead ? await storage.get(pictureName(document.sha256, 1, 'large')) : null
  if (page) {
    const picture = sharp(await buffer(page)).resize({ width: 1200, height: 630, fit: 'cover', position: 'top' })
    return { type: 'image/jpeg', bytes: await picture.jpeg({ quality: 80 }).toBuffer() }
  }
  const t = translator(lang)
  const poster = {
    colour: document.campaign.colour,
    label: `${t('library.viewer.label')} · ${document.campaign.name[lang]}`,
    title: titleIn(lang, document),
    target: '',
    sign: 'pen' as const,
    art: null,
    soFar: null,
    go: t('library.viewer.read'),
  }
  return { type: 'image/png', bytes: await posterImage(lang, poster) }
}
