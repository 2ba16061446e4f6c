import type { ContactKind } from '#db/schema-officials'
import { findDistrict } from '~/geography/district-words'
import { type ContactProblem, type ContactValue, readContact } from '~/officials/posts/contact-value'
import { cleanLine } from '~/ui/forms/text'

/** The contents of a contact cell: valid contacts, problems with invalid ones, and leftover words. */
export interface ReadContacts {
  contacts: ContactValue[]
  problems: { problem: ContactProblem; text: string }[]
  rest: string
}

const between: Record<'phone' | 'email' | 'other', RegExp> = {
  phone: /\s*(?:[;|\n]|\s\/\s|\s(?:or|and|y|o)\s|,(?=\s*[(+\d]))\s*/i,
  email: /[\s;,|<>]+/,
  other: /\s*[|\n]\s*/,
}

/** Reads all contacts in a cell; a cell may hold several. Emergency numbers are reported as problems, never kept. */
export function readContacts(kind: ContactKind, cell: string): ReadContacts {
  const all = piecesOf(kind, cell)
  // "Ida Vance <ida@example.org>": the words next to an email address are not one.
  const isAside = (text: string) => kind === 'email' && all.length > 1 && !text.includes('@')
  const read: ReadContacts = { contacts: [], problems: [], rest: all.filter(isAside).join(' ') }
  for (const text of all.filter((one) => !isAside(one))) {
    const result = readContact(kind, text)
    if (result.outcome === 'invalid') read.problems.push({ problem: result.problem, text: text.slice(0, 80) })
    else if (
      !read.contacts.some((one) => one.value === result.contact.value && one.extension === result.contact.extension)
    )
      read.contacts.push(result.contact)
  }
  return read
}

function piecesOf(kind: ContactKind, cell: string): string[] {
  if (kind === 'address') return addressesIn(cell)
  const split = between[kind === 'email' ? 'email' : kind === 'form' || kind === 'url' ? 'other' : 'phone']
  const line = kind === 'email' ? withoutDisguise(cell) : cell
  return line
    .split(split)
    .map(cleanLine)
    .filter((piece) => piece !== '' && !/^(n\/?a|none|-+|—|ninguno)$/i.test(piece))
}

/** `ana (at) example.org`, `ana [at] example dot org`, "ana at example dot org". */
function withoutDisguise(cell: string): string {
  const line = cell
    .replace(/\s*[([{]\s*(?:at|arroba)\s*[)\]}]\s*/gi, '@')
    .replace(/\s*[([{]\s*(?:dot|punto)\s*[)\]}]\s*/gi, '.')
  const [, user, host] = /^(\S+?)(?:@|\s+(?:at|arroba)\s+)(\S+(?:\s+(?:dot|punto)\s+\S+)+)$/i.exec(line.trim()) ?? []
  return user && host ? `${user}@${host.replace(/\s+(?:dot|punto)\s+/gi, '.')}` : line
}

/** Blank lines separate addresses only if every part ends in a ZIP; otherwise it is one address. */
function addressesIn(cell: string): string[] {
  const parts = cell.split(/\n\s*\n/).filter((part) => part.trim() !== '')
  return parts.length === 0 ? [] : parts.every((part) => /\b\d{5}(-\d{4})?\s*$/.test(part)) ? parts : [cell]
}

/** A person's name in normal order, and what else its cell says. */
export interface ReadName {
  /** '' when nobody is named. */
  name: string
  isVacant: boolean
  /** Titles before or after the name: Sheriff, Mayor Pro Tem, District 3, former. */
  title: string
  /** What is neither name nor title, such as a party. */
  rest: string
}

const vacant =
  /^\(?(vacant|vacante|vacancy|open seat|tbd|to be (determined|announced)|por (definir|determinar))\)?\.?$/i
const before =
  /^((?:the )?hon(?:orable|\.)?|sheriff|alguacil|mayor|alcalde(?:sa)?|commissioner|supervisor|council ?(?:member|man|woman|or)|concejal|mr\.?|mrs\.?|ms\.?|dr\.?|sra?\.?)\s+(?=\S+\s+\S)/i
const suffixes = /^(jr|sr|ii|iii|iv|esq|m\.?d|ph\.?d|cpa|rn)\.?$/i
const party =
  /^(r|d|i|np|l|g|rep|dem|ind|republican[oa]?|democrat(a|ic)?|independ(e|ie)nte?|nonpartisan|libertarian|green)\.?$/i
const standing =
  /\b(former|retired|elect|elect[oa]|candidat[eoa]|deceased|acting|interim|interin[oa]|appointed|incumbent|chair\w*|vice|pro tem|write-in|en funciones|president[ea]?|district|distrito|ward|precinct|at[- ]large|seat|position|place \d)\b/i

/** What lists write where they know no name: not that the post is vacant. */
const unknown =
  /^\(?(#?n\/?a!?|none|null|unknown|not available|see (the )?web ?site|ningun[oa]|desconocid[oa]|no disponible|-+|—|\?+)\)?\.?$/i

/** Whether a cell holds a contact, an office, a spreadsheet's error or two people instead of one person's name. */
export function isNoName(name: string): boolean {
  return /[@#]|:\/\/|\d{3}[-. )]\s*\d{3}|\d{7}|\S\s*[&/]\s*\S|\S and \S|\b(office|department|oficina|departamento)\b/i.test(
    name,
  )
}

/** Reads a name: turns "Vance, Ida" around and separates titles and parties. */
export function readName(name: string, given = '', family = ''): ReadName {
  const line = cleanLine(name) || cleanLine(`${given} ${family}`)
  if (vacant.test(line)) return { name: '', isVacant: true, title: '', rest: '' }
  if (unknown.test(line)) return { name: '', isVacant: false, title: '', rest: '' }
  const titles: string[] = []
  const rest: string[] = []
  // "Ana Paz - District 2", "District 2: Ana Paz".
  const pieces = line.split(/\s+[-–—|]\s+|:\s+/).filter((piece) => {
    const said = findDistrict(piece)
    const isDistrict = said.outcome === 'said' && said.rest === ''
    if (isDistrict) titles.push(piece)
    return !isDistrict
  })
  const open = (titles.length > 0 ? pieces.join(', ') : line).replace(/\s*\(([^()]*)\)/g, (whole, inner: string) => {
    if (party.test(inner.trim())) rest.push(inner.trim())
    else if (standing.test(inner)) titles.push(inner.trim())
    else return whole
    return ''
  })
  let bare = open
  for (let lead = before.exec(bare)?.[1]; lead; lead = before.exec(bare)?.[1]) {
    if (!/^(mr|mrs|ms|dr|sra?|(the )?hon(orable)?)\.?$/i.test(lead)) titles.unshift(lead)
    bare = bare.slice(lead.length).trim()
  }
  const parts = bare
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [front = ''] = parts
  const behind = parts.slice(1).filter((part) => {
    const isTitle =
      !suffixes.test(part) &&
      (standing.test(part) ||
        /^(sheriff|alguacil|mayor|alcalde(sa)?|commissioner|supervisora?|council ?(member|man|woman|or)|concejal|alder(man|woman|person))\b/i.test(
          part,
        ))
    if (isTitle) titles.push(part)
    return !isTitle
  })
  const [first, ...more] = behind
  const turned =
    first !== undefined && !suffixes.test(first) && more.every((part) => suffixes.test(part))
      ? [`${first} ${front}`, ...more]
      : [front, ...behind]
  const isVacant = vacant.test(front)
  return {
    name: isVacant ? '' : turned.join(', ').slice(0, 150),
    isVacant,
    title: titles.join(', '),
    rest: rest.join(', '),
  }
}
