/** A row as jsonb: times and bytes are text. */
export type Row = Record<string, unknown>

/** Tables whose rows are deleted with erased people, in the order in which they can be inserted again. */
const erasedTables = [
  'contact_point',
  'person',
  'signature',
  'public_name',
  'held_release_signature',
  'consent',
  'subscription',
  'person_note',
  'person_tag',
  'person_field_value',
  'segment_person',
  'imported_person',
  'ladder_place',
  'ladder_done',
  'ladder_task',
  'tag_change',
  'list_stop',
  'contact_change',
  'recorded_stop',
  'export_person',
  'letter',
  'conversation',
  'text_to_read',
  'thread_note',
  'message',
  'own_page_session',
] as const

export type ErasedTable = (typeof erasedTables)[number]

/** Everything that is deleted with erased people, and rows that only lose their reference to them. */
export type Snapshot = Record<ErasedTable, Row[]> & {
  outreach: { id: string; person_id: string }[]
  import_row: { batch_id: string; line: number; signature_id: string }[]
}

/** A copy without some people or signatures and what belongs to them. Contacts stay, for others who use them. */
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
  const message = snapshot.message.filter(
    (row) => !ofPerson(row) && !ofSignature(row) && !letters.has(String(row.letter_id)),
  )
  return {
    contact_point: snapshot.contact_point,
    person: snapshot.person.filter((row) => !people.has(String(row.id))),
    signature: snapshot.signature.filter((row) => !signatures.has(String(row.id))),
    public_name: snapshot.public_name.filter((row) => !ofSignature(row)),
    held_release_signature: snapshot.held_release_signature.filter((row) => !ofSignature(row)),
    consent: snapshot.consent.filter((row) => !ofPerson(row)),
    subscription: snapshot.subscription.filter((row) => !ofPerson(row)),
    person_note: snapshot.person_note.filter((row) => !ofPerson(row)),
    person_tag: snapshot.person_tag.filter((row) => !ofPerson(row)),
    // What was erased before there were these has none.
    person_field_value: (snapshot.person_field_value ?? []).filter((row) => !ofPerson(row)),
    segment_person: (snapshot.segment_person ?? []).filter((row) => !ofPerson(row)),
    imported_person: (snapshot.imported_person ?? []).filter((row) => !ofPerson(row)),
    ladder_place: (snapshot.ladder_place ?? []).filter((row) => !ofPerson(row)),
    ladder_done: (snapshot.ladder_done ?? []).filter((row) => !ofPerson(row)),
    ladder_task: (snapshot.ladder_task ?? []).filter((row) => !ofPerson(row)),
    tag_change: snapshot.tag_change.filter((row) => !ofPerson(row)),
    list_stop: snapshot.list_stop.filter((row) => !ofPerson(row)),
    contact_change: snapshot.contact_change.filter((row) => !ofPerson(row)),
    recorded_stop: snapshot.recorded_stop.filter((row) => !ofPerson(row)),
    export_person: snapshot.export_person.filter((row) => !ofPerson(row)),
    letter: snapshot.letter.filter((row) => !ofPerson(row)),
    // Of an address, like contacts, and not of one of its people.
    conversation: snapshot.conversation,
    text_to_read: snapshot.text_to_read,
    thread_note: snapshot.thread_note,
    message,
    own_page_session: snapshot.own_page_session.filter((row) => message.some(({ id }) => id === row.message_id)),
    outreach: snapshot.outreach.filter((row) => !people.has(row.person_id)),
    import_row: snapshot.import_row.filter((row) => !signatures.has(row.signature_id)),
  }
}

/** Decodes bytes as PostgreSQL writes them into JSON. */
export function bytesOf(text: unknown): Buffer {
  return Buffer.from(String(text).slice(2), 'hex')
}
