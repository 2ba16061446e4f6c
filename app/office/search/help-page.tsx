import type { Translate } from '~/i18n/translator'
import { goTo } from '~/office/frame/shortcuts'
import type { HelpTopic } from './help.server'

/** How things are done in the office, and its keyboard shortcuts. */
export function HelpPage({ t, topics }: { t: Translate; topics: HelpTopic[] }) {
  const keys: [keys: string[], what: string][] = [
    [['/', 'Ctrl K'], t('office.help.keys.search')],
    [['?'], t('office.help.keys.help')],
    [['n'], t('office.help.keys.new')],
    ...Object.entries(goTo).map(([letter, section]): [string[], string] => [
      [`g ${letter}`],
      t('office.help.keys.go', { section: t(`office.menu.sections.${section}`) }),
    ]),
    [['j', 'k'], t('office.help.keys.queue')],
  ]
  return (
    <>
      <h1>{t('office.menu.sections.help')}</h1>
      {topics.map(({ name, title, text, section }) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name}>{title}</h2>
          <p className="lead">
            {text} <a href={section.path}>{section.name}</a>
          </p>
        </section>
      ))}
      <section aria-labelledby="shortcuts">
        <h2 id="shortcuts">{t('office.help.shortcuts')}</h2>
        <dl className="keys">
          {keys.map(([names, what]) => (
            <div key={what}>
              <dt>
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <div className="tick" hidden>
          <input type="checkbox" id="shortcuts-on" data-shortcuts="" />
          <label htmlFor="shortcuts-on">{t('office.help.on')}</label>
        </div>
      </section>
    </>
  )
}
