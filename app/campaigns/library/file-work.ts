import { z } from 'zod'

/** What the worker is to do with the files of a document, as `document.file_work` stores it. */
export const fileWork = z.discriminatedUnion('act', [
  /** Write a cleaned copy and put it in the place of the file. */
  z.object({ act: z.literal('clean'), removesInvisible: z.boolean(), keepsOriginal: z.boolean() }),
  /** Delete files that no document has anymore. `pages`: of which there are pictures. */
  z.object({ act: z.literal('drop'), sha256: z.string(), pages: z.number(), keepsFile: z.boolean() }),
  /** Delete the document with all its files. */
  z.object({ act: z.literal('remove') }),
])

export type FileWork = z.output<typeof fileWork>
