import { diffArrays } from 'diff'

/** Lines; of longer texts only the differences are shown. */
const mostWhole = 6
/** Lines added and removed; beyond this both texts are shown whole, because the search takes quadratic time. */
const mostChanges = 1_000

/** Two texts for showing side by side; of long ones only the lines that differ. */
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
