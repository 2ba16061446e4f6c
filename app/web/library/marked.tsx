import type { MarkedText } from '~/campaigns/library/marked-text'

/** Text in which the words that were searched are marked. */
export function Marked({ text }: { text: MarkedText }) {
  return <>{text.map((piece, at) => (at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece))}</>
}
