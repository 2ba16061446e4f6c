import type { ReactNode } from 'react'
import { languageNames, languages } from '~/i18n/language'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { momentOf } from '~/ui/page/dates'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { OwnLetter, OwnPage, OwnSignature } from './own-page.server'

interface OwnPageProps extends PageProps {
  page: OwnPage
  /** What was just asked for: `held` waits for the end of a legal hold. Null: nothing. */
  done: string | null
  /** A legal hold forbids deleting. */
  isHeld: boolean
  hasTexts: boolean
}

/** What a person has signed and allowed, with a button for each of their rights. */
export function OwnPageView({ lang, t, page, done, isHeld, hasTexts }: OwnPageProps) {
  return (
    <NoticePage title={t('site.me.title')} text={t('site.me.lead')}>
      {done !== null && (
        <p className="note" role="status">
          {t(done === 'held' ? 'site.me.deleteHeld' : 'site.me.done')}
        </p>
      )}
      <ul className="rows">
        {page.signatures.map((signature) => (
          <SignatureRow key={signature.id} lang={lang} t={t} signature={signature} />
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
      <Consents t={t} page={page} hasTexts={hasTexts} />
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
        <Ask fields={{ intent: 'delete_all' }}>{t('site.me.deleteAllButton')}</Ask>
      </Block>
      <Block title={t('site.me.close')}>
        <p>{t('site.me.closeText')}</p>
        <Ask fields={{ intent: 'close' }}>{t('site.me.close')}</Ask>
      </Block>
    </NoticePage>
  )
}

function SignatureRow({ lang, t, signature }: PageProps & { signature: OwnSignature }) {
  const about = (intent: string) => ({ intent, signature: signature.id })
  return (
    <li>
      <h2>
        <a href={paths.petition(lang, signature.petitionSlug)}>{signature.petitionTitle[lang]}</a>
      </h2>
      <p className="small">
        {t('site.me.signedOn', { date: momentOf(lang, new Date(signature.signedAt)) })} ·{' '}
        {t(signature.isConfirmed ? 'site.me.confirmed' : 'site.me.unconfirmed')}
      </p>
      <p>{signature.shownAs === null ? t('site.me.notShown') : t('site.me.shownAs', { name: signature.shownAs })}</p>
      <div className="acts">
        {signature.isConfirmed && (signature.mayBeShown || signature.shownAs !== null) && (
          <Ask fields={about(signature.shownAs === null ? 'show_name' : 'hide_name')}>
            {t(signature.shownAs === null ? 'site.me.show' : 'site.me.hide')}
          </Ask>
        )}
        <Ask fields={about('delete')}>{t('site.me.deleteOne')}</Ask>
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

function LetterRow({ lang, t, letter }: PageProps & { letter: OwnLetter }) {
  return (
    <li>
      <h2>
        <a href={paths.letters(lang, letter.actionSlug)}>{letter.actionTitle[lang]}</a>
      </h2>
      <p className="small">
        {t('letters.own.writtenOn', { date: momentOf(lang, new Date(letter.writtenAt)), to: letter.to })} ·{' '}
        {t(`letters.own.state.${letter.state}`)}
      </p>
      {notYetGone.has(letter.state) && (
        <div className="acts">
          <Ask fields={{ intent: 'withdraw_letter', letter: letter.id }}>{t('letters.own.withdraw')}</Ask>
        </div>
      )}
    </li>
  )
}

function Consents({ t, page, hasTexts }: Pick<PageProps, 't'> & { page: OwnPage; hasTexts: boolean }) {
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
      {row('email', page.consents.email)}
      {/* A consent can always be withdrawn. */}
      {(hasTexts || page.consents.sms) && row('sms', page.consents.sms)}
      {page.consents.network !== null && row('network', page.consents.network)}
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
