import { Form } from '~/ui/forms/form'
import type { PageProps } from '~/ui/page/public-layout'

interface UndoProps extends Pick<PageProps, 't'> {
  /** Path of the action's page. */
  page: string
  outreachId: string
  /** Where they are, as a query string. */
  at: string
}

/** For a slip of the thumb: takes back what somebody just told us, and leads to where they told it. */
export function Undo({ t, page, outreachId, at }: UndoProps) {
  const fields = { outreach: outreachId, ...Object.fromEntries(new URLSearchParams(at)) }
  return (
    <Form action={page} className="undo">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="switch" name="intent" value="undo">
        {t('outreach.undo')}
      </button>
    </Form>
  )
}
