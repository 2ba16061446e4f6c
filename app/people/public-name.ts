import { splitName } from './split-name'

/**
 * First name and initial: "Rosa M.", or "Rosa" when there is no family name. A whole name in the first field is split:
 * nobody has agreed to more than an initial.
 */
export function displayNameOf(given: string, family: string): string {
  const { givenName, familyName } = family ? { givenName: given, familyName: family } : splitName(given)
  // A nickname in quotes or parentheses is no family name.
  const initial = /\p{L}/u.exec(familyName.replace(/["“(][^"“”()]*["”)]/g, '') || familyName)?.[0]
  return initial ? `${givenName} ${initial.toLocaleUpperCase('es')}.` : givenName
}

/** A comment that contains an address or a number is held for review: it may identify a neighbor. */
export function commentStateOf(comment: string | null): 'shown' | 'review' {
  if (comment === null) return 'shown'
  const digits = comment.match(/\d/g)?.length ?? 0
  return comment.includes('@') || digits >= 7 ? 'review' : 'shown'
}
