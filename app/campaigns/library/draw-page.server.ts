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
  return drawWith(page, wide, (device) => device)
}

/**
 * Draws only the pictures of a page, one after another, without what is drawn on them.
 *
 * @param wide pixels
 * @param look is given the drawing before each picture and at the end, with how many were drawn. It changes afterwards.
 */
export function drawPictures(page: mupdf.PDFPage, wide: number, look: (drawing: Drawing, drawn: number) => void): void {
  let drawn = 0
  const all = drawWith(page, wide, (device, drawing) => {
    const before = () => look(drawing(), drawn++)
    return new mupdf.Device({
      fillImage(image, ctm, alpha) {
        before()
        device.fillImage(image, ctm, alpha)
      },
      fillImageMask(image, ctm, colorspace, color, alpha) {
        before()
        device.fillImageMask(image, ctm, colorspace, color as mupdf.Color, alpha)
      },
    })
  })
  look(all, drawn)
}

function drawWith(
  page: mupdf.PDFPage,
  wide: number,
  through: (device: mupdf.Device, drawing: () => Drawing) => mupdf.Device,
): Drawing {
  const [left, top, right, bottom] = page.getBounds()
  const [across, down] = [Math.max(1, right - left), Math.max(1, bottom - top)]
  const scale = wide / across
  const height = Math.max(1, Math.min(Math.round(down * scale), wide * mostHigh))
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, wide, height], false)
  pixmap.clear(255)
  const device = new mupdf.DrawDevice(mupdf.Matrix.identity, pixmap)
  const drawing = (): Drawing => {
    const { buffer, byteOffset, length } = pixmap.getPixels()
    return { pixels: Buffer.from(buffer, byteOffset, length), width: wide, height, scale }
  }
  try {
    page.run(
      through(device, drawing),
      mupdf.Matrix.concat(mupdf.Matrix.translate(-left, -top), mupdf.Matrix.scale(scale, scale)),
    )
    device.close()
    // Copied: what the library holds moves when its memory grows.
    const whole = drawing()
    return { ...whole, pixels: Buffer.from(whole.pixels) }
  } finally {
    device.destroy()
    pixmap.destroy()
  }
}

/** Of 255: what is lighter is paper. */
const paper = 240

export function isBlank({ pixels }: Drawing): boolean {
  return pixels.every((value) => value >= paper)
}

/** How far the pixels of a part differ from each other, of 255. @param part of the page, in its units */
export function contrastIn({ pixels, width, height, scale }: Drawing, part: mupdf.Rect, bounds: mupdf.Rect): number {
  const [x0, x1] = [part[0], part[2]].map((x) => Math.min(width, Math.max(0, Math.round((x - bounds[0]) * scale))))
  const [y0, y1] = [part[1], part[3]].map((y) => Math.min(height, Math.max(0, Math.round((y - bounds[1]) * scale))))
  let [low, high] = [255, 0]
  for (let y = y0!; y < y1!; y += 1)
    for (let at = (y * width + x0!) * 3; at < (y * width + x1!) * 3; at += 1) {
      low = Math.min(low, pixels[at]!)
      high = Math.max(high, pixels[at]!)
    }
  return Math.max(0, high - low)
}
