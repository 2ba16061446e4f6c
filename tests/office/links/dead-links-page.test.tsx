import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'
import { DeadLinksPage } from '~/office/links/dead-links-page'
import { emptyForm } from '~/ui/forms/form-state'

test('before links were ever checked, nobody is told that none are dead', () => {
  const page = (checkedAt: string | null) =>
    renderToStaticMarkup(
      <DeadLinksPage
        t={translator('en')}
        lang="en"
        publicUrl="https://firme.example.org"
        lines={[]}
        count={0}
        table={{ sort: '', isDown: false, page: 1 }}
        q=""
        known={3}
        checkedAt={checkedAt}
        form={emptyForm}
      />,
    )
  expect(page(null)).not.toContain('No dead links.')
  expect(page('2026-11-24T18:00:00Z')).toContain('No dead links.')
})
