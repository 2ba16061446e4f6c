/** A rule with what it applies to; or a block of rules, such as `@media`; or what is kept as it is. */
type Rule =
  | { is: 'rule'; selectors: { text: string; classes: string[] }[]; body: string }
  | { is: 'block'; head: string; rules: Rule[] }
  | { is: 'whole'; text: string }

const sheets = new Map<string, Rule[]>()

/**
 * A style sheet without the rules that need a class no element of the page has.
 *
 * @param sheet minified or not, without nested rules; each is parsed once
 * @param html the page, with every class that its scripts may give
 */
export function drawnStyle(sheet: string, html: string): string {
  let rules = sheets.get(sheet)
  if (!rules) {
    if (sheets.size > 200) sheets.clear()
    rules = parse(sheet.replace(/\/\*[^]*?\*\//g, ''))
    sheets.set(sheet, rules)
  }
  const drawn = new Set<string>()
  for (const [, names = ''] of html.matchAll(/ class="([^"]*)"/g)) for (const name of names.split(' ')) drawn.add(name)
  return write(rules, drawn)
}

function write(rules: readonly Rule[], drawn: ReadonlySet<string>): string {
  let text = ''
  for (const rule of rules) {
    if (rule.is === 'whole') text += rule.text
    else if (rule.is === 'block') {
      const inner = write(rule.rules, drawn)
      if (inner) text += `${rule.head}{${inner}}`
    } else {
      const needed = rule.selectors.filter(({ classes }) => classes.every((name) => drawn.has(name)))
      if (needed.length > 0) text += `${needed.map((one) => one.text).join(',')}{${rule.body}}`
    }
  }
  return text
}

function parse(sheet: string): Rule[] {
  const rules: Rule[] = []
  for (let from = 0; from < sheet.length; ) {
    const opens = sheet.indexOf('{', from)
    if (opens < 0) break
    const head = sheet.slice(from, opens).trim()
    const closes = closing(sheet, opens)
    const body = sheet.slice(opens + 1, closes)
    if (/^@(?:media|supports)/.test(head)) rules.push({ is: 'block', head, rules: parse(body) })
    else if (head.startsWith('@')) rules.push({ is: 'whole', text: `${head}{${body}}` })
    else rules.push({ is: 'rule', selectors: selectorsIn(head), body })
    from = closes + 1
  }
  return rules
}

/** Where the brace is closed that is opened here. */
function closing(sheet: string, opens: number): number {
  let depth = 0
  for (let at = opens; at < sheet.length; at += 1) {
    if (sheet[at] === '{') depth += 1
    else if (sheet[at] === '}' && (depth -= 1) === 0) return at
  }
  throw new Error('a brace of the style sheet is not closed')
}

function selectorsIn(head: string): { text: string; classes: string[] }[] {
  // Commas between parentheses, as in `:is(h1,h2)`, do not separate selectors.
  return head.split(/,(?![^(]*\))/).map((text) => {
    // What stands between parentheses is an alternative, or must not be there.
    const needed = text.replace(/\([^]*\)/g, '').replace(/\[[^\]]*\]/g, '')
    return { text: text.trim(), classes: [...needed.matchAll(/\.(-?[_a-z][\w-]*)/gi)].map(([, name]) => name!) }
  })
}
