import { fillTokens } from '~/actions/kind/tokens'
import { placeInSentence } from '~/geography/place-name'
import { type Bilingual, inBoth, type Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { lookAgain } from '~/office/editor/look-again'
import type { PostRole, Target } from '~/officials/posts/target'
import { slugOf } from '~/ui/page/slug'

type Official = Pick<Target, 'postId' | 'role' | 'title' | 'place' | 'holder'>

/** Where a copy is for. */
export interface NewPlace {
  name: string
  kind: string
  slug: string
  state: string | null
  officials: readonly Official[]
}

const usualRoles: Readonly<Record<string, readonly PostRole[]>> = {
  county: ['sheriff', 'county-supervisor', 'county-executive', 'prosecutor', 'jail-director', 'other'],
  place: ['council-member', 'mayor', 'police-chief', 'other'],
}

/** Whether a place has such a post, as far as we know: a county has no city council. */
export function hasRole({ kind, officials }: NewPlace, role: PostRole): boolean {
  return officials.some((one) => one.role === role) || (usualRoles[kind]?.includes(role) ?? true)
}

/**
 * Makes a text that names officials and their place name those of another place.
 *
 * @param addressed whom the text is addressed to: they and their place are replaced
 * @param old everyone in the campaign that is copied: when one of them is still named, the text ends with `lookAgain`
 */
export function wordsForPlace(
  text: Bilingual,
  place: NewPlace,
  addressed: readonly Official[],
  old: readonly Official[],
): Bilingual {
  return inBoth((language) => {
    const changed = addressed
      .filter((one) => one.place.slug !== place.slug)
      .reduce((words, one) => replaceOne(words, language, one, place), text[language])
    const isNamed = oldWords(old, place).some((word) => whole(escaped(word)).test(changed))
    return isNamed ? `${changed} ${lookAgain[language]}` : changed
  })
}

/** Of a campaign's name; as its form has it. */
const longestName = 120

/** Name of a campaign's copy. The place is always there in full: only it tells the copies apart. */
export function nameForPlace(name: string, place: string): string {
  const room = longestName - place.length - 2
  const short = name.length <= room ? name : `${name.slice(0, room - 1).replace(/\s+\S*$/, '')}…`
  return `${short}: ${place}`
}

/** The same for every text in both languages in a content, in its lists too. */
export function contentForPlace<Content>(content: Content, change: (text: Bilingual) => Bilingual): Content {
  if (Array.isArray(content)) return content.map((one) => contentForPlace(one, change)) as Content
  if (typeof content !== 'object' || content === null) return content
  if ('en' in content && 'es' in content) return change(content as unknown as Bilingual) as Content
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, contentForPlace(value as unknown, change)]),
  ) as Content
}

/** The slug of a copy: that of the original without whom it named, and the place, as in `alto-polimigra-cook-county-il`. */
export function slugForPlace(slug: string, place: NewPlace, old: readonly Official[]): string {
  const where = slugOf([place.name, place.state].filter(Boolean).join(' '))
  const left = oldWords(old, place).map((word) => slugOf(word))
  const base = slug.split('-').filter((word) => !left.includes(word))
  while (base.length > 1 && `${base.join('-')}-${where}`.length > 60) base.pop()
  return [...base, where].join('-')
}

/** The names that give away where a text came from: people's full and last names, and places without their kind. */
function oldWords(old: readonly Official[], place: NewPlace): string[] {
  const now = [place.name, ...place.officials.map(({ holder }) => holder?.name ?? '')].join(' ')
  const words = old
    .filter((one) => one.place.slug !== place.slug)
    .flatMap(({ holder, place: { name } }) => [holder?.name, lastName(holder?.name ?? ''), bareName(name)])
  return [...new Set(words)].filter((word): word is string => Boolean(word) && !whole(escaped(word!)).test(now))
}

function replaceOne(text: string, language: Language, one: Official, place: NewPlace): string {
  const said = (where: { name: string; kind: string }) => placeInSentence(language, where)
  const where = placePattern(said(one.place))
  const titles = titlesOf(one, language).map(escaped).join('|')
  const article = language === 'es' ? '(?:(?<before>del|al|el|la)\\s+)?' : '(?:the\\s+)?'
  const office = `(?:,\\s+(?<after>${titles})(?:\\s+(?:of|del?)\\s+(?:la\\s+)?${where})?)`
  const name = one.holder && escaped(one.holder.name)
  const last = one.holder && escaped(lastName(one.holder.name))
  const person = name ? `(?:${article}(?<title>${titles})\\s+(?:${name}|${last})|${name})${office}?` : null
  const { holders, isAlone } = holdersOf(one.role, place)
  const role = translator(language)(`officials.roles.${one.role}`)
  const post = fillTokens(language === 'en' ? `the ${role} of {place}` : `el ${lowered(role)} de {place}`, language, {
    place: said(place),
  })
  const known = holders[0] ?? ''
  // Names that no text has of its own, as it may have {place}.
  const values = {
    new_name: known,
    new_titled: language === 'en' ? `${role} ${known}` : known,
    new_described: `${known}, ${post.replace(/^(?:the|el) /, '')}`,
    new_post: post,
    new_place: said(place),
  }
  let words = text
  if (person)
    words = words.replace(whole(person), (...found) => {
      const groups = found.at(-1) as { before?: string; title?: string; after?: string }
      const from = groups.before === 'del' ? 'de ' : groups.before === 'al' ? 'a ' : ''
      if (!isAlone) return `${from}${lookAgain[language]}`
      if (!known) return `${from}{new_post}`
      return `${from}${groups.after ? '{new_described}' : groups.title ? '{new_titled}' : '{new_name}'}`
    })
  if (one.place.kind === place.kind)
    words = words.replace(whole(`${language === 'es' ? article : ''}${where}`), (...found) => {
      const { before } = (found.at(-1) ?? {}) as { before?: string }
      return before === 'del' ? 'de {new_place}' : before === 'al' ? 'a {new_place}' : '{new_place}'
    })
  // Spanish says whether the sheriff is a woman; of the next one we do not know it.
  if (language === 'es' && one.role === 'sheriff')
    words = words
      .replace(/\b(de|a) la alguacil\b/g, (_, before: string) => `${before}l alguacil`)
      .replace(/\b(l)a alguacil\b/gi, (_, l: string) => (l === 'L' ? 'El alguacil' : 'el alguacil'))
      .replace(/\b(nuestr)a alguacil\b/gi, '$1o alguacil')
  return fillTokens(words, language, values)
}

/** Who holds a role; of several, nobody can be named for the others. */
function holdersOf(role: PostRole, { officials }: NewPlace): { holders: string[]; isAlone: boolean } {
  const alike = officials.filter((one) => one.role === role)
  const isOneOfMany = role === 'council-member' || role === 'county-supervisor' || role === 'other'
  return { holders: alike.flatMap(({ holder }) => holder?.name ?? []), isAlone: alike.length <= 1 && !isOneOfMany }
}

function titlesOf({ role, title }: Official, language: Language): string[] {
  const said = translator(language)(`officials.roles.${role}`)
  const all = [said, said.replace(/ \(.*\)$/, ''), title].filter(Boolean)
  return [...new Set(all.flatMap((one) => [one, lowered(one)]))].sort((a, b) => b.length - a.length)
}

/** Without its article, and in either case: “condado de Saguaro” opens a title as “Condado de Saguaro”. */
function placePattern(said: string): string {
  const bare = said.replace(/^(?:el|la) /, '')
  const first = bare.charAt(0)
  return bare === said
    ? escaped(bare)
    : `[${first.toUpperCase()}${first.toLowerCase()}]${escaped(bare.slice(first.length))}`
}

function bareName(name: string): string {
  return name.replace(/ (?:City and Borough|Census Area|Municipality|Municipio|County|Parish|Borough|City)$/, '')
}

function lastName(name: string): string {
  return name.split(' ').at(-1)!
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function whole(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu')
}
