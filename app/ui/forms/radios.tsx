interface RadiosProps {
  name: string
  legend: string
  options: { value: string; words: string; hint?: string }[]
  chosen?: string | undefined
  /** Target of the error link. */
  id?: string
}

/** Radio buttons, each with its label and an optional hint. */
export function Radios({ name, legend, options, chosen, id }: RadiosProps) {
  return (
    <fieldset id={id}>
      <legend>{legend}</legend>
      {options.map(({ value, words, hint }) => (
        <div className="tick" key={value}>
          <input
            type="radio"
            id={`${name}-${value}`}
            name={name}
            value={value}
            defaultChecked={chosen === value}
            aria-describedby={hint ? `${name}-${value}-hint` : undefined}
          />{' '}
          <label htmlFor={`${name}-${value}`}>{words}</label>
          {hint && (
            <div className="hint" id={`${name}-${value}-hint`}>
              {hint}
            </div>
          )}
        </div>
      ))}
    </fieldset>
  )
}
