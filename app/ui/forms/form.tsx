import { createContext, useContext, type ComponentPropsWithoutRef } from 'react'

/** Id of the summary of what is wrong, to which every posted form leads. */
export const errorsId = 'errors'

/** Ids of the forms that the page has so far, for whatever is rendered after them; null outside of a page. */
export const FormsOnPage = createContext<Set<string> | null>(null)

/** Marks a long form that is sent whole: the browser asks before what was typed in it is left, and before what was refused is. */
export function typed({ errors }: { errors: readonly unknown[] }) {
  return { 'data-typed': errors.length > 0 ? 'refused' : '' }
}

interface FormProps extends Omit<ComponentPropsWithoutRef<'form'>, 'method'> {
  /** What Enter sends, where another button stands before the form's own. */
  enter?: { name: string; value: string }
}

/**
 * A form that is posted: where it is refused, the answer opens at the summary of what is wrong (the fragment outlives an
 * answer of 4xx, and the browser moves the focus there without script). Without an action, to the page's own address.
 */
export function Form({ action, enter, children, ...attributes }: FormProps) {
  const onPage = useContext(FormsOnPage)
  if (attributes.id) onPage?.add(attributes.id)
  return (
    <form method="post" action={toErrors(action)} {...attributes}>
      {enter && <button {...enter} className="enter" tabIndex={-1} aria-hidden="true" />}
      {children}
    </form>
  )
}

/** An address to post to, leading to the summary of what is wrong. */
export function toErrors(path = ''): string {
  return `${path}#${errorsId}`
}
