import { signerFields } from './signer-fields'

/** What the list was narrowed to, carried along unseen. */
export function FilterFields({ filter }: { filter: Record<string, string> }) {
  return (
    <>
      {signerFields.map((name) => (
        <input key={name} type="hidden" name={name} value={filter[name] ?? ''} />
      ))}
    </>
  )
}
