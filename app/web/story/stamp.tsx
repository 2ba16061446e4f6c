import type { StandingWords } from '~/campaigns/cases/standing-words'

/** That a ruling no longer stands, as a rubber stamp says it, and in a sentence. */
export function Stamp({ standing }: { standing: StandingWords }) {
  return (
    <p className="overturned">
      <strong className="stamp">{standing.word}</strong> <span>{standing.sentence}</span>
    </p>
  )
}
