import { type ComponentPropsWithoutRef, createContext, useContext } from 'react'

/** Id of the error summary, where every posted form leads. */
export const errorsId = 'errors'

/** Ids of the forms rendered so far on the page, for what is rendered after them; null outside a page. */
export const FormsOnPage = createContext<Set<string> | null>(null)

/** The page's own URL, where it may differ from the browser's; empty: the browser's. */
export const OwnUrl = createContext('')

/** Marks a long form: the browser warns before leaving it with unsaved or rejected input. */
export function typed({ errors }: { errors: readonly unknown[] }) {
  return { 'data-typed': errors.length > 0 ? 'refused' : '' }
}

interface FormProps extends Omit<ComponentPropsWithoutRef<'form'>, 'method'> {
  /** What Enter submits, if another button precedes the form's main one. */
  enter?: { name: string; value: string }
}

/**
 * A posted form. If it is rejected, the answer opens at the error summary: the fragment survives a 4xx response, and
 * the browser moves the focus there without JavaScript. Without an action it posts to the page's own URL.
 */
export function Form({ action, enter, children, ...attributes }: FormProps) {
  const onPage = useContext(FormsOnPage)
  const ownUrl = useContext(OwnUrl)
  if (attributes.id) onPage?.add(attributes.id)
  return (
    <form method="post" action={toErrors(action ?? ownUrl)} {...attributes}>
      {enter && <button {...enter} className="enter" tabIndex={-1} aria-hidden="true" />}
      {children}
    </form>
  )
}

/** A URL to post to, with the error summary as its fragment. */
export function toErrors(path = ''): string {
  return `${path}#${errorsId}`
}
