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
  for (const { startTime, endTime, text } of parsed(captions)?.cues ?? []) {
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
 * What keeps captions from being shown.
 *
 * @returns the line to look at, from 1; null when nothing does
 * @see https://www.w3.org/TR/webvtt1/
 */
export function captionsProblem(captions: string): { line: number } | null {
  const read = parsed(captions)
  if (!read) return { line: 1 }
  // Lines below the first, such as `Kind: captions`, are skipped by browsers. Programs write them.
  const [error] = read.errors.filter(({ message }) => !message.startsWith('No blank line after the signature'))
  if (error) return { line: error.line }
  return read.cues.length === 0 ? { line: 1 } : null
}

/** SubRip, which many programs write instead, as WebVTT: that has a first line, and periods in its times. */
export function withSignature(captions: string): string {
  const text = captions.replace(/^\ufeff/, '').trimStart()
  if (text.startsWith('WEBVTT') || !/^\d+\s+\d\d:\d\d:\d\d,\d{3} -->/.test(text)) return text
  return `WEBVTT\n\n${text.replace(/(?<=\d\d:\d\d:\d\d),(?=\d{3})/g, '.')}`
}

function parsed(captions: string) {
  try {
    return new webvtt.WebVTTParser().parse(captions, 'captions')
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
