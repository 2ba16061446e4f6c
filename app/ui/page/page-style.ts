import { inkOn, readableOn } from './colour'
import sheet from './public.css?inline'

/** Papers of `public.css`, light and dark. */
const lightPaper = '#f7f0e1'
const darkPaper = '#191714'

/** The colour of pages that belong to no campaign. */
const houseColour = '#c93a1d'

/**
 * The one style of a public page, inlined in its head: the sheet, and the campaign's colour with inks that can be
 * read on it and beside it, by day and by night.
 *
 * @param colour #rrggbb
 */
export function pageStyle(colour: string = houseColour): string {
  const hot = inkOn(colour) === '#ffffff' ? readableOn(colour, '#ffffff') : colour
  const day = `:root{--hot:${hot};--on-hot:${inkOn(hot)};--hot-ink:${readableOn(colour, lightPaper)}}`
  const night = `@media (prefers-color-scheme:dark){:root{--hot-ink:${readableOn(colour, darkPaper)}}}`
  return `${sheet.trim()}${day}${night}`
}
