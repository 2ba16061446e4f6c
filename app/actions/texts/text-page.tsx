import type { ReactNode } from 'react'
import { ActionFrame, NothingToDo, Why } from '~/actions/kind/action-frame'
import { PlaceForm } from '~/actions/kind/place-form'
import { Quoting } from '~/actions/kind/quoting'
import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { NobodyKnown } from '~/actions/next-acts/nobody-known'
import { Undo } from '~/actions/outreach/undo'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { textPlaceQuery } from './text-place'
import type { TextedOffice, TextView } from './text-view'

interface TextPageProps extends PageProps {
  view: TextView
  /** Why the submission failed. */
  form: FormState
  /** What else they can do; null while they have yet to act, and in the office's preview. */
  acts: NextActsView | null
  /** What they just took back, or the text they just reported and can take back. */
  last: 'undone' | { outreachId: string } | null
  /** Whether somebody can be told by text. */
  hasTexts: boolean
}

/** A text to officials: from the visitor's own phone, by other contacts, or by texting the campaign. */
export function TextPage({ lang, t, view, form, acts, last, hasTexts }: TextPageProps) {
  const takeBack = last && last !== 'undone' && (
    <Undo t={t} page={paths.texts(lang, view.slug)} outreachId={last.outreachId} at={textPlaceQuery(view.at)} />
  )
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('texts.page.label')}
      before={
        <>
          {(last === 'undone' || (view.isTold && !view.isDone)) && (
            <p className="note" role="status">
              {t(last === 'undone' ? 'texts.page.undone' : 'texts.page.told')}
            </p>
          )}
          {!view.isDone && takeBack}
          {!view.asked && <ErrorSummary t={t} form={form} />}
        </>
      }
      why={view.state !== 'open' ? 'above' : view.asked ? 'below' : 'none'}
      ending={view.isDone ? t('texts.page.doneTitle') : null}
    >
      <Step lang={lang} t={t} view={view} form={form} acts={acts} hasTexts={hasTexts} />
      {view.isDone && takeBack}
      {acts && <NextActs lang={lang} t={t} acts={view.nobody ? { ...acts, cards: [] } : acts} />}
      {view.isDone &&
        view.offices.map((office) => <Office key={office.postSlug} lang={lang} t={t} view={view} office={office} />)}
      {view.state === 'open' && !view.isDone && view.campaignText && <ByCampaign t={t} text={view.campaignText} />}
    </ActionFrame>
  )
}

function Step({ lang, t, view, form, acts, hasTexts }: Omit<TextPageProps, 'last'>) {
  if (view.state !== 'open') return <NothingToDo t={t} why={view.state} />
  if (view.asked) return <PlaceForm lang={lang} t={t} asked={view.asked} form={form} />
  if (view.isDone) {
    const thanks = view.thanks.length > 0 ? view.thanks : [t('texts.page.doneText')]
    return thanks.map((line) => (
      <p className="lead" key={line}>
        {line}
      </p>
    ))
  }
  const [first, ...others] = view.offices
  if (!first)
    return view.agreed.length > 0 ? null : (
      <NobodyKnown lang={lang} t={t} place={view.nobody} acts={acts} hasTexts={hasTexts} />
    )
  return <Offices lang={lang} t={t} view={view} first={first} others={others} />
}

/** The first office with its button, then the words, then the other offices. */
function Offices({
  lang,
  t,
  view,
  first,
  others,
}: PageProps & { view: TextView; first: TextedOffice; others: TextedOffice[] }) {
  return (
    <>
      <Office lang={lang} t={t} view={view} office={first} />
      <div className="say">
        <section className="block" aria-labelledby="words">
          <h2 id="words">{t('texts.page.words')}</h2>
          <blockquote lang="en">{view.message}</blockquote>
          {view.meaning && (
            <p className="small">
              {t('texts.page.meaning')} <q>{view.meaning}</q>
            </p>
          )}
          {view.notes.length > 0 && (
            <ul>
              {view.notes.map((note) => (
                <li key={note}>
                  <Quoting text={note} lang={lang} />
                </li>
              ))}
            </ul>
          )}
        </section>
        {first.text && (
          <p className="at-hand">
            <a className="button" href={first.text.links.any}>
              {openWords(t, first.text.shown)}
            </a>{' '}
            <a className="button plain" href={`#${first.postSlug}`}>
              {t('texts.page.sent')}
            </a>
          </p>
        )}
      </div>
      <Why t={t} view={view} />
      {others.map((office) => (
        <Office key={office.postSlug} lang={lang} t={t} view={view} office={office} />
      ))}
    </>
  )
}

function Office({ lang, t, view, office }: PageProps & { view: TextView; office: TextedOffice }) {
  return (
    <section className="sign desk-of" aria-labelledby={office.postSlug}>
      <h2 id={office.postSlug}>{office.name}</h2>
      <p>{office.title}</p>
      {office.text ? (
        <>
          <p>
            <a className="button wide" href={office.text.links.any}>
              {openWords(t, office.text.shown)}
            </a>
          </p>
          <Form action={paths.tell(paths.texts(lang, view.slug))}>
            <input type="hidden" name="to" value={office.postSlug} />
            <input type="hidden" name="contact_id" value={office.text.contactId} />
            <input type="hidden" name="outreach" value={office.outreachId} />
            <input type="hidden" name="in" value={view.at.here.join(',')} />
            <input type="hidden" name="area" value={view.at.area} />
            <input type="hidden" name="told" value={view.at.told.join(',')} />
            <input type="hidden" name="r" value={view.at.ref} />
            <button className="button plain wide">{t('texts.page.sent')}</button>
          </Form>
          <p className="small">
            {t('texts.page.empty')}{' '}
            <span className="unbroken">
              <a href={office.text.links.iphone}>iPhone</a> · <a href={office.text.links.android}>Android</a>
            </span>
          </p>
        </>
      ) : (
        <p>
          {view.campaignText
            ? t.rich('texts.page.noNumber', { campaign: (words) => <a href="#campaign">{words}</a> })
            : t('texts.page.noNumberToday')}
        </p>
      )}
      {office.call && (
        <p className="small">
          <a href={office.call.href}>{t('texts.page.call', { number: office.call.shown })}</a>
        </p>
      )}
      {office.email && (
        <p className="small">
          <a href={office.email.href}>{t('texts.page.email', { address: office.email.shown })}</a>
        </p>
      )}
    </section>
  )
}

/** “Text (602) 555-0161”, with a number that does not break. */
function openWords(t: PageProps['t'], number: string): ReactNode {
  return t.rich('texts.page.open', { number: () => <span className="unbroken">{number}</span> })
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
