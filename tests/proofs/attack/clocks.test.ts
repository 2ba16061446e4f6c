import { expect } from 'vitest'
import { slug, test } from '../../support/firme-test'
import { startWebProcess } from '../../support/web-process'

const day = 24 * 60 * 60 * 1_000

/** Makes every clock of a process run ahead, before anything else in it runs. */
const ahead = (milliseconds: number) =>
  `--import=data:text/javascript,${encodeURIComponent(
    `const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+${milliseconds})}static now(){return D.now()+${milliseconds}}}`,
  )}`

test.for([
  ['a day ahead', day],
  ['a day behind', -day],
] as const)(
  'a web process whose clock is %s dates what it takes in by the database’s clock',
  async ([, skew], { world }) => {
    const web = await startWebProcess(world.url, { NODE_OPTIONS: ahead(skew), LOG_LEVEL: 'info' })
    // Its clock really is wrong: it dates its log by it.
    const [, logged] = /"time":(\d+)/.exec(web.output())!
    expect(Math.round((Number(logged) - Date.now()) / day)).toBe(skew / day)
    const signed = await fetch(`${web.url}/es/petitions/${slug}`, {
      method: 'POST',
      body: new URLSearchParams({ given_name: 'Rosa', contact: 'rosa@example.org', postal_code: '85001' }),
      redirect: 'manual',
    })
    expect(signed.status).toBe(303)
    const { accepted_at: at } = await world.db.selectFrom('intake').select('accepted_at').executeTakeFirstOrThrow()
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000)
    // What it leads to is due now, not tomorrow.
    await world.work(new Date())
    const { due_at: due } = await world.db.selectFrom('message').select('due_at').executeTakeFirstOrThrow()
    expect(Math.abs(due.getTime() - Date.now())).toBeLessThan(60_000)
  },
)
