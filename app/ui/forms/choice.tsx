/** A select. */
export function Choice({
  name,
  id = name,
  label,
  options,
  chosen,
}: {
  name: string
  id?: string
  label: string
  options: [value: string, words: string][]
  chosen?: string | undefined
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>{' '}
      <select id={id} name={name} defaultValue={chosen}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
