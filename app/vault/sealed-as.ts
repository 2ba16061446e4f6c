/**
 * What a sealed column is bound to: its table, its row and, where a row has several, its column. A box copied into
 * another row or column does not open.
 *
 * Changing this text for a table makes everything already sealed in it unreadable.
 */
export function sealedAs(table: string, id: string, column?: string | number): string {
  return column === undefined ? `${table} ${id}` : `${table} ${id} ${column}`
}
