import { diffArrays } from 'diff'

/** Lines beyond which a text is shown only where it differs. */
const mostWhole = 6
/** Lines gone and come beyond which all of both is shown: the search takes the square of it. */
const mostChanges = 1_000

/** Two texts as they are shown beside each other: of long ones only the lines that are not the same in both. */
export function whatDiffers(before: string, after: string): { before: string; after: string } {
  const [one, two] = [before.split('\n'), after.split('\n')]
  if (Math.max(one.length, two.length) <= mostWhole) return { before, after }
  const parts = diffArrays(one, two, { maxEditLength: mostChanges })
  if (!parts) return { before, after }
  const side = (isLeftOut: (part: { added: boolean; removed: boolean }) => boolean) =>
    parts
      .filter((part) => !isLeftOut(part))
      .flatMap((part) => (part.added || part.removed ? part.value : ['…']))
      .join('\n')
  return { before: side((part) => part.added), after: side((part) => part.removed) }
}
