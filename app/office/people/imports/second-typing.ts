/** What is typed from each line of a paper sheet, in the order of its cells; also keys under `office.imports.columns`. */
export const typedFields = ['name', 'contact', 'zip', 'show'] as const
export type TypedField = (typeof typedFields)[number]

/** A sheet that waits to be recorded, and what became of typing it a second time. */
export interface SecondTyping {
  firstBy: string
  /** Whether the reader typed it first: then somebody else has to type it again. */
  isOwn: boolean
  /** Null: nobody has typed it again. */
  second: { by: string; lines: number } | null
  /** Numbers of its lines. */
  lines: number[]
  /** Fields that were typed differently, and that nobody has chosen between. */
  differing: { line: number; field: TypedField; first: string; second: string }[]
}

/** Whether two people typed the same: capitals, spaces and what stands between the digits of a phone do not count. */
export function isSameCell(field: TypedField, first: string, second: string): boolean {
  return plain(field, first) === plain(field, second)
}

function plain(field: TypedField, cell: string): string {
  const text = cell.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
  const isPhone = field === 'contact' && !text.includes('@')
  return isPhone ? text.replaceAll(/[\s().+-]/g, '').replace(/^1(?=\d{10}$)/, '') : text
}
