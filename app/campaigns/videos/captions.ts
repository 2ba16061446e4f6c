import { Parser } from 'htmlparser2'
import webvtt from 'webvtt-parser'

/** What is said in a video without a pause, by one voice. */
export interface Passage {
  /** Who says it, as the captions name them; '' where they don't. */
  voice: string
  text: string
}

/** A longer pause begins a new paragraph. */
const pauseSeconds = 2

/** What is said, as text to read, from captions in WebVTT. Of broken captions, what can be read. */
export function transcriptOf(captions: string): Passage[] {
  const passages: Passage[] = []
  let end = 0
  for (const { startTime, endTime, text } of parsed(captions, 'captions')?.cues ?? []) {
    const said = plainText(text)
    const last = passages.at(-1)
    const voice = /^<v(?:\.[^\s>]*)?\s([^>]+)>/.exec(text)?.[1]?.trim() ?? ''
    if (said === '') continue
    if (last && last.voice === voice && startTime - end < pauseSeconds) last.text += ` ${said}`
    else passages.push({ voice, text: said })
    end = endTime
  }
  return passages
}

/**
 * The parser's messages about what is not shown: there is no first line, or there are no times, or not in their order. What
 * else it finds, in the header, settings and words, browsers skip or show as it is: “AT&T”, `<font>`.
 */
const notShown =
  /^(?:No valid signature|Cue identifier|No timestamp|Timestamp must|No time unit|Must be exactly|No seconds|No decimal|Milliseconds|You cannot have more|No valid timestamp|Start timestamp|End timestamp)/

/**
 * What keeps captions from being shown.
 *
 * @returns the line to look at, from 1; null when nothing does
 * @see https://www.w3.org/TR/webvtt1/
 */
export function captionsProblem(captions: string): { line: number } | null {
  // Of metadata, the parser does not judge the words.
  const read = parsed(captions, 'metadata')
  if (!read) return { line: 1 }
  const error = read.errors.find(({ message }) => notShown.test(message))
  // Words without a time are noticed on the line after them.
  if (error) return { line: error.message.startsWith('Cue identifier') ? error.line - 1 : error.line }
  return hasCues(captions) ? null : { line: 1 }
}

/** Whether there is anything in it that is shown at a time. */
export function hasCues(captions: string): boolean {
  return (parsed(captions, 'metadata')?.cues.length ?? 0) > 0
}

/** SubRip, which many programs write instead, as WebVTT: that has a first line, and periods in its times. */
export function withSignature(captions: string): string {
  const text = captions.replace(/^\ufeff/, '').trimStart()
  if (text.startsWith('WEBVTT') || !/^\d+\s+\d\d:\d\d:\d\d,\d{3} -->/.test(text)) return text
  return `WEBVTT\n\n${text.replace(/(?<=\d\d:\d\d:\d\d),(?=\d{3})/g, '.')}`
}

function parsed(captions: string, mode: 'captions' | 'metadata') {
  try {
    return new webvtt.WebVTTParser().parse(captions, mode)
  } catch (error) {
    // The parser calls itself for each tag inside another one. Nobody writes thousands.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The words of a cue: the parser's own text has `&;` for `&amp;`. */
function plainText(text: string): string {
  let plain = ''
  const parser = new Parser({ ontext: (part) => void (plain += part) })
  parser.end(text)
  return plain.replace(/\s+/g, ' ').trim()
}
