import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'

test('a message that is missing is an error whose code names it, since the log keeps nothing else', () => {
  expect(() => translator('es')('site.home.nope' as never)).toThrow(
    expect.objectContaining({ code: 'MISSING_MESSAGE site.home.nope' }),
  )
})

test('a sign of number in a plural is a number only where one is meant', () => {
  expect(translator('en')('office.imports.mends.error-cell', { count: 32 })).toMatch(/^Cells of 32 lines .* #N\/A/)
  expect(translator('es')('office.imports.mends.error-cell', { count: 32 })).toMatch(/de 32 líneas|32 líneas.* #N\/A/)
})
