import type { PageProps } from '~/ui/page/public-layout'
import type { ScriptLine } from './script'

interface ScriptProps extends PageProps {
  lines: ScriptLine[]
  id?: string
  title?: string
  hint?: string
}

/** A conversation line by line: spoken in English, with the meaning beside it on the Spanish page. */
export function Script({ lang, t, lines, id, title, hint }: ScriptProps) {
  return (
    <section className={title ? 'block' : undefined} aria-labelledby={id}>
      {title && <h2 id={id}>{title}</h2>}
      {hint && <p className="small">{hint}</p>}
      <ol className="script">
        {lines.map((line, index) => (
          <li key={index} className={line.who}>
            <span className="speaker">{t(`calls.page.${line.who}`)}</span>
            <strong lang="en">{line.said}</strong>
            {lang === 'es' && line.meaning && <span className="meaning">{line.meaning}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
