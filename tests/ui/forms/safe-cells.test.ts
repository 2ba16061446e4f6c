import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeCell, textOfCell } from '~/ui/forms/safe-cell'

test('a cell that was made safe for spreadsheets is read back as it was written', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', ' ', ';', '"', ',', 'a', '＝', '\n') })
  fc.assert(
    fc.property(text, (one) => {
      expect(textOfCell(safeCell(one))).toBe(one)
      expect(safeCell(one)).not.toMatch(/(^|[\s;,|"])[=+\-@＝＋－＠]/)
    }),
  )
})
