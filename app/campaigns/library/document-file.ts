import { parseKind } from '~/channels/uploads/parse-kind'
import type { Finding } from './finding'

/** Most pages of a document. */
export const mostPages = 5_000

/** What is known of a file before its pages are read. */
export interface CheckedDocument {
  pages: number
  /** The title that it gives itself; '' when it has no real one. */
  title: string
}

/** Whether a file can be taken in at all. */
export const documentCheck = parseKind<null, CheckedDocument>('check-document')

export interface ReadingOrder {
  /** The first page to read, from 1. */
  from: number
  /** Whether pages that say something in a picture are sent to be recognized. */
  recognizes: boolean
}

/** A page as it was read. */
export interface ReadPage {
  number: number
  text: string
  /** Of the larger picture, in pixels. */
  width: number
  height: number
  /** WebP. */
  large: Uint8Array
  small: Uint8Array
  /** Whether the page says something in a picture that is not in its text. */
  isPictured: boolean
  /** PNG, for a program that recognizes text; null when the page is not pictured, or there is no such program. */
  toRecognize: Uint8Array | null
  findings: Finding[]
}

/** What reading yields: first what is known of the whole file, then its pages in order; `unread`: one that fails. */
export type ReadPiece = { head: { pages: number; findings: Finding[] } } | { page: ReadPage } | { unread: number }

/** A document, page by page. */
export const documentFile = parseKind<ReadingOrder, ReadPiece>('document')

export interface CleaningOrder {
  /** Whether the text behind scans is taken out too. */
  removesInvisible: boolean
}

/** A document without what it may not be meant to tell; yields the bytes of a new file, piece by piece. */
export const documentToClean = parseKind<CleaningOrder, { bytes: Uint8Array }>('clean-document')

/** Megabytes: the file itself, and what drawing a large page takes. */
const residentMegabytes = 1_024

/** To check a file while its organizer waits. */
export const checkLimits = { milliseconds: 60_000, residentMegabytes }
/** To read pages, one of which may be a large scan. */
export const readingLimits = {
  milliseconds: 120_000,
  millisecondsEach: 30_000,
  residentMegabytes,
}
/** To write a cleaned copy of thousands of pages. */
export const cleaningLimits = {
  milliseconds: 600_000,
  processorSeconds: 600,
  residentMegabytes: 2 * residentMegabytes,
}
