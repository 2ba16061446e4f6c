import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false })
const allowed = {
  allowedTags: ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'a', 'strong', 'em', 'blockquote', 'br', 'hr'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  transformTags: { h1: 'h2', a: sanitizeHtml.simpleTransform('a', { rel: 'noreferrer' }) },
}

/** Markdown as safe HTML: no raw HTML, no scripts, no pictures; the page keeps its only `h1`. */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(markdown.render(text), allowed)
}
