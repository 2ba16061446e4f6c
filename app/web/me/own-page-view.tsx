import type { ReactNode } from 'react'
import { languageNames, languages } from '~/i18n/language'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { longDate, momentOf } from '~/ui/page/dates'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { OwnLetter, OwnPage, OwnSignature } from './own-page.server'

interface OwnPageProps extends PageProps {
  page: OwnPage
  /** What was just asked for: `held` waits for the end of a legal hold. Null: nothing. */
  done: 'one' | 'held' | null
  /** A legal hold forbids deleting. */
  isHeld: boolean
  hasTexts: boolean
  /** How much news they get at most. */
  perWeek: { mail: number; sms: number }
  /** What is about to be deleted: `all`, or the id of a signature or letter. Null: nothing. */
  asked: string | null
}

/** What a person has signed and allowed, with a button for each of their rights. */
export function OwnPageView({ lang, t, page, done, isHeld, hasTexts, perWeek, asked }: OwnPageProps) {
  const goes = goesWith(page, asked)
  if (goes) return <AskFirst lang={lang} t={t} page={page} isHeld={isHeld} {...goes} />
  return (
    <NoticePage title={t('site.me.title')} text={t('site.me.lead')}>
      {done !== null && (
        <p className="note" role="status">
          {t(done === 'held' ? 'site.me.deleteHeld' : 'site.me.done')}
        </p>
      )}
      <ul className="rows">
        {page.signatures.map((signature) => (
          <SignatureRow key={signature.id} lang={lang} t={t} signature={signature} page={page} />
        ))}
      </ul>
      {page.signatures.length + page.letters.length === 0 && <p>{t('site.me.none')}</p>}
      {page.letters.length > 0 && (
        <ul className="rows">
          {page.letters.map((letter) => (
            <LetterRow key={letter.id} lang={lang} t={t} letter={letter} />
          ))}
        </ul>
      )}
      <Consents lang={lang} t={t} page={page} hasTexts={hasTexts} perWeek={perWeek} />
      <Block title={t('site.me.language')}>
        <div className="acts">
          {languages.map((language) => (
            <Ask key={language} fields={{ intent: 'language', language }} isPressed={page.language === language}>
              <span lang={language}>{languageNames[language]}</span>
            </Ask>
          ))}
        </div>
      </Block>
      <Block title={t('site.me.everything')}>
        {page.isByPhone && !hasTexts ? (
          <p>{t('site.me.everythingNoTexts')}</p>
        ) : (
          <>
            <p>{t(hasTexts ? 'site.me.everythingText' : 'site.me.everythingTextMail')}</p>
            <Ask fields={{ intent: 'send_everything' }}>{t('site.me.everything')}</Ask>
          </>
        )}
      </Block>
      <Block title={t('site.me.deleteAll')}>
        <p>{t(isHeld ? 'site.me.deleteAllTextHeld' : 'site.me.deleteAllText')}</p>
        <Before what="all">{t('site.me.deleteAll')}</Before>
      </Block>
      <Block title={t('site.me.close')}>
        <p>{t('site.me.closeText')}</p>
        <Ask fields={{ intent: 'close' }}>{t('site.me.close')}</Ask>
      </Block>
    </NoticePage>
  )
}

/** What is to be deleted, and all that goes with it. */
interface Going {
  what: 'all' | 'signature' | 'letter'
  signatures: OwnSignature[]
  letters: OwnLetter[]
}

/** Everything that goes; null when there is no such thing on the page. */
function goesWith(page: OwnPage, asked: string | null): Going | null {
  if (asked === null) return null
  const [signatures, letters] = [page.signatures, page.letters.filter(({ state }) => notYetGone.has(state))]
  if (asked === 'all') return { what: 'all', signatures, letters: page.letters }
  const [signature] = signatures.filter(({ id }) => id === asked)
  const [letter] = letters.filter(({ id }) => id === asked)
  if (signature) return { what: 'signature', signatures: [signature], letters: [] }
  return letter ? { what: 'letter', signatures: [], letters: [letter] } : null
}

interface AskFirstProps extends PageProps, Going {
  page: OwnPage
  isHeld: boolean
}

/** Asks before something is deleted that nobody can bring back, and shows all of it. */
function AskFirst({ lang, t, page, isHeld, what, signatures, letters }: AskFirstProps) {
  const { title, text, button, fields } = {
    all: {
      title: t('site.me.askAll'),
      text: t(isHeld ? 'site.me.deleteAllTextHeld' : 'site.me.deleteAllText'),
      button: t('site.me.deleteAllButton'),
      fields: { intent: 'delete_all' },
    },
    signature: {
      title: t('site.me.askOne'),
      text: t(isHeld ? 'site.me.askOneHeld' : 'site.me.askOneText'),
      button: t('site.me.deleteOneButton'),
      fields: { intent: 'delete', signature: signatures[0]?.id ?? '' },
    },
    letter: {
      title: t('letters.own.askWithdraw'),
      text: t('letters.own.askWithdrawText'),
      button: t('letters.own.withdrawButton'),
      fields: { intent: 'withdraw_letter', letter: letters[0]?.id ?? '' },
    },
  }[what]
  return (
    <NoticePage title={title} text={text}>
      <ul className="rows">
        {signatures.map((signature) => (
          <li key={signature.id}>
            <SignatureFacts lang={lang} t={t} signature={signature} page={page} />
          </li>
        ))}
        {letters.map((letter) => (
          <li key={letter.id}>
            <LetterFacts lang={lang} t={t} letter={letter} />
          </li>
        ))}
      </ul>
      <div className="acts">
        <Ask fields={fields}>{button}</Ask>
        <a className="button plain" href="?">
          {t('site.me.keep')}
        </a>
      </div>
    </NoticePage>
  )
}

/** A link to the question that comes before deleting. */
function Before({ what, children }: { what: string; children: ReactNode }) {
  return (
    <a className="button plain" href={`?delete=${what}`}>
      {children}
    </a>
  )
}

/** Of two signatures with one contact on a petition, which one this is: the page cannot read whose name each has. */
function placeAmong({ signatures }: OwnPage, { id, petitionSlug }: OwnSignature): 'first' | 'second' | null {
  const same = signatures
    .filter((one) => one.petitionSlug === petitionSlug)
    .sort((one, two) => Number(new Date(one.signedAt)) - Number(new Date(two.signedAt)) || (one.id < two.id ? -1 : 1))
  return same.length < 2 ? null : same[0]!.id === id ? 'first' : 'second'
}

interface SignatureProps extends PageProps {
  page: OwnPage
  signature: OwnSignature
}

function SignatureFacts({ lang, t, page, signature }: SignatureProps) {
  const place = placeAmong(page, signature)
  return (
    <>
      <h2>
        <a href={paths.petition(lang, signature.petitionSlug)}>{signature.petitionTitle[lang]}</a>
      </h2>
      <p className="small">
        {t('site.me.signedOn', {
          date: signature.signedOn
            ? longDate(lang, signature.signedOn)
            : momentOf(lang, new Date(signature.signedAt), signature.timeZone),
        })}{' '}
        · {t(signature.isConfirmed ? 'site.me.confirmed' : 'site.me.unconfirmed')}
      </p>
      {place && <p>{t(`site.me.${place}OfTwo`)}</p>}
      <p>{signature.shownAs === null ? t('site.me.notShown') : t('site.me.shownAs', { name: signature.shownAs })}</p>
    </>
  )
}

function SignatureRow({ lang, t, page, signature }: SignatureProps) {
  const about = (intent: string) => ({ intent, signature: signature.id })
  return (
    <li>
      <SignatureFacts lang={lang} t={t} page={page} signature={signature} />
      <div className="acts">
        {signature.isConfirmed && (signature.mayBeShown || signature.shownAs !== null) && (
          <Ask fields={about(signature.shownAs === null ? 'show_name' : 'hide_name')}>
            {t(signature.shownAs === null ? 'site.me.show' : 'site.me.hide')}
          </Ask>
        )}
        <Before what={signature.id}>{t('site.me.deleteOne')}</Before>
      </div>
    </li>
  )
}

const notYetGone: ReadonlySet<OwnLetter['state']> = new Set([
  'unconfirmed',
  'waiting',
  'queued',
  'in-digest',
  'returned',
])

function LetterFacts({ lang, t, letter }: PageProps & { letter: OwnLetter }) {
  return (
    <>
      <h2>
        <a href={paths.letters(lang, letter.actionSlug)}>{letter.actionTitle[lang]}</a>
      </h2>
      <p className="small">
        {t('letters.own.writtenOn', {
          date: momentOf(lang, new Date(letter.writtenAt), letter.timeZone),
          to: letter.to,
        })}{' '}
        · {t(`letters.own.state.${letter.state}`)}
      </p>
    </>
  )
}

function LetterRow({ lang, t, letter }: PageProps & { letter: OwnLetter }) {
  return (
    <li>
      <LetterFacts lang={lang} t={t} letter={letter} />
      {notYetGone.has(letter.state) && (
        <div className="acts">
          <Before what={letter.id}>{t('letters.own.withdraw')}</Before>
        </div>
      )}
    </li>
  )
}

/** What they get, by which way and how often at most, with a button to turn each on or off, and one for all. */
function Consents({
  lang,
  t,
  page,
  hasTexts,
  perWeek,
}: PageProps & Pick<OwnPageProps, 'page' | 'hasTexts' | 'perWeek'>) {
  if (page.isStopped) {
    return (
      <Block title={t('site.me.consents')}>
        <p>{t('site.me.stopped')}</p>
        <Ask fields={{ intent: 'resume' }}>{t('site.me.resume')}</Ask>
      </Block>
    )
  }
  const row = (purpose: 'email' | 'sms' | 'network', isOn: boolean) => (
    <div className="choice">
      <p>{t(`site.me.${purpose}${isOn ? 'On' : 'Off'}`)}</p>
      <Ask fields={{ intent: 'consent', purpose, wanted: isOn ? 'no' : 'yes' }}>
        {t(`site.me.${purpose}${isOn ? 'Stop' : 'Allow'}`)}
      </Ask>
    </div>
  )
  return (
    <Block title={t('site.me.consents')}>
      {page.campaign && <p>{t('site.me.newsOf', { campaign: page.campaign[lang] })}</p>}
      {/* Only a way we have can be allowed; a consent can always be withdrawn. */}
      {(!page.isByPhone || page.consents.email) && row('email', page.consents.email)}
      {((page.isByPhone && hasTexts) || page.consents.sms) && row('sms', page.consents.sms)}
      {page.consents.network !== null && row('network', page.consents.network)}
      {(page.consents.email || page.consents.sms) && (
        <p className="small">{t(hasTexts ? 'site.posted.howOften' : 'site.posted.howOftenMail', perWeek)}</p>
      )}
      <Ask fields={{ intent: 'stop' }}>{t('site.stop.button')}</Ask>
    </Block>
  )
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="block">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A button that posts some hidden fields to this page's own URL. */
function Ask({
  fields,
  isPressed,
  children,
}: {
  fields: Record<string, string>
  isPressed?: boolean
  children: ReactNode
}) {
  return (
    <Form action="?">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="button plain" {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}>
        {children}
      </button>
    </Form>
  )
}
