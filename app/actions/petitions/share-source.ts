const wellFormed = /^[a-z0-9][a-z0-9-]{0,15}$/

/**
 * The source a signature is counted under: a short code from the link's `?r=`, the same for everyone who shares through
 * that channel, or 'web'. Longer codes could identify a person and are dropped.
 */
export function shareSource(ref: string | null): string {
  return ref !== null && wellFormed.test(ref) ? ref : 'web'
}
