import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

/** Shown while a code is being checked. What was typed is in its form, and nowhere else. */
export function CodePage({
  t,
  fields,
  receipt,
}: Pick<PageProps, 't'> & { fields: Record<string, string>; receipt: string }) {
  return (
    <NoticePage title={t('site.code.pendingTitle')} text={t('site.code.pendingText')}>
      <Form>
        {Object.entries({ code: fields.code, phone: fields.phone ?? '', receipt }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button className="button wide" name="intent" value="look">
          {t('site.code.refresh')}
        </button>
      </Form>
    </NoticePage>
  )
}
