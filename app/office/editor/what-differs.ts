/** Lines beyond which a text is shown only where it differs. */
const mostWhole = 6

/** Two texts as they are shown beside each other: long ones without the lines at their beginning and end that are the same in both. */
export function whatDiffers(before: string, after: string): { before: string; after: string } {
  const [one, two] = [before.split('\n'), after.split('\n')]
  if (Math.max(one.length, two.length) <= mostWhole) return { before, after }
  const least = Math.min(one.length, two.length)
  let first = 0
  while (first < least && one[first] === two[first]) first += 1
  let last = 0
  while (last < least - first && one.at(-1 - last) === two.at(-1 - last)) last += 1
  const part = (lines: string[]) =>
    [...(first > 0 ? ['…'] : []), ...lines.slice(first, lines.length - last), ...(last > 0 ? ['…'] : [])].join('\n')
  return { before: part(one), after: part(two) }
}
