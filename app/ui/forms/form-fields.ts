/** The text fields of a posted form, as typed; files are ignored. If a field is repeated, the last one counts. */
export async function formFields(request: Request): Promise<Record<string, string>> {
  const fields = Object.create(null) as Record<string, string>
  for (const [name, value] of await request.formData()) if (typeof value === 'string') fields[name] = value
  return fields
}
