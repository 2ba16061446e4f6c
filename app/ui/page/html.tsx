interface HtmlProps {
  /** Already sanitized by `renderMarkdown`. */
  html: string
  className?: string
}

/** Text that an organizer wrote in Markdown. */
export function Html({ html, className = 'story' }: HtmlProps) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
