import QRCode from 'qrcode'
import { shareSource } from '~/actions/petitions/share-source'
import { isLanguage } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { flyerPdf, qrSheetPdf } from '~/web/flyers/flyer-pdf.server'
import { readFlyer } from '~/web/flyers/read-flyer.server'
import { sharedPage } from './shared-page.server'

/** Pixels: sharp on a poster. */
const pictureSize = 1200

/**
 * A QR code of a page as a picture, or on paper: `es-radio.png`, `es-radio-sheet.pdf`, `es-radio-flyer.pdf`.
 *
 * @throws 404 for another name, and while nothing is published
 */
export async function answerCode(office: Office): Promise<Response> {
  const page = await sharedPage(office, 'see-numbers')
  const [, lang, ref, kind] =
    /^(en|es)-([a-z0-9-]+?)(\.png|-sheet\.pdf|-flyer\.pdf)$/.exec(office.params.file ?? '') ?? []
  if (!lang || !isLanguage(lang) || shareSource(ref!) !== ref || page.state === 'draft')
    throw new Response(null, { status: 404 })
  const path = page.path(lang)
  const name = `${page.slug}-${office.params.file}`
  const { publicUrl } = office.env
  if (kind === '.png')
    return fileNamed(
      name,
      'image/png',
      await QRCode.toBuffer(`${publicUrl}${path}?r=${ref}`, { margin: 2, width: pictureSize }),
    )
  const words = await readFlyer(office.db, { lang, path, slug: page.slug }, office.now)
  if (!words) throw new Response(null, { status: 404 })
  const onPaper = kind === '-sheet.pdf' ? qrSheetPdf : flyerPdf
  return fileNamed(name, 'application/pdf', await onPaper(lang, words, { url: `${publicUrl}${words.leadsTo}`, ref }))
}

function fileNamed(name: string, type: string, bytes: Buffer): Response {
  const how = type === 'image/png' ? 'attachment' : 'inline'
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'content-disposition': `${how}; filename="${name}"` },
  })
}
