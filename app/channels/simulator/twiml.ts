/** One verb of TwiML, with what stands inside it. */
export interface Verb {
  name: string
  attributes: Record<string, string>
  text: string
  inside: Verb[]
}

const token = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z]+)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g

/**
 * Reads the TwiML that our own side writes: elements, attributes in double quotes, text and the five named entities.
 *
 * @returns the verbs inside `Response`
 * @throws  when it is not TwiML
 */
export function readTwiml(xml: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, text: '', inside: [] }
  const open: Verb[] = [root]
  for (const [, isEnd, name, attributes = '', isEmpty, text] of xml.matchAll(token)) {
    const top = open.at(-1)!
    if (text !== undefined) top.text += unescaped(text)
    else if (name && isEnd) {
      if (top.name !== name) throw new Error(`${name} ends where ${top.name || 'nothing'} is open`)
      open.pop()
    } else if (name) {
      const verb: Verb = {
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescaped(value!)]),
        ),
        text: '',
        inside: [],
      }
      top.inside.push(verb)
      if (!isEmpty) open.push(verb)
    }
  }
  const response = root.inside[0]
  if (response?.name !== 'Response' || open.length > 1) throw new Error('this is no TwiML')
  return response.inside
}

function unescaped(text: string): string {
  return text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]!,
  )
}
