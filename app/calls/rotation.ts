/**
 * Who is called first: the desk that was called least today; among equals, another one each day, so that no desk is
 * always first. The same for everybody who asks at the same moment.
 *
 * @param ids    the desks in their order, at least one
 * @param called calls to each today
 * @param day    YYYY-MM-DD
 * @returns the place in `ids` at which to begin; the others follow in their order
 */
export function beginAt(ids: readonly string[], called: ReadonlyMap<string, number>, day: string): number {
  const turn = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  const places = ids.map((_, index) => (turn + index) % ids.length)
  const count = (place: number) => called.get(ids[place]!) ?? 0
  return places.reduce((best, place) => (count(place) < count(best) ? place : best))
}

/** The same desks, beginning at one of them. */
export function rotated<T>(list: readonly T[], beginning: number): T[] {
  return [...list.slice(beginning), ...list.slice(0, beginning)]
}
