import render from 'dom-serializer'
import { type Document, Element, type ParentNode, Text } from 'domhandler'
import { appendChild, findOne, getAttributeValue, isTag, prependChild, removeElement } from 'domutils'
import { parseDocument } from 'htmlparser2'

/** What a page needs to stand on its own. */
export interface Freezing {
  /** Path and query of the page on the site. */
  from: string
  /** `PUBLIC_URL`. */
  publicUrl: string
  /** Name of the file that holds a path of the site, without a leading slash; null when the archive has none. */
  fileOf: (target: string) => string | null
  /** What stands at the top of the page: that it is a copy, and takes nothing. */
  words: string
}

/** Parts of a page that only make sense while the site runs. */
const gone =
  /(?:^|\s)(?:share|copy|sign-again|sign-bar|flyer|at-hand|trap|skip|menu|wide-nav|foot|next-acts|near-you|first-day|poster-go)(?:\s|$)/
/** Where a button asks people to take part. */
const asking = /(?:^|\s)(?:campaign-hero|story-ask)(?:\s|$)/
/** Sections that ask people to pass it on, and say what happens after signing. */
const goneSections = ['share', 'next']
const formTags = new Set(['form', 'input', 'button', 'select', 'textarea'])
/** Attributes that load or lead somewhere. */
const addresses = ['href', 'src', 'srcset', 'poster'] as const

/** The paths of the site that a page leads to or loads, as they stand in it. */
export function targetsOf(html: string, { from, publicUrl }: Pick<Freezing, 'from' | 'publicUrl'>): string[] {
  const targets: string[] = []
  walk(withoutWhatIsGone(parseDocument(html)), (element) => {
    for (const [, address] of addressesIn(element)) {
      const target = onSite(address, { from, publicUrl })
      if (target) targets.push(target.target)
    }
    if (element.name === 'style')
      for (const [, address] of render(element.children, { decodeEntities: false }).matchAll(inStyle))
        targets.push(address!)
  })
  return targets
}

/**
 * A page that reads well as a file: it says at the top that it is a copy, its links lead to the files beside it, what is
 * elsewhere on the site is plain text, forms are gone, and nobody who signed is on it.
 */
export function freezePage(html: string, freezing: Freezing): string {
  const document = withoutWhatIsGone(parseDocument(html))
  removeForms(document)
  sayAtTop(document, freezing.words)
  const ids = new Set<string>()
  walk(document, (element) => void (element.attribs.id && ids.add(element.attribs.id)))
  walk(document, (element) => relink(element, freezing, ids))
  return render(document, { encodeEntities: 'utf8' })
}

function withoutWhatIsGone(document: Document): Document {
  keepLanguageSwitch(document)
  walk(document, (element) => {
    const isGone =
      element.name === 'script' ||
      (isButton(element) && isWithin(element, asking)) ||
      element.attribs['data-person'] !== undefined ||
      gone.test(element.attribs.class ?? '') ||
      (element.name === 'link' && element.attribs.rel === 'manifest') ||
      (element.name === 'section' && goneSections.includes(element.attribs['aria-labelledby'] ?? ''))
    if (isGone) removeElement(element)
  })
  return document
}

/** On a page with a form the switch is a button that sends it along, at the foot; here it is a link in the header. */
function keepLanguageSwitch(document: Document): void {
  const all: Element[] = []
  walk(document, (element) => void all.push(element))
  const button = all.find(({ name, attribs }) => name === 'button' && attribs.class === 'switch' && attribs.formaction)
  const header = all.find(({ name, attribs }) => name === 'header' && attribs.class === 'top')
  const row = header?.children.find(isTag)
  if (!button || !row) return
  const { lang = '', formaction = '' } = button.attribs
  appendChild(row, new Element('a', { class: 'switch', lang, href: formaction.split('#')[0]! }, button.children))
}

function isButton({ name, attribs }: Element): boolean {
  return name === 'a' && /(?:^|\s)button(?:\s|$)/.test(attribs.class ?? '')
}

function isWithin({ parent }: Element, classes: RegExp): boolean {
  if (!parent || !isTag(parent)) return false
  return classes.test(parent.attribs.class ?? '') || isWithin(parent, classes)
}

/** What surrounds a form to fold it away goes with it. */
function removeForms(document: Document): void {
  walk(document, (element) => {
    if (!formTags.has(element.name)) return
    removeElement(
      element.parent && isTag(element.parent) && element.parent.name === 'details' ? element.parent : element,
    )
  })
}

/** Styled by itself: a page has only the style that it draws. */
function sayAtTop(document: Document, words: string): void {
  const notice = new Element(
    'p',
    {
      role: 'note',
      style: 'border:.2rem solid;font-size:.9rem;margin:0 0 1.75rem;overflow-wrap:anywhere;padding:.5rem .75rem',
    },
    [new Text(words)],
  )
  const main = findOne(({ name }) => name === 'main', document.children)
  if (main) prependChild(main, notice)
  else prependChild(document, notice)
}

function relink(element: Element, freezing: Freezing, ids: ReadonlySet<string>): void {
  if (element.name === 'style') {
    for (const child of element.children)
      if (child instanceof Text)
        child.data = child.data.replace(inStyle, (whole, address: string) => {
          const file = freezing.fileOf(address)
          return file ? `url(${relative(freezing, file)})` : whole
        })
    return
  }
  // Where search engines find the original.
  if (element.name === 'link' && element.attribs.rel === 'canonical') return
  for (const [name, address] of addressesIn(element)) {
    if (address.startsWith('#')) {
      if (address !== '#' && !ids.has(decodeURIComponent(address.slice(1)))) unlink(element)
      continue
    }
    const target = onSite(address, freezing)
    if (!target) continue
    const file = freezing.fileOf(target.target)
    if (file) element.attribs[name] = relative(freezing, file) + target.hash
    else if (element.name === 'a' && isWithin(element, navigation)) removeElement(element.parent as Element)
    else if (element.name === 'a') unlink(element)
    else removeElement(element)
  }
}

/** A list of pages, each in its own item: one that the archive lacks is left out. */
const navigation = /(?:^|\s)campaign-nav(?:\s|$)/

/** Plain text where a link was. */
function unlink(element: Element): void {
  element.name = 'span'
  for (const name of ['href', 'rel', 'hreflang', 'target']) delete element.attribs[name]
}

function addressesIn(element: Element): [name: string, address: string][] {
  return addresses.flatMap((name) => {
    const value = getAttributeValue(element, name)
    // Of a set of pictures the first is enough.
    return value ? [[name, name === 'srcset' ? value.trim().split(/[\s,]/)[0]! : value] as [string, string]] : []
  })
}

const inStyle = /url\((\/[^()"']+)\)/g

/** The path and query of an address on this site, and its fragment; null for another site, or no page. */
function onSite(
  address: string,
  { from, publicUrl }: Pick<Freezing, 'from' | 'publicUrl'>,
): { target: string; hash: string } | null {
  if (!URL.canParse(address, publicUrl + from)) return null
  const url = new URL(address, publicUrl + from)
  return url.origin === new URL(publicUrl).origin ? { target: url.pathname + url.search, hash: url.hash } : null
}

/** From the page's file to another. */
function relative({ from, fileOf }: Freezing, file: string): string {
  const depth = (fileOf(from) ?? '').split('/').length - 1
  return `${'../'.repeat(depth)}${file.split('/').map(encodeURIComponent).join('/')}`
}

/** Visits all elements; what is removed on the way is not entered. */
function walk(parent: ParentNode, visit: (element: Element) => void): void {
  for (const child of parent.children.slice()) {
    if (!isTag(child)) continue
    visit(child)
    if (child.parent) walk(child, visit)
  }
}
