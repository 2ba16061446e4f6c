/** What organizers may leave to be filled in, such as `{name|friend}`: the words after the line stand where it is unknown. */
const ladderTokens = ['name', 'campaign', 'title', 'when'] as const
export type LadderToken = (typeof ladderTokens)[number]

const token = /\{([^{}|]*)(?:\|([^{}]*))?\}/g

/** Names in braces that nothing is filled in for. */
export function unknownTokens(text: string): string[] {
  return [...text.matchAll(token)].map(([, name]) => name!.trim()).filter((name) => !isToken(name))
}

/** Names in braces without words for whom it is unknown, other than those that are known of everybody. */
export function bareTokens(text: string, known: readonly LadderToken[]): string[] {
  return [...text.matchAll(token)]
    .filter(([, , otherwise]) => (otherwise ?? '').trim() === '')
    .map(([, name]) => name!.trim())
    .filter((name) => isToken(name) && !known.includes(name))
}

/** Fills in what is known; what is not, with the words given for it, or with nothing. */
export function fillWords(text: string, known: Readonly<Record<LadderToken, string | null>>): string {
  return text.replace(token, (whole, name: string, otherwise: string | undefined) => {
    const at = name.trim()
    return isToken(at) ? (known[at] ?? otherwise ?? '') : whole
  })
}

function isToken(name: string): name is LadderToken {
  return (ladderTokens as readonly string[]).includes(name)
}
