import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import type { ActionCard } from '~/actions/kind/kind'
import { PlaceForm } from '~/actions/kind/place-form'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { TextedOffice, TextView } from './text-view'

interface TextPageProps extends PageProps {
  view: TextView
  /** Why the submission failed. */
  form: FormState
  isTold: boolean
  next: ActionCard | null
}

/** A text to officials: from the visitor's own phone, by other contacts, or by texting the campaign. */
export function TextPage({ lang, t, view, form, isTold, next }: TextPageProps) {
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('texts.page.label')}
      before={
        <>
          {isTold && (
            <p className="note" role="status">
              {t('texts.page.told')}
            </p>
          )}
          {!view.asked && <ErrorSummary t={t} form={form} />}
        </>
      }
      next={next && view.state !== 'open' ? { title: t('texts.page.next'), card: next } : null}
    >
      {view.state !== 'open' ? (
        <NothingToDo t={t} why={view.state} />
      ) : view.asked ? (
        <PlaceForm lang={lang} t={t} asked={view.asked} form={form} />
      ) : (
        <Offices t={t} view={view} />
      )}
      {view.state === 'open' && view.campaignText && <ByCampaign t={t} text={view.campaignText} />}
    </ActionFrame>
  )
}

function Offices({ t, view }: Pick<PageProps, 't'> & { view: TextView }) {
  if (view.offices.length === 0) return <NothingToDo t={t} why="nobody-here" />
  return (
    <>
      <section className="block" aria-labelledby="words">
        <h2 id="words">{t('texts.page.words')}</h2>
        <blockquote lang="en">{view.message}</blockquote>
        {view.meaning && <p className="small">{view.meaning}</p>}
        {view.notes.length > 0 && (
          <ul>
            {view.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </section>
      {view.offices.map((office) => (
        <Office key={office.postSlug} t={t} view={view} office={office} />
      ))}
    </>
  )
}

function Office({ t, view, office }: Pick<PageProps, 't'> & { view: TextView; office: TextedOffice }) {
  return (
    <section className="sign" aria-labelledby={office.postSlug}>
      <h2 id={office.postSlug}>{office.name}</h2>
      <p>{office.title}</p>
      {office.text ? (
        <>
          <p>
            <a className="button wide" href={office.text.links.any}>
              {t('texts.page.open', { number: office.text.shown })}
            </a>
          </p>
          <p className="small">
            {t('texts.page.empty')} <a href={office.text.links.iphone}>iPhone</a> ·{' '}
            <a href={office.text.links.android}>Android</a>
          </p>
          <Form>
            <input type="hidden" name="to" value={office.postSlug} />
            <input type="hidden" name="contact_id" value={office.text.contactId} />
            <input type="hidden" name="outreach" value={office.outreachId} />
            <input type="hidden" name="in" value={view.here.join(',')} />
            <input type="hidden" name="area" value={view.area} />
            <button className="button plain">{t('texts.page.sent')}</button>
          </Form>
        </>
      ) : (
        <p>{t(view.campaignText ? 'texts.page.noNumber' : 'texts.page.noNumberToday')}</p>
      )}
      {(office.call || office.email) && (
        <p className="small">
          {office.call && <a href={office.call.href}>{t('texts.page.call', { number: office.call.shown })}</a>}
          {office.call && office.email && ' · '}
          {office.email && <a href={office.email.href}>{t('texts.page.email', { address: office.email.shown })}</a>}
        </p>
      )}
    </section>
  )
}

/** For people without a data plan: texting one word to the campaign starts a short dialog. */
function ByCampaign({ t, text }: Pick<PageProps, 't'> & { text: NonNullable<TextView['campaignText']> }) {
  return (
    <section className="band" aria-labelledby="campaign">
      <h2 id="campaign">{t('texts.page.campaignTitle')}</h2>
      <p>{t('texts.page.campaignText')}</p>
      <p className="poster-title">{t('texts.page.campaignWord', { word: text.word, number: text.shown })}</p>
      <p>
        <a className="button" href={text.links.any}>
          {t('texts.page.campaignOpen', { word: text.word })}
        </a>
      </p>
    </section>
  )
}
