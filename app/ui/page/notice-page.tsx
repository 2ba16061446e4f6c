import type { ReactNode } from 'react'

interface NoticeProps {
  title: string
  text: ReactNode
  /** The only link onward. */
  next?: { href: string; label: string }
  children?: ReactNode
}

/** A page with one message, and what can be done next. */
export function NoticePage({ title, text, next, children }: NoticeProps) {
  return (
    <div className="narrow">
      <h1>{title}</h1>
      <p className="lead to">{text}</p>
      {children}
      {next && (
        <p>
          <a className="button" href={next.href}>
            {next.label}
          </a>
        </p>
      )}
    </div>
  )
}
