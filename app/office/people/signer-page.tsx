import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { ConsentPanel } from './consent-panel'
import { ContactPanel } from './contact-panel'
import { CorrectPanel } from './correct-panel'
import { DangerZone } from './danger-zone'
import { FieldsPanel } from './fields/fields-panel'
import { NextPanel } from './next-panel'
import { NotesPanel, TagsPanel } from './notes-panel'
import { SignedPanel } from './signed-panel'
import type { Signer } from './signer'
import type { SignerDone } from './signer-deeds'
import { TimelinePanel } from './timeline-panel'

type SignerProps = Signer & {
  t: Translate
  lang: Language
  form: FormState
  hasTexts: boolean
  /** They were just restored. */
  isBack: boolean
  done: SignerDone[]
  /** Another signer who has the contact that was typed. */
  twin: string | null
}

/** One person: who they are and how to reach them, what they agreed to, what happened with them, and organizers' notes. */
export function SignerPage({ t, lang, form, hasTexts, isBack, done, twin, ...person }: SignerProps) {
  const part = { t, lang, person, form, hasTexts }
  return (
    <>
      <h1>{person.name || t('office.people.nameless')}</h1>
      <p className="lead">
        {languageNames[person.language]} · {t('office.people.since', { day: longDate(lang, person.since) })} ·{' '}
        {person.details.country === 'abroad' ? t('site.petition.abroad') : person.details.postalCode}
      </p>
      {isBack && (
        <p className="done" role="status">
          {t('office.erase.isBack')}
        </p>
      )}
      {form.errors.length === 0 && done.map((one) => <DoneLine key={one.did} t={t} id={person.id} done={one} />)}
      <ErrorSummary t={t} form={form} />
      {twin && (
        <p>
          {t('office.people.twin')}{' '}
          <a href={paths.office.personMerge(person.id, twin)}>{t('office.people.twinMerge')}</a>
        </p>
      )}
      <div className="columns">
        <div>
          <ContactPanel {...part} />
          {person.mayChange && <CorrectPanel {...part} />}
        </div>
        <div>
          <SignedPanel {...part} />
          <ConsentPanel {...part} />
        </div>
      </div>
      {person.mayChange && (
        <div className="columns">
          <div>
            <TagsPanel {...part} />
            <FieldsPanel {...part} />
          </div>
          <NotesPanel {...part} />
        </div>
      )}
      <NextPanel t={t} lang={lang} next={person.next} />
      <TimelinePanel {...part} />
      {person.mayChange && <DangerZone {...part} />}
    </>
  )
}

/** What was just done, and its undo. */
function DoneLine({ t, id, done: { did, tag = '', undo } }: { t: Translate; id: string; done: SignerDone }) {
  return (
    <div className="done" role="status">
      {t(`office.people.done.${did}`, { tag })}{' '}
      {undo && (
        <OneButton action={paths.office.person(id)} fields={undo}>
          {t('office.undo')}
        </OneButton>
      )}
    </div>
  )
}
