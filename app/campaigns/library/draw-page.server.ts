import * as mupdf from 'mupdf'

/** A page as people see it. */
export interface Drawing {
  /** Red, green and blue of each pixel. */
  pixels: Buffer
  width: number
  height: number
  /** Pixels for each unit of the page. */
  scale: number
}

/** Times its width that a page may be high: a receipt a yard long is cut. */
const mostHigh = 3

/** @param wide pixels */
export function drawPage(page: mupdf.PDFPage, wide: number): Drawing {
  const [left, top, right, bottom] = page.getBounds()
  const [across, down] = [Math.max(1, right - left), Math.max(1, bottom - top)]
  const scale = wide / across
  const height = Math.max(1, Math.min(Math.round(down * scale), wide * mostHigh))
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, wide, height], false)
  pixmap.clear(255)
  const device = new mupdf.DrawDevice(mupdf.Matrix.identity, pixmap)
  try {
    page.run(device, mupdf.Matrix.concat(mupdf.Matrix.translate(-left, -top), mupdf.Matrix.scale(scale, scale)))
    device.close()
    // Copied: what the library holds moves when its memory grows.
    return { pixels: Buffer.from(pixmap.getPixels()), width: wide, height, scale }
  } finally {
    device.destroy()
    pixmap.destroy()
  }
}
