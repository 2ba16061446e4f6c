import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { CannedReply } from './canned-reply'
import { CostLine } from './cost-line'

interface CannedRepliesProps {
  t: Translate
  lang: Language
  groups: { id: string; name: string; replies: CannedReply[] }[]
  /** Price of a segment, in millionths of a dollar. */
  price: number
  /** What was just done, and to which reply. */
  done: {
    what: 'added' | 'changed' | 'removed' | 'restored' | 'undone' | 'reworded'
    id: string
    /** The words that a change left there. */
    saved: string
  } | null
  /** Input that is not saved. */
  form: FormState
}

/** What each done offers as undo; null: it was one. */
const undoes = {
  added: 'remove',
  changed: 'undo',
  removed: 'restore',
  restored: null,
  undone: null,
  reworded: null,
} as const

/** The replies of a group, which organizers choose from when they answer a text. */
export function CannedRepliesPage({ t, lang, groups, price, done, form }: CannedRepliesProps) {
  const undo = done && undoes[done.what]
  return (
    <>
      <h1>{t('texts.canned.title')}</h1>
      <p className="lead">{t('texts.canned.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {done && form.errors.length === 0 && (
        <div className="done" role="status">
          {t(`texts.canned.done.${done.what}`)}{' '}
          {undo && (
            <OneButton action={paths.office.cannedReplies()} fields={{ intent: undo, id: done.id, saved: done.saved }}>
              {t('office.undo')}
            </OneButton>
          )}
        </div>
      )}
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`group-${group.id}`}>
          {groups.length > 1 && <h2 id={`group-${group.id}`}>{group.name}</h2>}
          {group.replies.length === 0 && <p>{t('texts.canned.none')}</p>}
          {group.replies.map((reply) => (
            <Reply
              key={reply.id}
              t={t}
              lang={lang}
              heading={groups.length > 1 ? 'h3' : 'h2'}
              reply={reply}
              price={price}
              form={form}
            />
          ))}
        </section>
      ))}
      <section className="panel" aria-labelledby="new-reply">
        <h2 id="new-reply">{t('texts.canned.new')}</h2>
        <ReplyFields t={t} intent="add" form={form.values.intent === 'add' ? form : emptyForm} id="new" price={price}>
          {groups.length > 1 && (
            <Choice
              name="group"
              label={t('office.team.group')}
              options={groups.map((group) => [group.id, group.name])}
              chosen={form.values.group}
            />
          )}
          {groups.length === 1 && <input type="hidden" name="group" value={groups[0]!.id} />}
        </ReplyFields>
      </section>
    </>
  )
}

interface ReplyProps {
  t: Translate
  lang: Language
  heading: 'h2' | 'h3'
  reply: CannedReply
  price: number
  form: FormState
}

function Reply({ t, lang, heading: Heading, reply, price, form }: ReplyProps) {
  const isTyped = form.values.intent === 'change' && form.values.id === reply.id
  const { name, words } = reply
  const stored = { name_en: name.en, name_es: name.es, words_en: words.en, words_es: words.es }
  return (
    <div className="panel" id={`reply-${reply.id}`}>
      <Heading>{name[lang]}</Heading>
      {languages.map((language) => (
        <blockquote key={language} lang={language}>
          {words[language]}
        </blockquote>
      ))}
      <details open={isTyped}>
        <summary>{t('texts.canned.change')}</summary>
        <ReplyFields
          t={t}
          intent="change"
          form={isTyped ? form : { values: stored, errors: [] }}
          id={reply.id}
          price={price}
        >
          <input type="hidden" name="id" value={reply.id} />
        </ReplyFields>
      </details>
      <OneButton action={paths.office.cannedReplies()} fields={{ intent: 'remove', id: reply.id }}>
        {t('texts.canned.remove')}
      </OneButton>
    </div>
  )
}

interface ReplyFieldsProps {
  t: Translate
  intent: 'add' | 'change'
  form: FormState
  /** Makes the ids of its fields unique on the page. */
  id: string
  price: number
  children: React.ReactNode
}

function ReplyFields({ t, intent, form, id, price, children }: ReplyFieldsProps) {
  const fieldId = (name: string) => (form.errors.some(({ field }) => field === name) ? name : `${name}-${id}`)
  return (
    <Form action={paths.office.cannedReplies()} {...typed(form)}>
      <input type="hidden" name="intent" value={intent} />
      {children}
      <div className="pair">
        {languages.map((language) => (
          <div key={language}>
            <TextField
              t={t}
              form={form}
              name={`name_${language}`}
              id={`name_${language}-${id}`}
              label={`${t('texts.canned.name')} (${languageNames[language]})`}
              lang={language}
              maxLength={60}
            />
            <TextArea
              t={t}
              form={form}
              name={`words_${language}`}
              id={`words_${language}-${id}`}
              label={`${t('texts.canned.words')} (${languageNames[language]})`}
              hint={t('texts.canned.wordsHint')}
              lang={language}
              maxLength={450}
            />
            <CostLine
              t={t}
              field={fieldId(`words_${language}`)}
              text={form.values[`words_${language}`] ?? ''}
              price={price}
            />
          </div>
        ))}
      </div>
      <button className="main">{t(intent === 'add' ? 'texts.office.add' : 'office.save')}</button>
    </Form>
  )
}
