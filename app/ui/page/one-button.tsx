import type { ReactNode } from 'react'
import { Form } from '~/ui/forms/form'

interface OneButtonProps {
  /** Hidden fields. */
  fields?: Record<string, string>
  /** Where it posts; default: the page's own URL. */
  action?: string
  /** Whether it is the page's main action. */
  isMain?: boolean
  /** What it does, for who does not see what it stands beside; default: its words. */
  label?: string
  children: ReactNode
}

/** A form that is one button. */
export function OneButton({ fields = {}, action, isMain = false, label, children }: OneButtonProps) {
  return (
    <Form action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className={isMain ? 'main' : undefined} aria-label={label}>
        {children}
      </button>
    </Form>
  )
}
