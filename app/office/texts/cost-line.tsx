import { framed, type TextFrame } from '~/channels/sms/text-frame'
import type { Translate } from '~/i18n/translator'
import { costWords, sayCost } from './cost-words'
import { type DearestValues, textCost } from './text-cost'

interface CostLineProps {
  t: Translate
  /** Id of the field whose text is counted. */
  field: string
  /** Its current text. */
  text: string
  /** Price of a segment, in millionths of a dollar. */
  price: number
  /** Longest values for the text's placeholders. */
  dearest?: DearestValues
  /** What goes around it, and is counted too. */
  frame?: TextFrame
}

/**
 * What a text costs, below its field: as of page load, and with script as it is typed. A cheaper spelling is offered,
 * and used only when the button is pressed; without script the button submits the form for a recount.
 */
export function CostLine({ t, field, text, price, dearest = {}, frame }: CostLineProps) {
  const words = costWords(t)
  const cost = text === '' ? null : textCost(frame ? framed(text, frame) : text, price, dearest)
  const said = cost && sayCost(words, cost)
  return (
    <div
      className="cost small"
      data-counts={field}
      data-price={price}
      data-words={JSON.stringify(words)}
      data-dearest={JSON.stringify(dearest)}
      data-frame={frame && JSON.stringify(frame)}
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
