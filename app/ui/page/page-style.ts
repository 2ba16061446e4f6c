import { inkOn, readableOn } from './colour'
import { darkPaper, houseColour, lightPaper } from './papers'
import sheet from './public.css?inline'
import storySheet from './story.css?inline'

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
  const { hot, onHot, inkByDay, inkByNight } = shadesOf(colour)
  const day = `:root{--hot:${hot};--on-hot:${onHot};--hot-ink:${inkByDay}}`
  const night = `@media (prefers-color-scheme:dark){:root{--hot-ink:${inkByNight}}}`
  const story = path === undefined || storyPages.test(path) ? storySheet.trim() : ''
  return `${sheet.trim()}${story}${day}${night}`
}

/**
 * What becomes of a campaign's color, so that everything in it can be read: the color of buttons and what stands on them,
 * and the color of text on paper in light and dark mode. Each has a contrast of 4.5 or more.
 */
export function shadesOf(colour: string): { hot: string; onHot: string; inkByDay: string; inkByNight: string } {
  const hot = inkOn(colour) === '#ffffff' ? readableOn(colour, '#ffffff') : colour
  return {
    hot,
    onHot: inkOn(hot),
    inkByDay: readableOn(colour, lightPaper),
    inkByNight: readableOn(colour, darkPaper),
  }
}
