declare module 'webvtt-parser' {
  interface Cue {
    /** Seconds. */
    startTime: number
    endTime: number
    /** As written, with its tags. */
    text: string
  }
  interface Parsed {
    cues: Cue[]
    /** `line`: from 1. */
    errors: { message: string; line: number }[]
  }
  const parser: { WebVTTParser: new () => { parse(text: string, mode: 'captions' | 'metadata'): Parsed } }
  export default parser
}
