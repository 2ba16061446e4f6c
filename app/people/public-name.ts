/** First name and initial: "Rosa M.", or "Rosa" when there is no family name. */
export function displayNameOf(givenName: string, familyName: string): string {
  const initial = [...familyName][0]
  return initial ? `${givenName} ${initial.toLocaleUpperCase('es')}.` : givenName
}

/** A comment that contains an address or a number is held for review: it may identify a neighbor. */
export function commentStateOf(comment: string | null): 'shown' | 'review' {
  if (comment === null) return 'shown'
  const digits = comment.match(/\d/g)?.length ?? 0
  return comment.includes('@') || digits >= 7 ? 'review' : 'shown'
}
