/**
 * When each task runs (UTC), in graphile-worker's crontab format; `?fill` runs tasks missed while the worker was down,
 * and of those with a `queue` only one runs at a time.
 */
export const crontab = `
*/10 * * * * remind_unconfirmed ?fill=1h
7 * * * * purge ?fill=1d
* * * * * tell_answers
19 17 * * * ask_about_responses ?fill=1d
*/5 * * * * tell_places
* * * * * warn_owners
*/10 * * * * daily_digests ?fill=1h
* * * * * index_pages
* * * * * mark_places ?queue=people&jobKey=mark_places
* * * * * bind_people ?queue=people&jobKey=bind_people
*/20 * * * * check_links ?queue=links&jobKey=check_links
* * * * * send_letters
*/15 * * * * expire_exports ?fill=1h
*/5 * * * * recover_claims
11 * * * * reconcile_texts ?fill=1d
*/10 * * * * tend_conversations ?fill=1h
*/10 * * * * finish_erasures ?fill=1d
*/10 * * * * report_failed_sign_ins ?fill=1d
41 4 * * * forget_at_provider ?fill=1d
23 3 * * * recount ?fill=1d
*/10 * * * * back_up
`

/** A task and the minutes between two of its runs. */
export interface ScheduledTask {
  task: string
  everyMinutes: number
}

/** Every task of the crontab. */
export const scheduledTasks: readonly ScheduledTask[] = crontab
  .trim()
  .split('\n')
  .map((line) => {
    const [minute, hour, , , , task] = line.split(' ')
    return { task: task!, everyMinutes: minutesBetween(minute!, hour!) }
  })

function minutesBetween(minute: string, hour: string): number {
  const step = /^\*(?:\/(\d+))?$/.exec(minute)
  if (step) return Number(step[1] ?? 1)
  return hour === '*' ? 60 : 24 * 60
}
