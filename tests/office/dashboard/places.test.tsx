import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'
import { Columns } from '~/office/dashboard/charts'
import { PlacesPanels } from '~/office/dashboard/places-panels'

test('places are named in the language of the page, also those abroad', () => {
  const html = renderToStaticMarkup(
    <PlacesPanels
      t={translator('es')}
      lang="es"
      states={[
        { name: 'New York', confirmed: 2 },
        { name: 'abroad', confirmed: 1 },
      ]}
      areas={[]}
      counties={[]}
      lines=""
      without={0}
    />,
  )
  expect(html).toContain('<th scope="row">Nueva York</th>')
  expect(html).toContain('<th scope="row">fuera de EE. UU.</th>')
  expect(html).not.toContain('>abroad<')
})

test('a chart is drawn for phones too, with fewer labels that do not run into each other; zero has no column', () => {
  const columns = Array.from({ length: 12 }, (_, index) => ({ label: `Nov ${index + 1}`, value: index === 0 ? 0 : 5 }))
  const html = renderToStaticMarkup(<Columns lang="en" label="By week" columns={columns} />)
  const [wide, narrow] = html.split('class="chart narrow"')
  const labels = (part: string) => part.match(/>Nov \d+</g)!.length
  expect([labels(wide!), labels(narrow!)]).toEqual([6, 3])
  expect(narrow).toContain('viewBox="0 0 340 180"')
  expect(narrow!.match(/class="bar-mark"[^>]* height="0"/g)).toHaveLength(1)
})
