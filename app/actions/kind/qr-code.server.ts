import QRCode from 'qrcode'

/** A QR code as SVG, with its white margin. */
export function qrCode(url: string): Promise<string> {
  return QRCode.toString(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
}

/** The QR code of a page on its flyer. @param page URL of the page */
export async function flyerCode(page: string): Promise<string> {
  return (await qrCode(`${page}?r=flyer`)).trim()
}
