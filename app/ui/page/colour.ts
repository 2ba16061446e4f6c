/** A color as three numbers from 0 to 255. */
type Rgb = [red: number, green: number, blue: number]

/** Whether a text is a color as we keep it: #rrggbb. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text)
}

/**
 * Contrast of two colors, from 1 to 21.
 *
 * @param one #rrggbb
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrast(one: string, two: string): number {
  const [dark, light] = [luminance(parse(one)), luminance(parse(two))].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The text color, of two, that is more readable on a background. */
export function inkOn(colour: string, dark = '#14120f', light = '#ffffff'): string {
  return contrast(colour, light) >= 4.5 || contrast(colour, light) > contrast(colour, dark) ? light : dark
}

/** The nearest shade of a color that is readable as text on `paper`: contrast of 4.5 or more. */
export function readableOn(colour: string, paper: string): string {
  const goal: Rgb = luminance(parse(paper)) > 0.3 ? [0, 0, 0] : [255, 255, 255]
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(parse(colour), goal, share)
    if (contrast(shade, paper) >= 4.6) return shade
  }
  return format(goal)
}

function mix(from: Rgb, to: Rgb, share: number): string {
  return format(from.map((value, index) => Math.round(value + (to[index]! - value) * share)) as Rgb)
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function parse(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb
}

function format(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
