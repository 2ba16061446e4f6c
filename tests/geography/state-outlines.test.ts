import { expect, test } from 'vitest'
import { partAround, wholeMap } from '~/geography/state-outlines'

test('a map is drawn around the states it is about, in the shape of the whole map, and whole when they are far apart', () => {
  const arizona = partAround(new Set(['Arizona']))!
  expect(arizona.width).toBeLessThan(wholeMap.width / 3)
  expect(arizona.width / arizona.height).toBeCloseTo(wholeMap.width / wholeMap.height, 1)
  const both = partAround(new Set(['Arizona', 'New Mexico']))!
  expect(both.width).toBeGreaterThan(arizona.width)
  // A small state is shown with its neighbors.
  expect(partAround(new Set(['Rhode Island']))!.width).toBe(130)
  expect(partAround(new Set(['California', 'Maine']))).toBeNull()
  expect(partAround(new Set(['abroad']))).toBeNull()
})
