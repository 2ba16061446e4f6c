import type { DnsLine } from '~/channels/mail/check-sender'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { CopyLink } from '~/office/team/copy-link'
import { sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { domainOf } from '~/people/fold-contact'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { readSender, SenderDone, SenderTest } from './group-sender.server'

type SenderProps = Awaited<ReturnType<typeof readSender>> & {
  t: Translate
  lang: Language
  form: FormState
  done: SenderDone | null
}

/** Where a group's mail comes from: its own address, what the DNS says about it, and a test. */
export function SenderPage({ t, lang, form, done, group, mailFrom, isCaptured, sender, test }: SenderProps) {
  const momentOf = useMoments()
  const filled = { ...form, values: { address: form.values.address ?? sender?.address ?? '' } }
  return (
    <>
      <h1>{t('office.sender.title', { group: group.name })}</h1>
      <ErrorSummary t={t} form={form} />
      {done && (
        <p className="done" role="status">
          {t(`office.sender.done.${done}`, { address: sender?.address ?? '' })}
        </p>
      )}
      <section className="panel" aria-labelledby="now">
        <h2 id="now">{t('office.sender.now')}</h2>
        <Now {...{ t, mailFrom, isCaptured, sender }} />
        {sender && !sender.isConfirmed && (
          <OneButton fields={{ intent: 'again' }}>{t('office.sender.again')}</OneButton>
        )}
      </section>
      <section className="panel" aria-labelledby="own">
        <h2 id="own">{t('office.sender.own')}</h2>
        <Form>
          <input type="hidden" name="intent" value="address" />
          <TextField
            t={t}
            form={filled}
            name="address"
            type="email"
            inputMode="email"
            autoComplete="off"
            label={t('office.sender.address')}
            hint={t('office.sender.addressHint')}
          />
          <button className="main">{t('office.save')}</button>
        </Form>
        {sender && <OneButton fields={{ intent: 'remove' }}>{t('office.sender.remove')}</OneButton>}
      </section>
      {sender && !isCaptured && (
        <section className="panel" aria-labelledby="lines">
          <h2 id="lines">{t('office.sender.lines')}</h2>
          <p>{t('office.sender.linesText', { domain: domainOf(sender.address) })}</p>
          {sender.isBeingChecked ? (
            <p>
              {t('office.sender.beingChecked')} <a href={paths.office.sender(group.id)}>{t('office.sender.reload')}</a>
            </p>
          ) : (
            <>
              <p className="small">
                {t('office.sender.checkedAt', { when: momentOf(lang, new Date(sender.checkedAt!)) })}
              </p>
              {sender.lines.map((line) => (
                <Line key={line.kind} t={t} line={line} address={sender.address} />
              ))}
            </>
          )}
          <OneButton fields={{ intent: 'check' }}>{t('office.sender.check')}</OneButton>
        </section>
      )}
      <section className="panel" aria-labelledby="test">
        <h2 id="test">{t('office.sender.test')}</h2>
        <p>{t('office.sender.testText')}</p>
        {test && <Tested t={t} test={test} when={momentOf(lang, new Date(test.askedAt))} />}
        {test && (test.is === 'waiting' || test.is === 'held' || test.is === 'again') && (
          <p>
            <a href={paths.office.sender(group.id)}>{t('office.sender.reload')}</a>
          </p>
        )}
        <OneButton fields={{ intent: 'test' }}>{t('office.sender.testButton')}</OneButton>
      </section>
    </>
  )
}

/** What mail comes from today, and why not from the group's own address. */
function Now({ t, mailFrom, isCaptured, sender }: Pick<SenderProps, 't' | 'mailFrom' | 'isCaptured' | 'sender'>) {
  if (!sender) return <p>{t('office.sender.none', { mailFrom })}</p>
  const { address } = sender
  if (!sender.isConfirmed) return <p>{t('office.sender.unconfirmed', { mailFrom, address })}</p>
  if (isCaptured) return <p>{t('office.sender.captured', { mailFrom, address })}</p>
  const standing = sender.isAligned ? (sender.isAccepted ? 'inUse' : 'untested') : 'notYet'
  return <p>{t(`office.sender.${standing}`, { mailFrom, address })}</p>
}

/** One line of the DNS: its verdict, what to do, and what to copy. */
function Line({
  t,
  line: { kind, name, value, found, verdict },
  address,
}: {
  t: Translate
  line: DnsLine
  address: string
}) {
  // The return path is that of the site: whoever runs it looks after its SPF.
  const isTheirs = kind === 'spf' && name !== domainOf(address)
  const said = verdict === 'good' ? 'good' : verdict === 'silent' ? 'waiting' : 'bad'
  return (
    <section aria-labelledby={`line-${kind}`}>
      <h3 id={`line-${kind}`}>
        {kind.toUpperCase()} <span className={`state ${said}`}>{t(`office.sender.verdicts.${verdict}`)}</span>
      </h3>
      <p>{t(`office.sender.what.${kind}`, { domain: domainOf(address), name })}</p>
      {verdict !== 'good' && (
        <p>
          {t(isTheirs && verdict !== 'silent' ? 'office.sender.todo.theirs' : `office.sender.todo.${verdict}`, {
            name,
          })}
        </p>
      )}
      {found && <p className="small found">{t('office.sender.found', { found })}</p>}
      {value && verdict !== 'good' && verdict !== 'silent' && (
        <>
          <CopyLink t={t} id={`name-${kind}`} label={t('office.sender.name')} link={name} />
          <CopyLink t={t} id={`value-${kind}`} label={t('office.sender.value')} link={value} />
        </>
      )}
    </section>
  )
}

function Tested({ t, test, when }: { t: Translate; test: SenderTest; when: string }) {
  const why =
    test.why === null
      ? ''
      : test.why === 'switch'
        ? t('office.sender.tests.switch')
        : t('office.sender.tests.why', { why: sayReason(t, test.why) })
  return (
    <div role="status">
      <p>
        {t(`office.sender.tests.${test.is}`, { when })} {why}
      </p>
      {test.said && <p className="small found">{t('office.sender.tests.said', { said: test.said })}</p>}
    </div>
  )
}
