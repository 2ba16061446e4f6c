/** A file's bytes as text, and how much had to be read as Windows-1252. */
export interface Decoded {
  text: string
  /** Lines that were not valid UTF-8 and were read as Windows-1252; their accents should be checked. */
  guessedLines: number
}

/**
 * Decodes a list as programs save it: UTF-8 or UTF-16 by its byte order mark (UTF-16 also without one); else each line
 * separately as UTF-8, or as Windows-1252 where invalid. Lists pasted together from two programs contain both.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return { text: decode('utf-16le', bytes), guessedLines: 0 }
  if (first === 0xfe && second === 0xff) return { text: decode('utf-16be', bytes), guessedLines: 0 }
  const wide = unmarkedUtf16(bytes)
  if (wide) return { text: decode(wide, bytes), guessedLines: 0 }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessedLines: 0 }
  } catch {
    return decodeByLine(bytes)
  }
}

const decode = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes)

/** Western text in UTF-16 has a zero in every second byte. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 512)
  if (head.length < 4) return null
  const zeros = (parity: number) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length
  const [even, odd] = [zeros(0), zeros(1)]
  if (odd > head.length * 0.4 && even < head.length * 0.05) return 'utf-16le'
  return even > head.length * 0.4 && odd < head.length * 0.05 ? 'utf-16be' : null
}

function decodeByLine(bytes: Uint8Array): Decoded {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const western = new TextDecoder('windows-1252')
  const parts: string[] = []
  let guessedLines = 0
  for (let from = 0; from < bytes.length; ) {
    let end = from
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end += 1
    const line = bytes.subarray(from, end + 1)
    try {
      parts.push(strict.decode(line))
    } catch {
      parts.push(western.decode(line))
      guessedLines += 1
    }
    from += line.length
  }
  return { text: parts.join('').replace(/^\ufeff/, ''), guessedLines }
}
