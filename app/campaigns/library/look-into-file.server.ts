import type * as mupdf from 'mupdf'
import { type Finding, finding } from './finding'
import { findPersonal } from './personal-patterns'

/** Where files of somebody's own machine lie. */
const localPath = /(?:[A-Za-z]:\\|\\\\[\w.-]+\\|file:\/\/|\/(?:Users|home|Volumes|mnt)\/)[^\s"<>]{0,200}/
const informs = [
  'Author',
  'Creator',
  'Producer',
  'Title',
  'Subject',
  'Keywords',
  'Company',
  'Manager',
  'Comments',
  'SourceModified',
]
/** Of those, only a path is of interest: programs name themselves there. */
const saysOnlyPath: ReadonlySet<string> = new Set(['Creator', 'Producer', 'Title', 'Subject', 'Keywords'])
/** Bytes of XMP that are read. */
const mostXmp = 1024 * 1024

/** What the file tells beside its pages: who made it, older states of it, files and scripts inside. */
export function lookIntoFile(document: mupdf.PDFDocument, bytes: Buffer): Finding[] {
  return [
    ...olderVersions(document, bytes),
    ...metadata(document),
    ...embedded(document),
    ...notes(document),
    ...(isActive(document) ? [finding('active', null, '')] : []),
  ]
}

/** Each saving into the same file leaves the former state in it. */
function olderVersions(document: mupdf.PDFDocument, bytes: Buffer): Finding[] {
  const known = document.countVersions()
  // A file that had to be repaired has lost its table of versions; a linearized one has two ends in its only version.
  const ends = countOf(bytes, '%%EOF') - (bytes.subarray(0, 2_048).includes('/Linearized') ? 1 : 0)
  const versions = Math.max(known, ends)
  return versions > 1 ? [finding('older-versions', null, '', versions - 1)] : []
}

function countOf(bytes: Buffer, what: string): number {
  let count = 0
  for (let at = bytes.indexOf(what); at >= 0; at = bytes.indexOf(what, at + what.length)) count += 1
  return count
}

function metadata(document: mupdf.PDFDocument): Finding[] {
  const info = document.getTrailer().get('Info')
  const told: string[] = []
  for (const key of informs) {
    const value = info.isDictionary() ? info.get(key) : null
    const text = value?.isString() ? value.asString().trim() : ''
    if (text !== '' && (!saysOnlyPath.has(key) || localPath.test(text))) told.push(`${key}: ${text}`)
  }
  const stream = document.getTrailer().get('Root', 'Metadata')
  const xmp = stream.isStream()
    ? Buffer.from(stream.readStream().asUint8Array().subarray(0, mostXmp)).toString('utf8')
    : ''
  const creator = /<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^<>]*>([^<]{1,200})</.exec(xmp)?.[1]
  if (creator) told.push(`XMP: ${creator}`)
  const path = localPath.exec(xmp)?.[0]
  if (path) told.push(`XMP: ${path}`)
  return told.map((one) => finding('metadata', null, one))
}

function embedded(document: mupdf.PDFDocument): Finding[] {
  return Object.keys(document.getEmbeddedFiles()).map((name) => finding('embedded-file', null, name))
}

/** Most bookmarks and fields that are read. */
const mostNotes = 5_000

/** Titles of bookmarks, and what is filled in on forms. */
function notes(document: mupdf.PDFDocument): Finding[] {
  const root = document.getTrailer().get('Root')
  const told: string[] = []
  const open: mupdf.PDFObject[] = [root.get('Outlines', 'First')]
  root.get('AcroForm', 'Fields').forEach((field) => void open.push(field))
  for (let seen = 0, one = open.pop(); one && seen < mostNotes; one = open.pop(), seen += 1) {
    if (!one.isDictionary()) continue
    for (const key of ['Title', 'V']) {
      const text = textIn(one.get(key))
      if (text !== '') told.push(text)
    }
    open.push(one.get('First'), one.get('Next'))
    one.get('Kids').forEach((kid) => void open.push(kid))
  }
  if (told.length === 0) return []
  return [finding('notes', null, told.join(' · '), told.length), ...findPersonal(null, told.join('\n'))]
}

function textIn(value: mupdf.PDFObject): string {
  if (value.isString()) return value.asString().trim()
  return value.isStream() ? value.readStream().asString().slice(0, 10_000).trim() : ''
}

/** What people wrote on an annotation: its text, its author, its subject. */
export const saidOn = ['Contents', 'T', 'Subj', 'RC'] as const

/** Whether the file itself brings scripts, or does something when it is opened. Pages are looked at one by one. */
function isActive(document: mupdf.PDFDocument): boolean {
  const root = document.getTrailer().get('Root')
  return !root.get('Names', 'JavaScript').isNull() || !root.get('AA').isNull() || isActing(root.get('OpenAction'))
}

/** Actions that do more than lead to a page or an address. @see ISO 32000-1, table 198 */
const acting = new Set(['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'Rendition', 'RichMediaExecute', 'GoToE'])

export function isActing(action: mupdf.PDFObject): boolean {
  if (!action.isDictionary()) return false
  const kind = action.get('S')
  return kind.isName() && acting.has(kind.asName())
}

/** Kinds of annotation that carry a file, a sound or a film. */
export const carrying: ReadonlySet<string> = new Set(['FileAttachment', 'Sound', 'Movie', 'RichMedia', 'Screen', '3D'])

/** What the annotations of a page carry, start, or were to black out. */
export function lookAtAnnotations(page: mupdf.PDFPage): {
  isActive: boolean
  attached: number
  redactions: mupdf.Rect[]
  /** What is written on them. */
  notes: string[]
} {
  const object = page.getObject()
  let isActive = !object.get('AA').isNull()
  let attached = 0
  const notes: string[] = []
  object.get('Annots').forEach((annotation) => {
    if (!annotation.isDictionary()) return
    if (isActing(annotation.get('A')) || !annotation.get('AA').isNull()) isActive = true
    const kind = annotation.get('Subtype')
    // The name of a field is a program's; its value is looked at with the form.
    if (!kind.isName() || kind.asName() !== 'Widget')
      for (const key of saidOn) {
        const text = textIn(annotation.get(key))
        if (text !== '') notes.push(text)
      }
    if (kind.isName() && carrying.has(kind.asName())) attached += 1
  })
  const redactions = page
    .getAnnotations()
    .filter((annotation) => annotation.getType() === 'Redact')
    .map((annotation) => annotation.getBounds())
  return { isActive, attached, redactions, notes }
}
