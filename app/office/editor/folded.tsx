import type { ReactNode } from 'react'
import type { Translate } from '~/i18n/translator'
import type { FormState } from '~/ui/forms/form-state'

interface FoldedProps {
  t: Translate
  form: FormState
  title: string
  /** Names of its form fields. */
  names: readonly string[]
  /** Form fields that are missing for publishing. */
  missing: readonly string[]
  /** It holds something that is no form field, such as a picture. */
  isFilled?: boolean
  children: ReactNode
}

/** A part of an editor that can be left alone: folded until it holds something, or until something in it is wrong. */
export function Folded({ t, form, title, names, missing, isFilled = false, children }: FoldedProps) {
  const isOpen =
    isFilled ||
    names.some((name) => Boolean(form.values[name])) ||
    missing.some((name) => names.includes(name)) ||
    form.errors.some(({ field }) => names.includes(field))
  return (
    <details className="part" open={isOpen}>
      <summary>
        {title} <span className="small">{t('office.edit.optional')}</span>
      </summary>
      {children}
    </details>
  )
}

/** Names of the form fields of texts in both languages. */
export function inBothFields(names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name}_en`, `${name}_es`])
}
