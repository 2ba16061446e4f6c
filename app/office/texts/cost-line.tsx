import type { TokenValues } from '~/actions/texts/keywords/reply-tokens'
import type { Translate } from '~/i18n/translator'
import { costWords, sayCost } from './cost-words'
import { textCost } from './text-cost'

interface CostLineProps {
  t: Translate
  /** Id of the field whose text is counted. */
  field: string
  /** What stands in it. */
  text: string
  /** Of a segment, in millionths of a dollar. */
  price: number
  /** The longest that blanks of the text may stand for. */
  dearest?: TokenValues
}

/**
 * What a text costs, under its field: as it was when the page was made, and with script as it is typed. A cheaper spelling is
 * offered, and taken only by whoever presses for it; without script the button sends the form to be counted anew.
 */
export function CostLine({ t, field, text, price, dearest = {} }: CostLineProps) {
  const words = costWords(t)
  const cost = text === '' ? null : textCost(text, price, dearest)
  const said = cost && sayCost(words, cost)
  return (
    <div
      className="cost small"
      data-counts={field}
      data-price={price}
      data-words={JSON.stringify(words)}
      data-dearest={JSON.stringify(dearest)}
    >
      <span data-line>{said?.line}</span> <span data-letters>{said?.letters}</span>{' '}
      {cost?.cheaper && (
        <button className="quiet" name="intent" value={`cheaper ${field}`} data-cheaper>
          {words.spellCheaper}
        </button>
      )}
      <span className="unseen" role="status" data-said />
    </div>
  )
}
