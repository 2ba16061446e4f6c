import { XMLParser } from 'fast-xml-parser'

/** One TwiML verb with its nested verbs. */
export interface Verb {
  name: string
  attributes: Record<string, string>
  text: string
  inside: Verb[]
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  // The parser reads numeric entities, such as &#233;, only together with HTML's named ones.
  htmlEntities: true,
})

/** An element as the parser returns it: its name maps to its children, `:@` to its attributes. */
type Node = Record<string, unknown>

/**
 * @returns the verbs inside `Response`
 * @throws when it is not TwiML
 */
export function readTwiml(xml: string): Verb[] {
  const [response, ...more] = parser.parse(xml, true) as Node[]
  if (!response || !Array.isArray(response.Response) || more.length > 0) throw new Error('this is no TwiML')
  return verbsOf(response.Response)
}

function verbsOf(nodes: Node[]): Verb[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@')!
    if (name === '#text') return []
    const children = node[name] as Node[]
    const attributes = (node[':@'] ?? {}) as Record<string, string>
    const text = children.map((child) => child['#text'] ?? '').join('')
    return [{ name, attributes, text, inside: verbsOf(children) }]
  })
}
