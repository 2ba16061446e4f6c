import type { SectionName } from './sections'

/** After `g`, the letter that leads to a section. */
export const goTo = {
  h: 'home',
  p: 'pages',
  s: 'story',
  n: 'numbers',
  e: 'people',
  i: 'inbox',
  c: 'comments',
  r: 'held',
  o: 'officials',
  l: 'messages',
} as const satisfies Record<string, SectionName>

/** The letter of a section, if it has one. */
export function letterOf(section: SectionName): string | undefined {
  return Object.entries(goTo).find(([, name]) => name === section)?.[0]
}
