import { LRUCache } from 'lru-cache'
import QRCode from 'qrcode'

/** A QR code as SVG, with its white margin. */
export function qrCode(url: string): Promise<string> {
  return QRCode.toString(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
}

/** Codes by URL: the pages that are rendered for each reader show the same few again and again. */
const flyerCodes = new LRUCache<string, Promise<string>>({ max: 200 })

/** The QR code of a page on its flyer, encoded once. @param page URL of the page */
export function flyerCode(page: string): Promise<string> {
  const known = flyerCodes.get(page)
  if (known) return known
  const code = qrCode(`${page}?r=flyer`).then((svg) => svg.trim())
  flyerCodes.set(page, code)
  return code
}
