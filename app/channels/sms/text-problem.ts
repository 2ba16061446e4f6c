import { countSegments } from './segments'

/** Why a text is rejected; keys under `texts.office.problems`. */
export type TextProblem = 'shortener' | 'long'

/** Most segments in a text written by an organizer. */
const mostSegments = 3

/** Carriers filter texts with public URL shorteners, and nobody can see where they lead. */
const shortener =
  /\b(?:bit\.ly|bitly\.com|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|tiny\.cc|rb\.gy|lnkd\.in|s\.id|t\.ly)\b/i

/** Why this cannot be sent, or null. */
export function textProblem(text: string): TextProblem | null {
  if (shortener.test(text)) return 'shortener'
  return countSegments(text).segments > mostSegments ? 'long' : null
}
