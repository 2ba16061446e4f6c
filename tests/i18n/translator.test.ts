import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'

test('a message that is missing is an error whose code names it, since the log keeps nothing else', () => {
  expect(() => translator('es')('site.home.nope' as never)).toThrow(
    expect.objectContaining({ code: 'MISSING_MESSAGE site.home.nope' }),
  )
})
