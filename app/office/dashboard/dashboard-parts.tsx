import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { wholeNumber } from '~/ui/page/dates'

interface AsTableProps {
  t: Translate
  lang: Language
  caption: string
  /** Heading of the first column, then one per number. */
  head: readonly [string, ...string[]]
  rows: readonly { label: string; key: string; numbers: readonly number[] }[]
}

/** The numbers behind a chart, as a table. */
export function AsTable({ t, lang, caption, head: [first, ...heads], rows }: AsTableProps) {
  return (
    <details>
      <summary>{t('office.numbers.asTable')}</summary>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {heads.map((head) => (
              <th scope="col" className="number" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, key, numbers }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {numbers.map((number, index) => (
                <td className="number" key={heads[index]}>
                  {wholeNumber(lang, number)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Headline figures of a dashboard, updated live. @param live URL of the event stream */
export function Figures({
  live,
  figures,
}: {
  live: string
  figures: readonly { name: string; value: string; label: string }[]
}) {
  return (
    <ul className="figures" data-live={live}>
      {figures.map(({ name, value, label }) => (
        <li key={name}>
          <strong data-figure={name}>{value}</strong>
          <span>{label}</span>
        </li>
      ))}
    </ul>
  )
}
