import { Parser } from 'htmlparser2'

/** Elements after which a new line begins. */
const blocks = new Set(['p', 'div', 'br', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'hr', 'table', 'ul', 'ol'])
/** Elements whose text nobody reads. */
const unread = new Set(['style', 'script', 'head', 'title', 'template'])

/** Most characters that are read. */
const mostRead = 200_000

/** The text of a mail that has no other: what is quoted is marked as in plain text. Without recursion: anybody can write it. */
export function textOfHtml(html: string): string {
  let text = ''
  let skipped = 0
  let depth = 0
  const newLine = () => {
    text += `\n${'> '.repeat(Math.min(depth, 3))}`
  }
  const parser = new Parser({
    onopentag(name) {
      if (unread.has(name)) skipped += 1
      if (name === 'blockquote') depth += 1
      if (blocks.has(name)) newLine()
    },
    ontext(words) {
      if (skipped === 0 && text.length < mostRead) text += words.replace(/\s+/g, ' ')
    },
    onclosetag(name) {
      if (unread.has(name)) skipped = Math.max(0, skipped - 1)
      if (name === 'blockquote') depth = Math.max(0, depth - 1)
      if (blocks.has(name) && name !== 'br') newLine()
    },
  })
  parser.write(html.slice(0, 2 * mostRead))
  parser.end()
  const lines = text.split('\n').map((line) => line.trimEnd())
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
