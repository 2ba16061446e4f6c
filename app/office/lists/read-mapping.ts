/** The column of each field: its index from 0, as text. */
export type ListMapping<Field extends string = string> = Partial<Record<Field, string>>

/** The columns that somebody has chosen for fields. */
export function readMapping<Field extends string>(
  values: Record<string, string>,
  fields: readonly Field[],
): ListMapping<Field> {
  const chosen = fields
    .map((field) => [field, values[`column_${field}`] ?? ''] as const)
    .filter(([, column]) => /^\d{1,3}$/.test(column))
  return Object.fromEntries(chosen) as ListMapping<Field>
}
