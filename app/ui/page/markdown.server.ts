import MarkdownIt, { type Token } from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false })
// On a phone, a wide table scrolls by itself, also with the keys.
markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>'
markdown.renderer.rules.table_close = () => '</table></div>'
const allowed = {
  allowedTags: 'h2 h3 h4 p ul ol li a strong em blockquote br hr div table thead tbody tr th td'.split(' '),
  allowedAttributes: { a: ['href', 'rel'], th: ['scope'], div: ['class', 'tabindex'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  // What looks like a path of this site would lead to another.
  allowProtocolRelative: false,
  transformTags: {
    h1: 'h2',
    a: (tagName: string, { href = '' }: Record<string, string>) => ({
      tagName,
      attribs: { ...(namesSomebody(href) ? {} : { href }), rel: 'noreferrer' },
    }),
    th: sanitizeHtml.simpleTransform('th', { scope: 'col' }),
  },
}

/** Markdown as safe HTML: no raw HTML, no scripts, no pictures; the page keeps its only `h1`. */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(markdown.render(text), allowed)
}

/** The first paragraph of a text in Markdown, without its marks. */
export function firstParagraph(text: string): string {
  const words = markdown.parse(text, {}).find(({ type }) => type === 'inline')?.children ?? []
  return words.map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content)).join('')
}

/**
 * A text in Markdown without its marks, a line for each paragraph and item, for where only plain text is shown. What is
 * indented, such as a postal address, keeps its lines.
 */
export function plainText(text: string): string {
  return markdown
    .parse(text, {})
    .flatMap(({ type, content, children }) => {
      if (type === 'inline') return [wordsIn(children ?? [])]
      return type === 'code_block' || type === 'fence' ? [content.trimEnd()] : []
    })
    .join('\n')
}

function wordsIn(tokens: readonly Token[]): string {
  const address = ({ type, attrs }: Token) =>
    type === 'link_open' ? String(attrs?.find(([name]) => name === 'href')?.[1] ?? '') : ''
  let href = ''
  return tokens
    .map((token, at) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
      href = address(token) || href
      // A link is followed by its address, unless it is that address.
      if (token.type === 'link_close') return isSameAddress(tokens[at - 1]?.content ?? '', href) ? '' : ` (${href})`
      return token.content
    })
    .join('')
}

/** Whether a link's words are its address, perhaps without the scheme that was added to them. */
function isSameAddress(words: string, href: string): boolean {
  const bare = (address: string) => address.replace(/^(mailto:|https?:\/\/)/, '')
  return bare(words) === bare(markdown.normalizeLinkText(href))
}

/** A name and password in front of a host only disguise where a link leads. */
function namesSomebody(href: string): boolean {
  if (!URL.canParse(href)) return false
  const { username, password } = new URL(href)
  return username !== '' || password !== ''
}
