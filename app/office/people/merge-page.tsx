import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, Errors, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { Duplicate } from './duplicates.server'
import type { MergePreview, Previewed } from './preview-merge.server'

interface MergeProps {
  t: Translate
  form: FormState
  person: Duplicate | null
  twins: Duplicate[]
  /** Search results, or null. */
  found: Duplicate[] | null
  /** What was searched for is no longer kept. */
  isSearchGone: boolean
  preview: Previewed | null
}

/** Merging two rows of one human being: candidates, preview, and the button. */
export function MergePage({ t, form, person, twins, found, isSearchGone, preview }: MergeProps) {
  return (
    <>
      <h1>{t('office.merge.title')}</h1>
      <ErrorSummary t={t} form={form} />
      {isSearchGone && <p role="status">{t('office.people.searchGone')}</p>}
      {preview && preview.outcome !== 'ready' && (
        <Errors title={t(`office.merge.${preview.outcome === 'beyond' ? 'beyond' : 'twoCampaigns'}`)} />
      )}
      {preview && <p className="lead">{t('office.bulk.leadPreview')}</p>}
      {preview?.outcome === 'ready' && <Preview t={t} preview={preview} />}
      {person && <Candidates t={t} form={form} person={person} twins={twins} found={found} />}
    </>
  )
}

function Candidates({
  t,
  form,
  person,
  twins,
  found,
}: {
  t: Translate
  form: FormState
  person: Duplicate
  twins: Duplicate[]
  found: Duplicate[] | null
}) {
  return (
    <>
      <p className="lead">
        {t('office.merge.lead', {
          name: person.name || t('office.people.nameless'),
          contact: person.contacts.join(', '),
        })}
      </p>
      <section className="panel">
        <h2>{t('office.merge.twins')}</h2>
        <TwinList t={t} person={person} twins={twins} />
      </section>
      <section className="panel">
        <h2>{t('office.merge.other')}</h2>
        <Form className="inline">
          <input type="hidden" name="intent" value="search" />
          <TextField t={t} form={form} name="search" label={t('office.merge.search')} />
          <button>{t('office.people.searchButton')}</button>
        </Form>
        {found && <TwinList t={t} person={person} twins={found} />}
      </section>
    </>
  )
}

function TwinList({ t, person, twins }: { t: Translate; person: Duplicate; twins: Duplicate[] }) {
  if (twins.length === 0) return <p>{t('office.merge.noTwins')}</p>
  return (
    <ul>
      {twins.map((twin) => (
        <li key={twin.id}>
          {twin.name || t('office.people.nameless')}, {twin.contacts.join(', ')}:{' '}
          <a href={paths.office.personMerge(person.id, twin.id)}>{t('office.merge.look')}</a>
        </li>
      ))}
    </ul>
  )
}

function Preview({ t, preview }: { t: Translate; preview: MergePreview }) {
  const falls = preview.doubled.filter((one) => one.totalFalls)
  return (
    <section className="panel">
      <h2>{t('office.merge.what')}</h2>
      <ul>
        <li>{t('office.merge.stays', { name: preview.stays.name, contact: preview.stays.contacts.join(', ') })}</li>
        <li>{t('office.merge.goes', { name: preview.goes.name, contact: preview.goes.contacts.join(', ') })}</li>
        {preview.secondContact && <li>{t('office.merge.second', { contact: preview.secondContact })}</li>}
        {preview.moved.length > 0 && <li>{t('office.merge.moved', { petitions: preview.moved.join(', ') })}</li>}
        {preview.doubled.map((one) => (
          <li key={one.petition}>
            {t(falls.includes(one) ? 'office.merge.doubledFalls' : 'office.merge.doubled', { petition: one.petition })}
          </li>
        ))}
        {preview.letters.moved > 0 && <li>{t('office.merge.lettersMoved', { count: preview.letters.moved })}</li>}
        {preview.letters.dropped > 0 && <li>{t('office.merge.lettersDropped', { count: preview.letters.dropped })}</li>}
        {preview.changes > 0 && <li>{t('office.merge.changes', { count: preview.changes })}</li>}
        {preview.optedOut.map((channel) => (
          <li key={channel}>{t(`office.merge.optedOut.${channel}`)}</li>
        ))}
        {preview.withdrawn.map((one) => (
          <li key={one.petition + one.purpose}>
            {t('office.merge.withdrawn', {
              purpose: t(`office.people.consents.${one.purpose as 'email'}`),
              petition: one.petition,
            })}
          </li>
        ))}
        {preview.notes + preview.tags.length > 0 && (
          <li>{t('office.merge.notes', { notes: preview.notes, tags: preview.tags.length })}</li>
        )}
      </ul>
      <p>{t('office.merge.forGood')}</p>
      <Form className="acts">
        <input type="hidden" name="intent" value="merge" />
        <input type="hidden" name="with" value={preview.goes.id} />
        <button className="main">{t('office.merge.button')}</button>
        <a className="button" href={paths.office.personMerge(preview.goes.id, preview.stays.id)}>
          {t('office.merge.swap')}
        </a>
        <a className="button" href={paths.office.person(preview.stays.id)}>
          {t('office.merge.leave')}
        </a>
      </Form>
    </section>
  )
}
