import { z } from 'zod'

/** The first words of a backup: what it is of, and when it was taken. */
export const headWords = z.object({
  format: z.literal('firme-backup'),
  version: z.literal(1),
  /** When the snapshot was taken, by the database's clock. */
  at: z.iso.datetime(),
  /** Migrations that had run, in order. */
  migrations: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
})

/** The words before a table's rows, which follow as PostgreSQL's COPY text, and before the bytes of a file. */
export const partWords = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()) }),
  z.object({ file: z.literal('keyring.json') }),
  z.object({ end: z.literal(true) }),
])

/** The words after a table's rows. The checksum does not depend on their order. */
export const sumWords = z.object({ rows: z.number(), checksum: z.string() })

export type BackupHead = z.output<typeof headWords>
export type TableSum = z.output<typeof sumWords> & { table: string }
