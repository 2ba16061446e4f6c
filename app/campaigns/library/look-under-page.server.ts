import * as mupdf from 'mupdf'
import { contrastIn, drawPictures } from './draw-page.server'

/** What is drawn on a page, and what is drawn over. */
export interface PageLayers {
  /**
   * Black boxes that lie over text, and the text under each. `middles`: lines through the middles of its characters, which
   * touch nothing that a box only comes close to.
   */
  covered: { box: mupdf.Rect; text: string; middles: mupdf.Rect[] }[]
  /**
   * Black boxes that lie over something in a picture, such as a line of a scan. `isUnderPicture`: another picture is drawn
   * on top, such as a stamp, which would be lost with what is under the box. `isPicture`: the box is one itself.
   */
  overPictures: { box: mupdf.Rect; isUnderPicture: boolean; isPicture: boolean }[]
  /** Text that is there and not drawn. */
  invisible: string
  hasVisibleText: boolean
  /** Whether pictures fill most of the page. */
  isScan: boolean
}

interface Glyph {
  character: string
  x: number
  y: number
}

/** Points: a smaller box is a rule or an underline. */
const least = { width: 4, height: 5 }
/** Share of the page that pictures of a scan fill. */
const scanFills = 0.6
/** Pixels of the drawing in which pictures under boxes are looked at. */
const drawnWide = 1_200
/** Of 255: a part of a picture with less is of one colour. */
const leastContrast = 24
/** Points at the edge of a box that are not looked at: a picture's pixels do not end where the box does. */
const edge = 1.5

/**
 * Looks at what a page draws, in its order: a black box hides the text before it, and not the white text that is drawn on
 * top of it, as in the head of a table.
 */
export function lookUnderPage(page: mupdf.PDFPage): PageLayers {
  const drawn: Glyph[] = []
  const invisible: Glyph[] = []
  const boxes: PageLayers['covered'] = []
  const pictures: mupdf.Rect[] = []
  const overPictures: BoxOverPictures[] = []
  let drawnPictures = 0
  const keep = (into: Glyph[]) => (text: mupdf.Text, ctm: mupdf.Matrix) => {
    for (const glyph of glyphsOf(text, ctm)) into.push(glyph)
  }
  const show = keep(drawn)
  const cover = (box: mupdf.Rect, isPicture = false) => {
    const under = [...drawn, ...invisible].filter((glyph) => isIn(box, glyph))
    if (under.some(({ character }) => character.trim() !== ''))
      boxes.push({ box, text: textOf(under), middles: middlesOf(under) })
    const parts = pictures.map((picture) => sharedBy(box, picture)).filter(isLarge)
    if (parts.length > 0) overPictures.push({ box, parts, drawn: drawnPictures, isUnderPicture: false, isPicture })
  }
  const draw = (picture: mupdf.Rect) => {
    for (const one of overPictures) one.isUnderPicture ||= isLarge(sharedBy(one.box, picture))
    pictures.push(picture)
  }
  const device = new mupdf.Device({
    fillText: show,
    strokeText: (text, _, ctm) => show(text, ctm),
    clipText: show,
    ignoreText: keep(invisible),
    fillPath(path, _, ctm, colorspace, color, alpha) {
      const box = alpha > 0.9 && isDark(colorspace, color) ? boxOf(path, ctm) : null
      if (box) cover(box)
    },
    strokePath(path, stroke, ctm, colorspace, color, alpha) {
      const box = alpha > 0.9 && isDark(colorspace, color) ? lineBox(path, stroke, ctm) : null
      if (box) cover(box)
    },
    fillImage(_, ctm) {
      draw(mupdf.Rect.transform([0, 0, 1, 1], ctm))
      drawnPictures += 1
    },
    fillImageMask(image, ctm, colorspace, color, alpha) {
      const area = mupdf.Rect.transform([0, 0, 1, 1], ctm)
      // A mask of one pixel is a box by another name.
      if (image.getWidth() * image.getHeight() > 4) draw(area)
      else if (alpha > 0.9 && isDark(colorspace, color) && isLarge(area)) cover(area, true)
      drawnPictures += 1
    },
  })
  page.run(device, mupdf.Matrix.identity)
  device.close()
  const [left, top, right, bottom] = page.getBounds()
  const whole = (right - left) * (bottom - top)
  const filled = pictures.reduce((sum, [x0, y0, x1, y1]) => sum + Math.max(0, x1 - x0) * Math.max(0, y1 - y0), 0)
  return {
    covered: boxes,
    overPictures: showing(page, overPictures),
    invisible: textOf(invisible),
    hasVisibleText: drawn.some(({ character }) => character.trim() !== ''),
    isScan: whole > 0 && filled / whole > scanFills,
  }
}

type BoxOverPictures = PageLayers['overPictures'][number] & {
  /** Where pictures are under it. */
  parts: mupdf.Rect[]
  /** How many pictures were drawn before it. */
  drawn: number
}

/** Boxes under which the pictures are not of one colour, as they are once they were cleaned. */
function showing(page: mupdf.PDFPage, boxes: readonly BoxOverPictures[]): BoxOverPictures[] {
  if (boxes.length === 0) return []
  const bounds = page.getBounds()
  const inner = ([x0, y0, x1, y1]: mupdf.Rect): mupdf.Rect => [x0 + edge, y0 + edge, x1 - edge, y1 - edge]
  const found: BoxOverPictures[] = []
  drawPictures(page, drawnWide, (drawing, drawn) => {
    for (const box of boxes)
      if (box.drawn === drawn && box.parts.some((part) => contrastIn(drawing, inner(part), bounds) > leastContrast))
        found.push(box)
  })
  return found
}

function sharedBy(one: mupdf.Rect, other: mupdf.Rect): mupdf.Rect {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ]
}

/** Where each character's middle is. */
function glyphsOf(text: mupdf.Text, ctm: mupdf.Matrix): Glyph[] {
  const glyphs: Glyph[] = []
  text.walk({
    showGlyph(font, trm, glyph, unicode) {
      const [a, b, c, d, e, f] = mupdf.Matrix.concat(trm, ctm)
      const half = glyph >= 0 ? font.advanceGlyph(glyph) / 2 : 0.25
      const [across, up] = [half, 0.3]
      glyphs.push({
        character: unicode > 0 ? String.fromCodePoint(unicode) : ' ',
        x: a * across + c * up + e,
        y: b * across + d * up + f,
      })
    },
  })
  return glyphs
}

const isIn = ([x0, y0, x1, y1]: mupdf.Rect, { x, y }: Glyph) => x >= x0 && x <= x1 && y >= y0 && y <= y1

function isLarge([x0, y0, x1, y1]: mupdf.Rect): boolean {
  return x1 - x0 >= least.width && y1 - y0 >= least.height
}

/** Points: half the height of a line through the middles of characters. */
const thin = 0.25

function middlesOf(glyphs: readonly Glyph[]): mupdf.Rect[] {
  const lines: mupdf.Rect[] = []
  let last: Glyph | null = null
  for (const glyph of glyphs) {
    const line = lines.at(-1)
    if (line && last && Math.abs(glyph.y - last.y) < thin && glyph.x >= last.x) line[2] = glyph.x + thin
    else lines.push([glyph.x - thin, glyph.y - thin, glyph.x + thin, glyph.y + thin])
    last = glyph
  }
  return lines
}

/** Words of glyphs that stand next to each other. */
function textOf(glyphs: readonly Glyph[]): string {
  let text = ''
  let last: Glyph | null = null
  for (const glyph of glyphs) {
    if (last && Math.abs(glyph.y - last.y) > 4) text += ' '
    text += glyph.character
    last = glyph
  }
  return text
}

function isDark(colorspace: mupdf.ColorSpace, color: number[]): boolean {
  switch (colorspace?.getType()) {
    case 'Gray':
      return color[0]! < 0.25
    case 'RGB':
    case 'BGR':
      return color.every((part) => part < 0.25)
    case 'CMYK':
      return color[3]! > 0.75 || color.slice(0, 3).every((part) => part > 0.75)
    case 'Lab':
      return color[0]! < 25
    case 'Separation':
      return color.some((part) => part > 0.75)
    default:
      return false
  }
}

/** The box that a path fills; null when it is another shape, or too thin. */
function boxOf(path: mupdf.Path, ctm: mupdf.Matrix): mupdf.Rect | null {
  const points = pointsOf(path, ctm)
  if (!points || points.length < 3) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box: mupdf.Rect = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const area = (box[2] - box[0]) * (box[3] - box[1])
  return isLarge(box) && shoelace(points) >= 0.85 * area ? box : null
}

/** A straight line as thick as a line of text. */
function lineBox(path: mupdf.Path, stroke: mupdf.StrokeState, ctm: mupdf.Matrix): mupdf.Rect | null {
  const points = pointsOf(path, ctm)
  if (points?.length !== 2) return null
  const [[x0, y0], [x1, y1]] = points as [[number, number], [number, number]]
  const half = (stroke.getLineWidth() * Math.hypot(ctm[0], ctm[1])) / 2
  const isStraight = Math.abs(y1 - y0) < 2 || Math.abs(x1 - x0) < 2
  const box: mupdf.Rect = [
    Math.min(x0, x1) - half,
    Math.min(y0, y1) - half,
    Math.max(x0, x1) + half,
    Math.max(y0, y1) + half,
  ]
  return isStraight && half * 2 >= least.height && isLarge(box) ? box : null
}

/** Its corners on the page; null when it has more than a box with round corners. */
function pointsOf(path: mupdf.Path, [a, b, c, d, e, f]: mupdf.Matrix): [number, number][] | null {
  const points: [number, number][] = []
  const add = (x: number, y: number) => void points.push([a * x + c * y + e, b * x + d * y + f])
  path.walk({ moveTo: add, lineTo: add, curveTo: (_x1, _y1, _x2, _y2, x, y) => add(x, y) })
  return points.length <= 16 ? points : null
}

function shoelace(points: readonly [number, number][]): number {
  const twice = points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length]!
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}
