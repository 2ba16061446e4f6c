import { expect, test } from 'vitest'
import { gatePath } from '~/web/http/gate-path'

test.each([
  ['/office/sign-in?next=/office', '/office/sign-in'],
  ['/office/Sign-In', '/office/sign-in'],
  ['/office/sign-%69n', '/office/sign-in'],
  ['/%64EV/outbox', '/dev/outbox'],
  ['/es/petitions/a%20b?r=x', '/es/petitions/a b'],
])('%s is judged as %s, as the routes read it', (target, path) => expect(gatePath(target)).toBe(path))

test.each([
  '//',
  '///',
  '//evil.example/office',
  'http://evil.example/',
  '*',
  '/./dev/outbox',
  '/%2e/dev/outbox',
  '/.\\dev/outbox',
  '/dev\\outbox',
  '/dev%5coutbox',
  '/%5c[',
  '/a/..',
  '/a/../b',
  '/a/%2e%2e/b',
  '/%00',
  '/%',
  '/office/sign-in.data',
  '/office/recover.DATA/',
  '/office/recover%2edata',
  '/%ff',
])('no browser sends %s', (target) => expect(gatePath(target)).toBeNull())
