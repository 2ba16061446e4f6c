import { isAway } from '#db/is-away'

interface Noting {
  noteError: (error: unknown) => void
}

/**
 * Lets the site's handler answer.
 *
 * @throws the error of a page that failed because the database is away; the caller must explain it to people
 */
export async function orAway<Context extends Noting>(
  context: Context,
  answer: (context: Context) => Promise<Response>,
): Promise<Response> {
  let away: unknown = null
  const noteError = (error: unknown) => {
    if (isAway(error)) away = error
    else context.noteError(error)
  }
  const given = await answer({ ...context, noteError })
  if (away === null) return given
  if (given.status >= 500) throw away
  context.noteError(away)
  return given
}
