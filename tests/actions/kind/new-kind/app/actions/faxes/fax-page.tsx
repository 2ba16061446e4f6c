import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import type { ActionCard } from '~/actions/kind/kind'
import { Form } from '~/ui/forms/form'
import type { PageProps } from '~/ui/page/public-layout'
import type { FaxView } from './read-fax.server'

interface FaxPageProps extends PageProps {
  view: FaxView
  isDone: boolean
  next: ActionCard | null
}

/** One page, from one's own fax machine. */
export function FaxPage({ lang, t, view, isDone, next }: FaxPageProps) {
  const thanks = { en: 'Thank you: it is counted.', es: 'Gracias: ya está contado.' }
  const done = { en: 'I have sent it', es: 'Ya lo mandé' }
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label="Fax"
      before={isDone && <p role="status">{thanks[lang]}</p>}
      next={next && { title: t('outreach.else.title'), card: next }}
    >
      {view.state !== 'open' && <NothingToDo t={t} why={view.state} />}
      <p>{view.page}</p>
      {view.offices.map((office) => (
        <Form key={office.postId}>
          <h2>{office.name}</h2>
          <p>{office.number}</p>
          <input type="hidden" name="to" value={office.postId} />
          <input type="hidden" name="contact" value={office.contactId} />
          <input type="hidden" name="outreach" value={office.outreachId} />
          <button>{done[lang]}</button>
        </Form>
      ))}
    </ActionFrame>
  )
}
