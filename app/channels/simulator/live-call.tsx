import { Form } from '~/ui/forms/form'
import { shownNumber } from '~/ui/forms/phone-number'
import type { PhoneView } from './by-hand.server'

const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/**
 * A call in progress: what was said so far, and a keypad that works while the voice speaks. With JavaScript it can also
 * be heard.
 */
export function LiveCall({ call, number }: { call: PhoneView['calls'][number]; number: string }) {
  const isRinging = call.status === 'ringing'
  const who = (
    <>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="sid" value={call.sid} />
    </>
  )
  return (
    <section
      className="block"
      aria-labelledby={call.sid}
      data-call={call.status}
      data-awaits={call.awaitsKeys || undefined}
    >
      <h2 id={call.sid}>{isRinging ? `${shownNumber(call.from)} is calling` : 'In a call'}</h2>
      <Transcript heard={call.heard} isLive />
      <p>
        <button type="button" className="button" data-listen="Stop listening" hidden>
          Listen
        </button>
      </p>
      {!isRinging && (
        <Form data-keypad="">
          {who}
          <input type="hidden" name="act" value="press" />
          <div className="keypad" role="group" aria-label="Keypad">
            {keypad.map((key) => (
              <button
                className="button"
                key={key}
                name="keys"
                value={key}
                aria-label={key === '*' ? 'Star' : key === '#' ? 'Pound' : undefined}
              >
                {key}
              </button>
            ))}
          </div>
        </Form>
      )}
      <Form>
        {who}
        {isRinging && (
          <button className="button" name="act" value="answer">
            Answer
          </button>
        )}{' '}
        <button className="button" name="act" value="hang-up">
          Hang up
        </button>
      </Form>
      <p>
        <a href="">Look again</a>
      </p>
    </section>
  )
}

/**
 * What was said and pressed in a call.
 *
 * @param isLive new lines are announced politely by screen readers
 */
export function Transcript({
  heard,
  isLive = false,
}: {
  heard: PhoneView['calls'][number]['heard']
  isLive?: boolean
}) {
  const list = (
    <ol className="plain" data-transcript={isLive ? '' : undefined}>
      {heard.map((one, index) => (
        <li key={index} lang={one.language || undefined} data-voice={one.who === 'voice' ? one.text : undefined}>
          <b lang="en">{one.who === 'voice' ? 'Voice' : one.who === 'keys' ? 'Keys' : 'Line'}:</b> {one.text}
        </li>
      ))}
    </ol>
  )
  if (!isLive) return list
  return (
    <div role="log" aria-label="What is said" aria-live="polite">
      {list}
    </div>
  )
}
