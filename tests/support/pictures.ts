import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import sharp from 'sharp'

/** Kept pictures of pages: grey, a quarter of their size, without what differs from one machine to the next. */
const folder = path.resolve('tests', 'stories', 'pictures')
/** Pixels of the small picture on each side of a tile, whose mean is compared: 24 of the page. */
const tile = 6
/** Mean greys of 255 by which a tile may differ. A line of 2 pixels is 19, an edge moved by one pixel 10. */
const tolerance = 13
/** Tiles that may differ by more. A button has dozens. */
const allowed = 6
const heights = 1_600

/** Whether `npm run pictures` takes new ones. */
export const isRenewing = process.env.PICTURES === 'renew'

/**
 * Makes pages look the same everywhere: one font for everything, before the first layout, and no blinking cursor.
 * Call before the page is opened.
 */
export async function steady(page: Page): Promise<void> {
  const font = (await readFile('public/fonts/league-gothic-44dceee4.woff2')).toString('base64')
  const style = `
    @font-face { font-family: One; src: url(data:font/woff2;base64,${font}); size-adjust: 130% }
    *, ::before, ::after { font-family: One !important; font-weight: 400 !important; letter-spacing: 0 !important;
      caret-color: transparent !important; transition: none !important; text-wrap: wrap !important }
    input[type=checkbox], input[type=radio], select { appearance: none !important; border: 2px solid !important }
    ::-webkit-scrollbar { display: none }`
  await page.route(/^[^?]*\/(en|es)(\/[^.]*)?(\?.*)?$/, async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    const headers = { ...response.headers() }
    delete headers['content-security-policy']
    await route.fulfill({ response, headers, body: html.replace('</head>', `<style>${style}</style></head>`) })
  })
}

/**
 * A picture of the page, from its top to the end or 1,600 pixels, as it is kept.
 *
 * @param hidden selectors of what is left out
 */
export async function pictureOf(page: Page, hidden: string[]): Promise<Buffer> {
  await page.addStyleTag({ content: `:is(${hidden.join()}) { display: none !important }` })
  await page.evaluate(async () => {
    await document.fonts.load('16px One')
    await document.fonts.ready
    for (const image of document.images) image.loading = 'eager'
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  })
  const { width } = page.viewportSize()!
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width, height: Math.min(whole, heights) }
  const large = await page.screenshot({ fullPage: true, clip, animations: 'disabled' })
  return sharp(large)
    .resize(Math.round(width / 4))
    .greyscale()
    .png({ palette: true, colours: 32, compressionLevel: 9 })
    .toBuffer()
}

interface Comparison {
  /** Tiles that differ. */
  count: number
  isAlike: boolean
  /** They, white on black. */
  difference: Buffer
}

/** Compares two pictures by the mean of each tile, which antialiasing does not change; what only one has differs. */
export async function compare(one: Buffer, other: Buffer): Promise<Comparison> {
  const [a, b] = await Promise.all([grey(one), grey(other)])
  const [across, down] = [Math.ceil(Math.max(a.width, b.width) / tile), Math.ceil(Math.max(a.height, b.height) / tile)]
  const tiles = Buffer.alloc(across * down)
  for (let index = 0; index < tiles.length; index += 1) {
    const [x, y] = [(index % across) * tile, Math.floor(index / across) * tile]
    if (Math.abs(meanAt(a, x, y) - meanAt(b, x, y)) > tolerance) tiles[index] = 255
  }
  const count = tiles.filter((value) => value > 0).length
  const difference = await sharp(tiles, { raw: { width: across, height: down, channels: 1 } })
    .resize(across * tile, down * tile, { kernel: 'nearest' })
    .png()
    .toBuffer()
  return { count, isAlike: count <= allowed, difference }
}

/** Null where nothing is kept. */
export function kept(name: string): Promise<Buffer | null> {
  return readFile(path.join(folder, `${name}.png`)).catch(() => null)
}

export async function keep(name: string, picture: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${name}.png`), picture)
}

/** Writes pictures for whoever reads why the comparison failed. @returns the folder */
export async function leave(dataDir: string, pictures: Record<string, Buffer>): Promise<string> {
  const beside = `${dataDir}-pictures`
  await mkdir(beside, { recursive: true })
  for (const [name, picture] of Object.entries(pictures)) await writeFile(path.join(beside, `${name}.png`), picture)
  return beside
}

interface Grey {
  data: Buffer
  width: number
  height: number
}

async function grey(picture: Buffer): Promise<Grey> {
  const { data, info } = await sharp(picture).greyscale().extractChannel(0).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Black outside of the picture. */
function meanAt({ data, width, height }: Grey, left: number, top: number): number {
  let sum = 0
  for (let y = top; y < Math.min(top + tile, height); y += 1)
    for (let x = left; x < Math.min(left + tile, width); x += 1) sum += data[y * width + x]!
  return sum / tile ** 2
}
