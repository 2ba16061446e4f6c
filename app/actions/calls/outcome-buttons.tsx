import { Fragment } from 'react'
import type { PageProps } from '~/ui/page/public-layout'
import type { CallOutcome } from './call-outcomes'

interface OutcomeButtonsProps extends Pick<PageProps, 't'> {
  /** A busy line is told by the phone company, and by nobody else. */
  outcomes: readonly Exclude<CallOutcome, 'busy'>[]
}

/** One button for each way a call may have gone, in a form. */
export function OutcomeButtons({ t, outcomes }: OutcomeButtonsProps) {
  return (
    <div className="outcomes">
      {outcomes.map((outcome) => (
        <Fragment key={outcome}>
          <button className="button" name="outcome" value={outcome}>
            {t(`calls.page.outcomes.${outcome}`)}
          </button>{' '}
        </Fragment>
      ))}
    </div>
  )
}
