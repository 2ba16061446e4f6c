import type { ReactNode } from 'react'

interface NoticeProps {
  title: string
  text: string
  children?: ReactNode
}

/** A page that says one thing, and what can be done next. */
export function NoticePage({ title, text, children }: NoticeProps) {
  return (
    <div className="narrow">
      <h1>{title}</h1>
      <p className="lead to">{text}</p>
      {children}
    </div>
  )
}
