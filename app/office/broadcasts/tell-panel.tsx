import type { Translate } from '~/i18n/translator'
import type { BroadcastChannel } from '~/messages/broadcasts/broadcast-content'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'

/** Where a post becomes a message. */
export interface Telling {
  /** Address of the buttons. */
  path: string
  isPublished: boolean
  drafts: { id: string; channel: BroadcastChannel }[]
}

const channels: readonly BroadcastChannel[] = ['mail', 'text']

/** Below a post: makes a draft of an email or a text for those who asked for news, or leads to the one that is there. */
export function TellPanel({ t, path, isPublished, drafts }: Telling & { t: Translate }) {
  return (
    <section className="panel" aria-labelledby="tell">
      <h2 id="tell">{t('broadcasts.tell')}</h2>
      <p>{t(isPublished ? 'broadcasts.tellText' : 'broadcasts.tellFirst')}</p>
      {isPublished && (
        <Form action={path} className="acts">
          {channels.map((channel) => {
            const draft = drafts.find((one) => one.channel === channel)
            return draft ? (
              <a key={channel} href={paths.office.broadcast(draft.id)}>
                {t(`broadcasts.open.${channel}`)}
              </a>
            ) : (
              <button key={channel} name="channel" value={channel}>
                {t(`broadcasts.make.${channel}`)}
              </button>
            )
          })}
        </Form>
      )}
    </section>
  )
}
