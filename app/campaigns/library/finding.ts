/** What a file may tell without its organizers meaning it to. Words under `library.findings`. */
export const findingKinds = [
  /** Text under a black box, which anybody can copy out. */
  'covered-text',
  /** A part of a picture, such as a line of a scan, under a black box that anybody can take away. */
  'covered-picture',
  /** A mark for blacking out that was never applied. */
  'unapplied-redaction',
  /** Text that is not drawn, behind a scan. */
  'invisible-text',
  /** Words that are in no picture of the page: white on white, under pictures, in layers, beside the page. */
  'hidden-text',
  /** What is written in notes, bookmarks and fields of forms. */
  'notes',
  'older-versions',
  'metadata',
  'embedded-file',
  /** Scripts, and what starts programs. */
  'active',
  'a-number',
  'ssn',
  'card',
  'birth-date',
  'phone',
  /** A page whose picture says something that could not be read. */
  'unrecognized',
  /** A page that could not be looked at. */
  'unread-page',
] as const

export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  kind: FindingKind
  /** From 1; null when it is about the whole file. */
  page: number | null
  /** What it is about, for those who may edit; others see it masked. */
  excerpt: string
  /** How many of its kind are on this page. */
  count: number
}

/** Those that a cleaned copy mends. Numbers of people on a page are for organizers to judge. */
export const mendable: ReadonlySet<FindingKind> = new Set([
  'covered-text',
  'covered-picture',
  'unapplied-redaction',
  'invisible-text',
  'hidden-text',
  'notes',
  'older-versions',
  'metadata',
  'embedded-file',
  'active',
])

/** Characters. */
const longestExcerpt = 120
/** Pages named for each kind; a release of thousands of scanned pages may have something on each. */
const mostNamed = 200

/** A finding with a short excerpt on one line. */
export function finding(kind: FindingKind, page: number | null, excerpt: string, count = 1): Finding {
  const line = excerpt.replace(/\s+/g, ' ').trim()
  return { kind, page, excerpt: line.length > longestExcerpt ? `${line.slice(0, longestExcerpt)}…` : line, count }
}

/** Adds findings to those so far. Beyond `mostNamed` of a kind they are only counted, without a page. */
export function addFindings(known: readonly Finding[], more: readonly Finding[]): Finding[] {
  const all = [...known]
  for (const one of more) {
    const same = all.filter(({ kind }) => kind === one.kind)
    const rest = same.find(({ page, excerpt }) => page === null && excerpt === '')
    if (rest) rest.count += one.count
    else all.push(same.length < mostNamed ? one : { ...one, page: null, excerpt: '' })
  }
  return all
}

/** Shows how long an excerpt is, and no letter or digit of it. */
export function masked(excerpt: string): string {
  return excerpt.replace(/[\p{L}\p{N}]/gu, '•')
}
