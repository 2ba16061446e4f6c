import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type BlockKind, blockKinds } from '~/messages/broadcasts/broadcast-content'
import { officePicture } from '~/office/pictures/office-picture'
import { pictureTypes } from '~/office/pictures/picture-file'
import { Choice } from '~/ui/forms/choice'
import { TextArea, TextField } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import type { Choices } from './choices.server'
import { blockCount, blockKindOf } from './content-form'

interface BlocksProps {
  t: Translate
  form: FormState
  pages: Choices
  officials: Choices
}

/** The parts of a mail, one below the other, each in both languages. Every button posts the form, so no script is needed. */
export function BlockFields({ t, form, pages, officials }: BlocksProps) {
  const count = blockCount(form.values)
  return (
    <>
      <input type="hidden" name="blocks" value={count} autoComplete="off" />
      {Array.from({ length: count }, (_, at) => (
        <BlockField key={`${at} ${count}`} {...{ t, form, pages, officials, at, count }} />
      ))}
      {form.values.removed && (
        <div className="done" role="status" tabIndex={-1} autoFocus>
          <input type="hidden" name="removed" value={form.values.removed} autoComplete="off" />
          <p>{t('broadcasts.block.removed')}</p>
          <button name="intent" value="back">
            {t('broadcasts.undo')}
          </button>
        </div>
      )}
      <fieldset>
        <legend className="label">{t('broadcasts.block.add')}</legend>
        <div className="acts">
          {blockKinds.map((kind) => (
            <button key={kind} name="intent" value={`add ${kind}`}>
              {t(`broadcasts.block.kinds.${kind}`)}
            </button>
          ))}
        </div>
      </fieldset>
    </>
  )
}

interface BlockProps extends BlocksProps {
  at: number
  count: number
}

function BlockField({ t, form, pages, officials, at, count }: BlockProps) {
  const kind = blockKindOf(form.values, at)
  const name = (part: string) => `block_${at}_${part}`
  const of = form.values[name('of')] ?? ''
  const title = t('broadcasts.block.title', { number: at + 1, kind: t(`broadcasts.block.kinds.${kind}`) })
  return (
    // The page is loaded anew: it goes on where something was changed.
    <fieldset className="panel" {...(form.values.changed === String(at) ? { tabIndex: -1, autoFocus: true } : {})}>
      <legend className="label">{title}</legend>
      <input type="hidden" name={name('kind')} value={kind} autoComplete="off" />
      {kind === 'picture' && (
        <>
          <input type="hidden" name={name('of')} value={of} autoComplete="off" />
          {of && <img className="thumb" src={officePicture(of)} alt="" width={240} height={126} />}
          <div className="field">
            <label htmlFor={name('file')}>{t('broadcasts.block.file')}</label>
            <input id={name('file')} name={name('file')} type="file" accept={pictureTypes} />
          </div>
        </>
      )}
      {kind === 'button' && (
        <Choice
          name={name('of')}
          label={t('broadcasts.block.leadsTo')}
          options={withChosen([['', t('broadcasts.block.elsewhere')], ...pages], of)}
          chosen={of}
        />
      )}
      {kind === 'official' && (
        <Choice
          name={name('of')}
          label={t('broadcasts.block.official')}
          options={withChosen([['', '–'], ...officials], of)}
          chosen={of}
        />
      )}
      <div className="pair">
        {languages.map((language) => (
          <div key={language}>
            <Words {...{ t, form, kind, language }} name={name('words')} />
            {kind === 'quote' && (
              <TextField
                t={t}
                form={form}
                name={`${name('by')}_${language}`}
                label={`${t('broadcasts.block.by')} · ${languageNames[language]}`}
                lang={language}
                maxLength={160}
                isOptional
              />
            )}
            {kind === 'button' && of === '' && (
              <TextField
                t={t}
                form={form}
                name={`${name('link')}_${language}`}
                label={`${t('broadcasts.block.link')} · ${languageNames[language]}`}
                maxLength={500}
              />
            )}
          </div>
        ))}
      </div>
      <Choice
        name={name('version')}
        label={t('broadcasts.block.version')}
        options={[
          ['', t('broadcasts.block.versions.both')],
          ['a', t('broadcasts.compare.a')],
          ['b', t('broadcasts.compare.b')],
        ]}
        chosen={form.values[name('version')] ?? ''}
      />
      <div className="acts">
        {at > 0 && (
          <button
            className="quiet"
            name="intent"
            value={`up ${at}`}
            aria-label={`${t('broadcasts.block.up')}: ${title}`}
          >
            {t('broadcasts.block.up')}
          </button>
        )}
        {at < count - 1 && (
          <button
            className="quiet"
            name="intent"
            value={`down ${at}`}
            aria-label={`${t('broadcasts.block.down')}: ${title}`}
          >
            {t('broadcasts.block.down')}
          </button>
        )}
        <button
          className="quiet"
          name="intent"
          value={`remove ${at}`}
          aria-label={`${t('broadcasts.block.remove')}: ${title}`}
        >
          {t('broadcasts.block.remove')}
        </button>
      </div>
    </fieldset>
  )
}

interface WordsProps {
  t: Translate
  form: FormState
  kind: BlockKind
  language: Language
  name: string
}

function Words({ t, form, kind, language, name }: WordsProps) {
  const label = `${t(`broadcasts.block.words.${kind}`)} · ${languageNames[language]}`
  const field = { t, form, name: `${name}_${language}`, label, lang: language }
  return kind === 'heading' || kind === 'button' || kind === 'picture' ? (
    <TextField {...field} maxLength={160} />
  ) : (
    <TextArea
      {...field}
      hint={t(kind === 'text' ? 'broadcasts.hint.mail' : 'broadcasts.hint.fields')}
      rows={kind === 'text' ? 8 : 3}
      maxLength={12_000}
      isOptional={kind === 'official'}
    />
  )
}

/** What was chosen before stays on offer, also when its page has closed since. */
function withChosen(options: Choices, of: string): Choices {
  return options.some(([value]) => value === of) ? options : [...options, [of, of]]
}
