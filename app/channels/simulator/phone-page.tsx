import { translator } from '~/i18n/translator'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { shownNumber } from '~/ui/forms/phone-number'
import { NoticePage } from '~/ui/page/notice-page'
import type { PhoneView } from './by-hand.server'
import { LiveCall, Transcript } from './live-call'

interface PhoneProps {
  /** This phone's number, E.164. */
  number: string
  /** The campaign's number. */
  campaign: string
  view: PhoneView
}

const t = translator('en')

/** A simulated phone: texts with the campaign, and calls with transcript and keypad. Nothing leaves this machine. */
export function PhonePage({ number, campaign, view }: PhoneProps) {
  const live = view.calls.filter(({ status }) => status === 'ringing' || status === 'in-progress')
  return (
    <NoticePage
      title="Phone"
      text={`This phone is ${shownNumber(number)}. The campaign is ${shownNumber(campaign)}. Nothing leaves this machine.`}
    >
      <form method="get">
        <TextField
          t={t}
          form={{ values: { number: shownNumber(number) }, errors: [] }}
          name="number"
          label="Be another number"
          type="tel"
        />
        <button className="button">Look</button>
      </form>
      {live.map((call) => (
        <LiveCall key={call.sid} call={call} number={number} />
      ))}
      <section className="block" aria-labelledby="texts">
        <h2 id="texts">Texts</h2>
        {view.texts.length === 0 && <p className="note">Nothing yet. Send FIRMA or SIGN.</p>}
        <ol className="plain">
          {view.texts.map((text, index) => (
            <li key={index}>
              <p className="small">{text.from === number ? 'You' : 'Campaign'}</p>
              <pre className="plain-text">
                {text.body.split(/(https?:\/\/\S+)/).map((part, at) =>
                  at % 2 === 1 ? (
                    <a key={at} href={part}>
                      {part}
                    </a>
                  ) : (
                    part
                  ),
                )}
              </pre>
            </li>
          ))}
        </ol>
        <Form>
          <input type="hidden" name="number" value={number} />
          <TextField t={t} form={emptyForm} name="body" label="Your text" autoComplete="off" maxLength={1_600} />
          <button className="button" name="act" value="text">
            Send
          </button>
        </Form>
      </section>
      <section className="block" aria-labelledby="calls">
        <h2 id="calls">Calls</h2>
        <Form>
          <input type="hidden" name="number" value={number} />
          <button className="button" name="act" value="call">
            Call the campaign
          </button>
        </Form>
        {view.calls
          .filter((call) => !live.includes(call))
          .map((call) => (
            <details key={call.sid}>
              <summary>
                {call.direction === 'inbound' ? 'You called' : 'You were called'}: {call.status}
              </summary>
              <Transcript heard={call.heard} />
            </details>
          ))}
      </section>
      <OfficeBehaviour number={number} />
    </NoticePage>
  )
}

function OfficeBehaviour({ number }: { number: string }) {
  return (
    <section className="block" aria-labelledby="offices">
      <h2 id="offices">Offices</h2>
      <Form>
        <input type="hidden" name="number" value={number} />
        <TextField
          t={t}
          form={emptyForm}
          name="office"
          label="An office that you will be connected to"
          type="tel"
          autoComplete="off"
        />
        <div className="field">
          <label htmlFor="answers">What happens when it is rung</label>
          <select id="answers" name="answers">
            <option value="at-once">Somebody answers</option>
            <option value="machine">A voicemail answers</option>
            <option value="busy">It is busy</option>
            <option value="never">Nobody answers</option>
          </select>
        </div>
        <button className="button" name="act" value="behaviour">
          Let it be so
        </button>
      </Form>
    </section>
  )
}
