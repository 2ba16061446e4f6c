const wellFormed = /^[a-z0-9][a-z0-9-]{0,15}$/

/**
 * The source a signature is tallied under: a short code from the link's `?r=`, the same for everyone who shares that
 * way, or 'web'. Anything longer could name a person and is dropped.
 */
export function shareSource(ref: string | null): string {
  return ref !== null && wellFormed.test(ref) ? ref : 'web'
}
