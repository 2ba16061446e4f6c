import { z } from 'zod'

/** The first words of a backup: what it is of, and when it was taken. */
export const headWords = z.object({
  format: z.literal('firme-backup'),
  /** 2 since files can be in it. */
  version: z.union([z.literal(1), z.literal(2)]),
  /** When the snapshot was taken, by the database's clock. */
  at: z.iso.datetime(),
  /** Migrations that had run, by name. */
  migrations: z.array(z.string()),
  /** Whether the files that rows name come after the tables. */
  hasFiles: z.boolean().default(false),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
})

/**
 * The words before a table's rows, which follow as PostgreSQL's COPY text, and before the bytes of the keyring or of a file
 * that rows name (`stored`, by its name in the storage).
 */
export const partWords = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()) }),
  z.object({ file: z.literal('keyring.json') }),
  z.object({ stored: z.string(), bytes: z.number() }),
  z.object({ end: z.literal(true) }),
])

/** The words after a table's rows. The checksum does not depend on their order. */
export const sumWords = z.object({ rows: z.number(), checksum: z.string() })

/** The words after the bytes of a stored file: their SHA-256, hex. */
export const storedSumWords = z.object({ sha256: z.string() })

export type BackupHead = z.output<typeof headWords>
export type TableSum = z.output<typeof sumWords> & { table: string }
