import { paths } from '~/paths'
import { TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { SignerPart } from './signer'

/** A person's tags. */
export function TagsPanel({ t, person, form }: SignerPart) {
  const action = paths.office.person(person.id)
  return (
    <section className="panel" aria-labelledby="tags">
      <h2 id="tags">{t('office.people.tags')}</h2>
      <ul>
        {person.tags.map((tag) => (
          <li key={tag}>
            {tag}{' '}
            <OneButton action={action} fields={{ intent: 'untag', tag }}>
              {t('office.people.untag', { tag })}
            </OneButton>
          </li>
        ))}
      </ul>
      <Form action={action} className="inline">
        <input type="hidden" name="intent" value="tag" />
        <TextField
          t={t}
          form={form.values.intent === 'tag' ? form : emptyForm}
          name="tag"
          label={t('office.people.newTag')}
          maxLength={40}
        />
        <button>{t('office.people.addTag')}</button>
      </Form>
    </section>
  )
}

/** Organizers' notes on a person. */
export function NotesPanel({ t, lang, person, form }: SignerPart) {
  const momentOf = useMoments()
  const action = paths.office.person(person.id)
  const values = form.values.intent === 'note' ? form : emptyForm
  return (
    <section className="panel" aria-labelledby="notes">
      <h2 id="notes">{t('office.people.notes')}</h2>
      {person.notes.map((note) => (
        <div key={note.id} className="waits">
          <div className="words">{note.text}</div>
          <p className="small">
            {note.by}, {momentOf(lang, new Date(note.at))}
          </p>
          <OneButton action={action} fields={{ intent: 'remove-note', id: note.id }}>
            {t('office.people.removeNote')}
          </OneButton>
        </div>
      ))}
      <Form action={action} {...typed(values)}>
        <input type="hidden" name="intent" value="note" />
        <TextArea
          t={t}
          form={values}
          name="note"
          label={t('office.people.newNote')}
          hint={t('office.people.noteHint')}
          maxLength={5000}
        />
        <button>{t('office.people.addNote')}</button>
      </Form>
    </section>
  )
}
