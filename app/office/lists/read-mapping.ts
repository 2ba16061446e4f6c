/** The column of each field: its index from 0, as text. */
export type ListMapping<Field extends string = string> = Partial<Record<Field, string>>

/** The columns that somebody has chosen for fields. @param chosenFor what the form says for a field, if anything */
export function readMapping<Field extends string>(
  chosenFor: (field: Field) => unknown,
  fields: readonly Field[],
): ListMapping<Field> {
  const chosen = fields
    .map((field) => [field, String(chosenFor(field) ?? '')] as const)
    .filter(([, column]) => /^\d{1,3}$/.test(column))
  return Object.fromEntries(chosen) as ListMapping<Field>
}
