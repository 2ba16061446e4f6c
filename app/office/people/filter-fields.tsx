import { signerFields } from './signer-fields'

/** The list's filter as hidden fields. */
export function FilterFields({ filter }: { filter: Record<string, string> }) {
  return (
    <>
      {signerFields.map((name) => (
        <input key={name} type="hidden" name={name} value={filter[name] ?? ''} />
      ))}
    </>
  )
}
