import { expect, test } from 'vitest'
import { paths } from '~/paths'
import { referrerPolicy } from '~/web/http/security-headers'

const withToken = Object.entries(paths).filter(([, path]) => /\(lang, token\) =>/.test(String(path)))

test.each(withToken)('a page with a token in its address sends no referrer: %s', (_, path) => {
  expect(referrerPolicy((path as (lang: 'es', token: string) => string)('es', 'abc'))).toBe('no-referrer')
})

test('there are such pages, and others send the referrer to this site alone', () => {
  expect(withToken.map(([name]) => name)).toContain('contact')
  expect(referrerPolicy(paths.home('en'))).toBe('same-origin')
  expect(referrerPolicy(paths.ownPageRequest('en'))).toBe('same-origin')
})
