import type { ServerBuild } from '@remix-run/server-runtime'
import { expect, test } from 'vitest'
import { openFindAction } from '~/office/frame/find-action'

type Routes = ServerBuild['routes']

const action = (right: string, uploads?: string) => ({ action: Object.assign(() => null, { right, uploads }) })
const route = (id: string, path: string, module: object = {}, more: object = {}) => ({
  [id]: { id, path, parentId: 'office', module, ...more },
})

const find = openFindAction({
  root: { id: 'root', path: '', module: {} },
  office: { id: 'office', path: 'office', parentId: 'root', module: {} },
  ...route('start', '', action('moderate'), { index: true, path: undefined }),
  ...route('people', 'people', action('see-people')),
  people_index: { id: 'people_index', parentId: 'people', index: true, module: action('change-people') },
  ...route('imports', 'petitions/:petition/imports', action('import', 'list')),
  ...route('read-only', 'audit', {}),
  ...route('rosters', 'officials/imports', action('edit', 'list'), { index: true }),
} as unknown as Routes)

const right = (path: string) => find(new URL(path, 'https://office.example.org'))?.right ?? null

test('what an action asks for is known from the address of its form', () => {
  expect(right('/office/petitions/alto-polimigra/imports')).toBe('import')
  expect(find(new URL('https://office.example.org/office/petitions/x/imports'))!.uploads).toBe('list')
  expect(right('/office/officials/imports')).toBe('edit')
  expect(right('/office/people')).toBe('see-people')
  expect(right('/office/people?index')).toBe('change-people')
  // Remix would answer its own script here; the office has none, and its gates know no such address.
  expect(right('/office/people.data?index')).toBeNull()
})

test('where no form goes there is no action', () => {
  for (const path of ['/office/audit', '/office/nowhere', '/elsewhere', '/office/petitions/x/imports/more', '/office'])
    expect(right(path)).toBeNull()
})
