import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'
import { FilterForm } from '~/office/table/filter-form'
import { type ListState, OfficeTable } from '~/office/table/office-table'
import { partOf } from '~/office/table/table-state'

interface Line {
  name: string
  count: number | null
}

const lines: Line[] = Array.from({ length: 120 }, (_, index) => ({ name: `line ${index + 1}`, count: index }))
const by = { name: ({ name }: Line) => name, count: ({ count }: Line) => count }
const part = (query: string, of = lines) => partOf(of, new URLSearchParams(query), { by, language: 'en' })

function page(query: string, list: Partial<ListState> = {}, of = lines) {
  const { lines: shown, ...where } = part(query, of)
  const state = { path: '/office/lines', ...where, ...list }
  return renderToStaticMarkup(
    <>
      <FilterForm t={translator('en')} list={state} fields={[{ name: 'q', label: 'Words' }]} />
      <OfficeTable
        t={translator('en')}
        lang="en"
        label="Lines"
        rows={shown}
        keyOf={({ name }) => name}
        list={state}
        empty="Write the first line."
        columns={[
          { name: 'name', head: 'Name', sorts: 'up', isName: true, cell: ({ name }) => name },
          { name: 'count', head: 'Count', sorts: 'down', isNumber: true, cell: ({ count }) => count },
        ]}
      />
    </>,
  )
}

test('a table says which lines of how many it shows, and its links keep the order, the filters and the tab', () => {
  const html = page('sort=-count&page=2', { filters: { q: 'a&b', state: '' }, kept: { tab: 'shown' } })
  expect(html).toContain('<caption>51–100 of 120</caption>')
  expect(html).toContain('href="/office/lines?tab=shown&amp;q=a%26b&amp;sort=-count&amp;page=3"')
  expect(html).toContain('href="/office/lines?tab=shown&amp;q=a%26b&amp;sort=-count"')
  expect(html).toContain('aria-sort="descending"')
  expect(html).toContain('href="/office/lines?tab=shown&amp;q=a%26b&amp;sort=count"')
  expect(html).toContain('<input type="hidden" name="sort" value="-count"/>')
  expect(html).toContain('<a href="/office/lines?tab=shown&amp;sort=-count">Clear filters</a>')
})

test('an empty table says what to do, and one whose filters match nothing offers to clear them', () => {
  expect(page('', {}, [])).toContain('Write the first line.')
  const narrowed = page('', { filters: { q: 'x' } }, [])
  expect(narrowed).toContain('Nothing matches these filters.')
  expect(narrowed).not.toContain('Write the first line.')
})

test('a page behind the last one is the last one, and a list of one page has no pages to turn', () => {
  expect(part('page=99')).toMatchObject({ lines: { length: 20 }, table: { page: 3 }, count: 120 })
  expect(page('', {}, lines.slice(0, 50))).not.toContain('rel="next"')
  expect(page('', {}, lines.slice(0, 51))).toContain('rel="next"')
})

test('numbers are sorted as numbers and names as people do, and what is unknown comes last either way', () => {
  const few = [
    { name: 'Zoë', count: 9 },
    { name: 'álamo', count: null },
    { name: 'Line 10', count: 10 },
    { name: 'line 2', count: 2 },
  ]
  const names = (query: string) => part(query, few).lines.map(({ name }) => name)
  expect(names('sort=name')).toEqual(['álamo', 'line 2', 'Line 10', 'Zoë'])
  expect(names('sort=count')).toEqual(['line 2', 'Zoë', 'Line 10', 'álamo'])
  expect(names('sort=-count')).toEqual(['Line 10', 'Zoë', 'line 2', 'álamo'])
  expect(names('sort=password')).toEqual(few.map(({ name }) => name))
})

test('on a phone every cell carries its heading', () => {
  expect(page('')).toContain('<td class="number" data-head="Count">0</td>')
})
