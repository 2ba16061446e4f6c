import type { ServerResponse } from 'node:http'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'

/** First words of public paths behind the language. */
const words =
  /^(privacy|search|officials|localities|places|campaigns|documents|petitions|calls|letters|texts|confirm|contact|posted|me|stop|sheriffs|alguaciles)$/
/** Those that are no page of their own: an address cut off behind one leads to where its pages are listed. */
const lists: ReadonlySet<string> = new Set(['petitions', 'calls', 'letters', 'texts', 'campaigns', 'places'])
/** Files of documents have no language: `/documents/…/….pdf`. */
const documentFile = /^\/documents\/[^/]+\/[^/]+\.(?:pdf|webp)$/
/** What follows these is a token, in which case counts. */
const beforeToken = /^(confirm|contact|posted|me|stop|digest|check|join|recover)$/
/** Where mail and messages lead people in the office. */
const officeLink = /^\/office\/(join|recover)\/[^/]+$/i
/** One character that mail programs and writers leave at the end of a link, as it is or encoded. */
const leftAtEnd =
  /(?:[\s.,;:!?()<>[\]{}"'`*|\\=\u0080-\uffff]|%(?:0[9ad]|2[0-9ace]|3[a-f]|5[b-e]|60|7[b-d])|%c2%(?:a0|ab|bb)|%e2%80%[0-9a-f]{2})$/i
/** An escape that was cut off, or a character of which a part was. */
const cutOff = /%[0-9a-f]?$|%(?:c2|e2(?:%80)?)(?:%[0-9a-f]?)?$/i
/** Line breaks, and those of quoted-printable (RFC 2045 §6.7): no public path has any of these inside. */
const inside = /=(?:%0d)?(?:%0a)?|%0[9ad]|%20|\s/gi
/** An equals sign in quoted-printable that nobody decoded. */
const encodedEquals = /(^|&)(r|how)=3D/g
const longest = 1_000

/**
 * Where a link leads that was damaged on its way: by a period, bracket or quotation mark behind it, a line break in it,
 * capitals, a missing language, or a question mark that was encoded. Tokens are not changed otherwise.
 *
 * @param target the request target of a GET
 * @param preferred the language for a path without one
 * @returns the path and query it should have been; null when it is as it should be, or none of ours
 */
export function mendedPath(target: string, preferred: () => Language): string | null {
  if (target.length > longest) return null
  const mark = /\?|%3f(?=[a-z]+=)/i.exec(target)
  const path = mark ? target.slice(0, mark.index) : target
  const query = mark ? `?${target.slice(mark.index + mark[0].length).replace(encodedEquals, '$1$2=')}` : ''
  const [shown = ''] = path.split('%23', 1)
  const cut = withoutEnd(shown.replace(cutOff, ''))
  const clean = (cut === path ? cut : cut.replace(/\/$/, '')).replace(inside, '')
  const mended = officeLink.test(clean) ? clean : publicPath(clean, preferred)
  const whole = `${mended}${query}`
  return mended === null || whole === target ? null : whole
}

function withoutEnd(path: string): string {
  let rest = path
  for (let at = rest.search(leftAtEnd); at >= 0; at = rest.search(leftAtEnd)) rest = rest.slice(0, at)
  return rest
}

function publicPath(path: string, preferred: () => Language): string | null {
  const [, first = '', ...rest] = path.split('/')
  const start = first.toLowerCase()
  const isLanguage = start === 'en' || start === 'es'
  if (!isLanguage && (!words.test(start) || documentFile.test(path))) return null
  let isToken = false
  const named = (isLanguage ? rest : [start, ...rest]).map((segment) => {
    if (isToken) return segment
    isToken = beforeToken.test(segment.toLowerCase())
    return segment.toLowerCase()
  })
  if (named.length === 1 && lists.has(named[0]!)) {
    const language = isLanguage ? (start as Language) : preferred()
    return named[0] === 'places' ? paths.officials(language) : paths.home(language)
  }
  return isLanguage ? ['', start, ...named].join('/') : inLanguage(named, preferred)
}

function inLanguage(named: string[], preferred: () => Language): string {
  if (named.length === 1 && named[0] === 'sheriffs') return paths.sheriffs('en')
  if (named.length === 1 && named[0] === 'alguaciles') return paths.sheriffs('es')
  return ['', preferred(), ...named].join('/')
}

/** Leads there, without a word that a cache may keep. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'private, no-store', 'content-length': '0' })
  response.end()
}
