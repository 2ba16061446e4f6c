import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { translator } from '~/i18n/translator'
import { MappingForm } from '~/office/lists/mapping-form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'

const list = {
  state: 'checked',
  columns: ['Place', 'Holder'],
  first: [['Pima County', 'Ida Vance']],
  mapping: { name: '1' },
}

function rendered(form: FormState): string {
  return renderToStaticMarkup(
    <MappingForm
      t={translator('en')}
      form={form}
      list={list}
      fields={[{ field: 'name', label: 'Name' }]}
      isOpen={false}
      options={null}
    />,
  )
}

test('a check that is refused keeps the columns that somebody chose for it', () => {
  expect(rendered(emptyForm)).toContain('<option value="1" selected="">')
  const values = { intent: 'check', column_name: '0' }
  const refused = rendered({ values, errors: [{ field: 'checkedOn', message: 'checkedOnWrong' }] })
  expect(refused).toContain('<option value="0" selected="">')
  expect(refused).toContain('<details class="panel" open="">')
})
