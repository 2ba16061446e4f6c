import { inkOn, readableOn } from './colour'
import sheet from './public.css?inline'
import storySheet from './story.css?inline'

/** Background colors of `public.css`, light and dark. */
export const lightPaper = '#f7f0e1'
export const darkPaper = '#191714'

/** The color of pages that belong to no campaign. */
export const houseColour = '#c93a1d'

/** Pages of a campaign's story, of places and of what is searched: they have a style sheet of their own besides. */
const storyPages =
  /^\/(?:(?:en|es)\/(?:campaigns|documents|localities|places|search|officials|sheriffs|alguaciles)(?:\/|$)|office\/campaigns\/)/

/**
 * The only style of a public page, inlined in its head: the style sheet, and the campaign's color with readable text
 * colors on it and beside it, in light and dark mode.
 *
 * @param colour #rrggbb
 * @param path of the page; without it, everything that any page needs
 */
export function pageStyle(colour: string = houseColour, path?: string): string {
  const hot = inkOn(colour) === '#ffffff' ? readableOn(colour, '#ffffff') : colour
  const day = `:root{--hot:${hot};--on-hot:${inkOn(hot)};--hot-ink:${readableOn(colour, lightPaper)}}`
  const night = `@media (prefers-color-scheme:dark){:root{--hot-ink:${readableOn(colour, darkPaper)}}}`
  const story = path === undefined || storyPages.test(path) ? storySheet.trim() : ''
  return `${sheet.trim()}${story}${day}${night}`
}
