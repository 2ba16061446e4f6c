import { expect, test } from 'vitest'
import { type ContentField, readContent } from '~/ui/forms/content'
import type { ListItem } from '~/ui/forms/content-list'

const fields: ContentField[] = [
  {
    name: 'sections',
    shape: 'list',
    label: { en: 'Sections', es: 'Secciones' },
    kinds: {
      text: {
        label: { en: 'Text', es: 'Texto' },
        fields: [{ name: 'isOn', shape: 'check', label: { en: 'On', es: 'Visible' } }],
      },
    },
  },
]
const read = (sections: string, intent: string) => {
  const { content, errors } = readContent(fields, { sections, intent })
  return { items: content.sections as ListItem[], errors }
}
const many = (from: number, count: number, mark = '') =>
  Array.from({ length: count }, (_, index) => `${mark}s${from + index}:text`).join(' ')

test('what is removed makes room for something else', () => {
  expect(read(`${many(1, 59)} ${many(60, 30, '-')}`, 'add:sections:text').errors).toEqual([])
  expect(read(many(1, 60), 'add:sections:text').errors).toEqual([{ field: 'sections', message: 'tooMany' }])
})

test('a form with thousands of removed sections is refused, and no more of them are read than are needed to see it', () => {
  const { items, errors } = read(many(1, 8_000, '-'), 'save')
  expect(errors).toEqual([{ field: 'sections', message: 'tooMany' }])
  expect(items.length).toBeLessThan(130)
  expect(read(many(1, 100, '-'), 'save').errors).toEqual([])
})

test('the ten thousandth section is kept', () => {
  const { items } = read('s9999:text', 'add:sections:text')
  expect(items.map(({ key }) => key)).toEqual(['s9999', 's10000'])
  expect(read('s9999:text s10000:text', 'save').items).toHaveLength(2)
})

test('a hidden section that is removed and put back stays hidden; a new one is shown', () => {
  expect(read('s1:text', 'remove:sections:s1').items).toMatchObject([{ isOn: false, isRemoved: true }])
  expect(read('-s1:text', 'restore:sections:s1').items).toMatchObject([{ isOn: false }])
  expect(read('s1:text', 'add:sections:text').items).toMatchObject([{ isOn: false }, { isOn: true }])
})
