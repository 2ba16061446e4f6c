import type { ReactNode } from 'react'
import { Form } from '~/ui/forms/form'

interface OneButtonProps {
  /** What it sends, unseen. */
  fields?: Record<string, string>
  /** Where to; without it, to the page's own address. */
  action?: string
  /** Whether it is what one has come here to do. */
  isMain?: boolean
  children: ReactNode
}

/** A form that is one button. */
export function OneButton({ fields = {}, action, isMain = false, children }: OneButtonProps) {
  return (
    <Form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className={isMain ? 'main' : undefined}>{children}</button>
    </Form>
  )
}
