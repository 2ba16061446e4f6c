import { shownNumber } from '~/calls/call-to-make'
import { TextField } from '~/forms/fields'
import { emptyForm } from '~/forms/form-state'
import { translator } from '~/i18n/translator'
import type { PhoneView } from './by-hand.server'

const t = translator('en')

/** A call that goes on: what was said so far, and what can be pressed. */
export function LiveCall({ call, number }: { call: PhoneView['calls'][number]; number: string }) {
  return (
    <section className="block" aria-labelledby={call.sid}>
      <h2 id={call.sid}>{call.status === 'ringing' ? `${shownNumber(call.from)} is calling` : 'In a call'}</h2>
      <Transcript heard={call.heard} />
      <form method="post">
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="sid" value={call.sid} />
        {call.status === 'ringing' && (
          <button className="button" name="act" value="answer">
            Answer
          </button>
        )}
        {call.awaitsKeys && (
          <>
            <TextField t={t} form={emptyForm} name="keys" label="Keys" inputMode="numeric" autoComplete="off" maxLength={10} />
            <button className="button" name="act" value="press">
              Press
            </button>
          </>
        )}{' '}
        <button className="button" name="act" value="hang-up">
          Hang up
        </button>
      </form>
      <p>
        <a href="">Look again</a>
      </p>
    </section>
  )
}

/** What was said and pressed in a call. */
export function Transcript({ heard }: { heard: PhoneView['calls'][number]['heard'] }) {
  return (
    <ol className="plain">
      {heard.map((one, index) => (
        <li key={index} lang={one.language || undefined}>
          <b>{one.who === 'voice' ? 'Voice' : one.who === 'keys' ? 'Keys' : 'Line'}:</b> {one.text}
        </li>
      ))}
    </ol>
  )
}
