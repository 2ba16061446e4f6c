/**
 * The paragraphs that choosing points puts into a letter, in one language. The page's script uses this file too, also in
 * browsers that are years old.
 */
export interface PointTexts {
  /** In the order in which the letter has them. */
  points: { id: string; text: string }[]
  /** What ends the letter. */
  closing: string
}

/** The letter with one more point, among the others or before its end. Returns it unchanged when it says it already. */
export function withPoint(letter: string, { points, closing }: PointTexts, id: string): string {
  const index = points.findIndex((point) => point.id === id)
  const text = points[index]?.text
  if (!text || letter.includes(text)) return letter
  const paragraphs = paragraphsOf(letter)
  const areAmong = (some: { text: string }[]) =>
    paragraphs.map((paragraph) => some.some((one) => isSame(one.text, paragraph)))
  const before = areAmong(points.slice(0, index)).lastIndexOf(true)
  const after = areAmong(points.slice(index + 1)).indexOf(true)
  const end = paragraphs.map((paragraph) => closing !== '' && paragraph.includes(closing)).lastIndexOf(true)
  const place = before >= 0 ? before + 1 : after >= 0 ? after : end >= 0 ? end : paragraphs.length
  paragraphs.splice(place, 0, text)
  return paragraphs.join('\n\n')
}

/** The letter without a point. A paragraph that its writer changed stays. */
export function withoutPoint(letter: string, { points }: PointTexts, id: string): string {
  const text = points.find((point) => point.id === id)?.text
  if (!text) return letter
  const paragraphs = paragraphsOf(letter)
  const rest = paragraphs.filter((paragraph) => !isSame(text, paragraph))
  return rest.length === paragraphs.length ? letter : rest.join('\n\n')
}

/** Whether two texts are the same, ignoring whitespace. */
export function isSame(one: string, two: string): boolean {
  return one.replace(/\s+/g, ' ').trim() === two.replace(/\s+/g, ' ').trim()
}

function paragraphsOf(letter: string): string[] {
  return letter.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
}
