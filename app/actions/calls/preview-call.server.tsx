import { renderToStaticMarkup } from 'react-dom/server'
import type { OutreachKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { emptyForm } from '~/ui/forms/form-state'
import { CallPage } from './call-page'
import { readCallState } from './call-state'
import { readCallPage } from './read-call.server'

/** Preview of a call page as the public will see it. */
export const previewCall: OutreachKind['preview'] = async ({ db, env }, action, language, now) => {
  const view = await readCallPage(
    db,
    action,
    language,
    readCallState(() => null),
    now,
  )
  return renderToStaticMarkup(
    <CallPage
      lang={language}
      t={translator(language)}
      view={view}
      form={emptyForm}
      last={null}
      undo={null}
      acts={null}
      bridge={null}
      hasTexts={env.channels.texts !== 'none'}
    />,
  )
}
