import { type Bilingual, type Language, languageNames, languages, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Published } from '~/office/editor/editor-form'
import type { Writing } from '~/office/editor/writing'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { CopyLink } from '~/office/team/copy-link'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'

/** URLs of what can be taken along with a code. */
interface CodeFiles {
  picture: Bilingual
  sheet: string
  flyer: string
}

interface ShareProps {
  t: Translate
  lang: Language
  head: WrittenHead
  justPublished: Writing['justPublished']
  /** Public URLs. */
  links: Bilingual
  short: string
  /** SVG. */
  qr: string
  /** By code; `qr` is the one without a name. */
  files: Record<string, CodeFiles>
  /** Of a petition: the sheet for signing on paper. */
  signSheet: string | null
  editPath: string
  codes: { code: string; name: string; count: number }[]
  /** Sources without a name of their own. */
  others: { name: string; count: number }[]
  /** `path` is null for who may not edit them. */
  keywords: { word: string; language: Language; path: string | null }[]
  newKeyword: string | null
  hasKeywords: boolean
  mayEdit: boolean
  /** What was just done to a code: the code, or the name of one that is gone. */
  changed: { added: string | null; known: string | null; removed: string | null }
  form: FormState
}

/** How to bring people to a page: its links, its code on paper, names for where it hangs, the word to text. */
export function SharePage(props: ShareProps) {
  const { t, lang, head } = props
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="share" />
      <Published t={t} lang={lang} head={head} outcome={props.justPublished} />
      {head.state === 'draft' ? (
        <p className="panel">
          {t('office.share.draft')} {props.mayEdit && <a href={props.editPath}>{t('office.share.toEdit')}</a>}
        </p>
      ) : (
        <>
          <div className="columns">
            <Links {...props} />
            <OnPaper {...props} />
          </div>
          <Codes {...props} />
          {props.hasKeywords && <Keywords {...props} />}
        </>
      )}
    </>
  )
}

function Links({ t, lang, links, short }: ShareProps) {
  return (
    <section className="panel" aria-labelledby="links">
      <h2 id="links">{t('office.share.links')}</h2>
      {[lang, otherLanguage(lang)].map((language) => (
        <CopyLink key={language} t={t} id={`link-${language}`} label={languageNames[language]} link={links[language]} />
      ))}
      <CopyLink t={t} id="link-short" label={t('office.share.short')} link={short} />
      <p className="small">{t('office.share.shortText')}</p>
    </section>
  )
}

function OnPaper({ t, files, signSheet, qr }: ShareProps) {
  const { picture, sheet, flyer } = files.qr!
  return (
    <section className="panel" aria-labelledby="paper">
      <h2 id="paper">{t('office.share.paper')}</h2>
      <div className="share-code">
        <div className="qr" role="img" aria-label={t('office.share.qr')} dangerouslySetInnerHTML={{ __html: qr }} />
        <ul className="acts">
          <li>
            <a className="button main" href={sheet}>
              {t('office.share.sheet')}
            </a>
          </li>
          <li>
            <a className="button" href={flyer}>
              {t('office.share.flyer')}
            </a>
          </li>
          {languages.map((language) => (
            <li key={language}>
              <a className="button" href={picture[language]}>
                {t('office.share.picture', { language: languageNames[language] })}
              </a>
            </li>
          ))}
          {signSheet && (
            <li>
              <a className="button" href={signSheet}>
                {t('office.share.signSheet')}
              </a>
            </li>
          )}
        </ul>
      </div>
    </section>
  )
}

function Codes({ t, lang, links, files, codes, others, mayEdit, changed, form }: ShareProps) {
  const added = codes.find(({ code }) => code === (changed.added ?? changed.known))
  return (
    <section className="panel" aria-labelledby="codes">
      <h2 id="codes">{t('office.share.codes')}</h2>
      <p>{t('office.share.codesText')}</p>
      {added && (
        <p className="done" role="status">
          {t(changed.added ? 'office.share.added' : 'office.share.known', { name: added.name })}
        </p>
      )}
      {changed.removed && form.errors.length === 0 && (
        <div className="done" role="status">
          <p>{t('office.share.removed', { name: changed.removed })}</p>
          {mayEdit && <OneButton fields={{ name: changed.removed }}>{t('office.undo')}</OneButton>}
        </div>
      )}
      <ErrorSummary t={t} form={form} />
      {mayEdit && (
        <Form className="inline">
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('office.share.name')}
            hint={t('office.share.nameHint')}
            maxLength={60}
            autoComplete="off"
          />
          <button>{t('office.share.add')}</button>
        </Form>
      )}
      <ul className="source-codes">
        {codes.map(({ code, name, count }) => (
          <li key={code} id={`code-${code}`}>
            <h3>
              {name} <span className="small">{t('office.share.count', { count })}</span>
            </h3>
            {[lang, otherLanguage(lang)].map((language) => (
              <CopyLink
                key={language}
                t={t}
                id={`link-${code}-${language}`}
                label={`${name}: ${languageNames[language]}`}
                link={`${links[language]}?r=${code}`}
              />
            ))}
            <div className="acts">
              <a className="button" href={files[code]!.sheet}>
                {t('office.share.sheet')}
              </a>
              <a className="button" href={files[code]!.flyer}>
                {t('office.share.flyer')}
              </a>
              {languages.map((language) => (
                <a key={language} className="button" href={files[code]!.picture[language]}>
                  {t('office.share.picture', { language: languageNames[language] })}
                </a>
              ))}
              {mayEdit && <OneButton fields={{ remove: code }}>{t('office.share.removeName', { name })}</OneButton>}
            </div>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <table>
          <caption>{t('office.share.others')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('office.numbers.source')}</th>
              <th scope="col" className="number">
                {t('office.share.came')}
              </th>
            </tr>
          </thead>
          <tbody>
            {others.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{wholeNumber(lang, count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Keywords({ t, keywords, newKeyword }: ShareProps) {
  return (
    <section className="panel" aria-labelledby="keywords">
      <h2 id="keywords">{t('office.share.keyword')}</h2>
      <p>{t(keywords.length > 0 ? 'office.share.keywordText' : 'office.share.noKeyword')}</p>
      <ul className="acts">
        {keywords.map(({ word, language, path }) => (
          <li key={word}>
            {path ? (
              <a className="button" href={path}>
                {word} · {languageNames[language]}
              </a>
            ) : (
              <strong>
                {word} · {languageNames[language]}
              </strong>
            )}
          </li>
        ))}
        {newKeyword && (
          <li>
            <a className="button" href={newKeyword}>
              {t('office.share.newKeyword')}
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}
