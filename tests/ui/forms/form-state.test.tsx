import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { inOneField } from '~/actions/petitions/one-contact-field'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

const offers = { comment: true, names: true, phone: true, network: false }
const refused = (fields: Record<string, string>): FormState => {
  const read = readSignForm(offers, fields)
  if (read.outcome === 'read') throw new Error('nothing was refused')
  return inOneField(read.form)
}
const blank = { given_name: '', postal_code: '', contact: '', website: '', comments: '' }

test.each([
  ['nothing', blank, ['given_name', 'postal_code', 'contact']],
  [
    'what is wrong',
    { ...blank, given_name: '=1', postal_code: '850', contact: 'rosa@' },
    ['given_name', 'postal_code', 'contact'],
  ],
  [
    'much',
    { ...blank, contact: '602', comments: 'www.example.com', family_name: '=1' },
    ['contact', 'family_name', 'comments'],
  ],
])('whoever fills in %s is told what is wrong in the order of the page', (_, fields, order) => {
  expect(refused(fields).errors.map(({ field }) => field)).toEqual(order)
})

test.for(languages)('what was typed is said in %s to be there only when something was', (lang) => {
  const t = translator(lang)
  const summary = (form: FormState, typed?: string[]) =>
    renderToStaticMarkup(<ErrorSummary t={t} form={form} {...(typed ? { typed } : {})} />)
  const kept = t('site.form.errorsHint')
  expect(summary(refused(blank))).not.toContain(kept)
  expect(summary(refused({ ...blank, given_name: 'Rosa' }))).toContain(kept)
  const letter = { values: { subject: 'Suggested', seed: 'ab', given_name: ' ' }, errors: refused(blank).errors }
  expect(summary(letter, ['given_name'])).not.toContain(kept)
})
