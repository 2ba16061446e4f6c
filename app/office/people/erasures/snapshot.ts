/** A row as the database writes it into JSON: times and bytes are text. */
export type Row = Record<string, unknown>

/** Tables whose rows go with people who are erased, in the order in which they can be put back. */
const erasedTables = [
  'contact_point',
  'person',
  'signature',
  'public_name',
  'consent',
  'person_note',
  'person_tag',
  'letter',
  'message',
] as const

export type ErasedTable = (typeof erasedTables)[number]

/** Everything that goes with people who are erased, and what only loses its way to them. */
export type Snapshot = Record<ErasedTable, Row[]> & {
  outreach: { id: string; person_id: string }[]
  import_row: { batch_id: string; line: number; signature_id: string }[]
}

/** The same without some people or signatures, and without what hangs on those. Contacts stay for whoever else is on them. */
export function without(
  snapshot: Snapshot,
  gone: { people?: readonly string[]; signatures?: readonly string[] },
): Snapshot {
  const people = new Set(gone.people ?? [])
  const ofPerson = (row: Row) => people.has(String(row.person_id))
  const signatures = new Set([
    ...(gone.signatures ?? []),
    ...snapshot.signature.filter(ofPerson).map((row) => String(row.id)),
  ])
  const letters = new Set(snapshot.letter.filter(ofPerson).map((row) => String(row.id)))
  const ofSignature = (row: Row) => signatures.has(String(row.signature_id))
  return {
    contact_point: snapshot.contact_point,
    person: snapshot.person.filter((row) => !people.has(String(row.id))),
    signature: snapshot.signature.filter((row) => !signatures.has(String(row.id))),
    public_name: snapshot.public_name.filter((row) => !ofSignature(row)),
    consent: snapshot.consent.filter((row) => !ofPerson(row)),
    person_note: snapshot.person_note.filter((row) => !ofPerson(row)),
    person_tag: snapshot.person_tag.filter((row) => !ofPerson(row)),
    letter: snapshot.letter.filter((row) => !ofPerson(row)),
    message: snapshot.message.filter(
      (row) => !ofPerson(row) && !ofSignature(row) && !letters.has(String(row.letter_id)),
    ),
    outreach: snapshot.outreach.filter((row) => !people.has(row.person_id)),
    import_row: snapshot.import_row.filter((row) => !signatures.has(row.signature_id)),
  }
}

/** Bytes as the database writes them into JSON. */
export function bytesOf(text: unknown): Buffer {
  return Buffer.from(String(text).slice(2), 'hex')
}
