import * as mupdf from 'mupdf'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { mostPages } from './document-file'

// Only in the process that parses one file. MuPDF runs no script of a file unless it is told to (`enableJS`), opens no
// file that one embeds and follows no link.

/** How far into a file its first words may stand. @see ISO 32000-1, Annex H, note 13 */
const headWithin = 1_024

/**
 * Opens a PDF without copying it.
 *
 * @throws RefusedFile when it is none, broken, encrypted or too long
 */
export function openPdf(bytes: Buffer): mupdf.PDFDocument {
  mupdf.setLog(null)
  if (!bytes.subarray(0, headWithin).includes('%PDF-')) throw new RefusedFile({ why: 'no-pdf' })
  const document = opened(bytes)
  if (document.needsPassword()) throw new RefusedFile({ why: 'encrypted' })
  const pages = counted(document)
  if (pages === 0) throw new RefusedFile({ why: 'broken-pdf' })
  if (pages > mostPages) throw new RefusedFile({ why: 'too-many-pages', most: mostPages })
  return document
}

function opened(bytes: Buffer): mupdf.PDFDocument {
  try {
    const stream = new mupdf.Stream({
      fileSize: () => bytes.length,
      read: (memory, offset, length, position) => bytes.copy(memory, offset, position, position + length),
      close: () => {},
    })
    return new mupdf.PDFDocument(stream)
  } catch (error) {
    throw asRefusal(error)
  }
}

function counted(document: mupdf.PDFDocument): number {
  try {
    return document.countPages()
  } catch (error) {
    throw asRefusal(error)
  }
}

/** The library says in words what is wrong; what it says of memory is about the file too. */
function asRefusal(error: unknown): RefusedFile {
  const { message } = error as Error
  return new RefusedFile({ why: /memory|malloc/i.test(message) ? 'too-much-memory' : 'broken-pdf' })
}
