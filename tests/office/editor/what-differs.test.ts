import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whatDiffers } from '~/office/editor/what-differs'

const names = Array.from({ length: 2_000 }, (_, index) => `Sheriff ${index}`)

test('of two thousand officials one line is shown when one has agreed, and nothing beside what came when one was added', () => {
  const agreed = names.with(7, 'Sheriff 7: has agreed')
  expect(whatDiffers(names.join('\n'), agreed.join('\n'))).toEqual({
    before: '…\nSheriff 7\n…',
    after: '…\nSheriff 7: has agreed\n…',
  })
  expect(whatDiffers(names.join('\n'), [...names, 'Ida Vance'].join('\n'))).toEqual({
    before: '…',
    after: '…\nIda Vance',
  })
})

test('of two changes far apart each is shown, and not what stands between them', () => {
  const changed = names.with(7, 'Sheriff 7: has agreed').with(1_900, 'Sheriff 1900: has agreed')
  expect(whatDiffers(names.join('\n'), changed.join('\n')).after).toBe(
    '…\nSheriff 7: has agreed\n…\nSheriff 1900: has agreed\n…',
  )
})

test('two long texts that have nothing in common are shown whole, at once', { timeout: 5_000 }, () => {
  const [one, two] = ['a', 'b'].map((letter) => Array.from({ length: 30_000 }, (_, line) => letter + line).join('\n'))
  expect(whatDiffers(one!, two!)).toEqual({ before: one, after: two })
})

test('a short text is shown whole', () => {
  expect(whatDiffers('One\nTwo', 'One\nThree')).toEqual({ before: 'One\nTwo', after: 'One\nThree' })
})

test('whatever differs, both versions can be told apart by what is shown', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (one, two) => {
      fc.pre(one !== two)
      const { before, after } = whatDiffers(one, two)
      expect(before).not.toBe(after)
    }),
  )
})
