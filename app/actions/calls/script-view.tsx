import type { PageProps } from '~/ui/page/public-layout'
import type { ScriptLine } from './script'

/** A conversation line by line: spoken in English, with the meaning beside it on the Spanish page. */
export function Script({ lang, t, lines }: PageProps & { lines: ScriptLine[] }) {
  return (
    <ol className="script">
      {lines.map((line, index) => (
        <li key={index} className={line.who}>
          <span className="speaker">
            {t(`calls.page.${line.who}`)}
            <br />
          </span>
          <strong lang="en">
            {line.said}
            <br />
          </strong>
          {lang === 'es' && line.meaning && <span className="meaning">{line.meaning}</span>}
        </li>
      ))}
    </ol>
  )
}
