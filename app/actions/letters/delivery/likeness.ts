import { hash } from 'node:crypto'
import { runsOf, wordsOf } from '~/actions/letters/compose-letter'

/** Two letters are near-identical when at most this many of the 64 bits of their fingerprints differ. */
export const alikeWithin = 9

/**
 * An eight-byte fingerprint of a text (simhash over three-word sequences): the more words two texts share, the fewer
 * bits differ. It cannot be reversed.
 *
 * @see Charikar, "Similarity Estimation Techniques from Rounding Algorithms" (STOC 2002)
 */
export function likenessOf(text: string): Buffer {
  const words = wordsOf(text)
  const runs = words.length < 3 ? [words.join(' ')] : runsOf(words)
  const votes = new Int32Array(64)
  for (const run of runs) {
    const digest = hash('sha256', run, 'buffer')
    for (let bit = 0; bit < 64; bit += 1) votes[bit]! += (digest[bit >> 3]! >> (bit & 7)) & 1 ? 1 : -1
  }
  const print = Buffer.alloc(8)
  for (let bit = 0; bit < 64; bit += 1) if (votes[bit]! > 0) print[bit >> 3]! |= 1 << (bit & 7)
  return print
}

/** The number of bits that differ between two fingerprints. */
export function bitsApart(one: Buffer, two: Buffer): number {
  let apart = 0
  for (let at = 0; at < 8; at += 1) for (let bits = one[at]! ^ two[at]!; bits > 0; bits >>= 1) apart += bits & 1
  return apart
}
