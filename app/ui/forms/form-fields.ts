/** The text fields of a posted form, as typed; files are left out. Of a field sent twice the last counts. */
export async function formFields(request: Request): Promise<Record<string, string>> {
  const fields = Object.create(null) as Record<string, string>
  for (const [name, value] of await request.formData()) if (typeof value === 'string') fields[name] = value
  return fields
}
