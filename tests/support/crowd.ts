import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSubmissionOpener, openVault } from '~/vault/open.server'
import { slug, type World } from './firme-test'
import { fromNewNetwork } from './new-network'

/** What came of one request. */
interface Asked {
  /** HTTP status, or the code of the error that broke the connection. */
  result: number | string
  email: string | null
}

/** People who read and sign, as browsers do: over connections that they keep. */
export interface Crowd {
  asked: Asked[]
  /** Lets everybody finish. */
  leave(): Promise<void>
}

/** Kept in memory and rendered for each; the last is nowhere. */
const pages = [
  '/es',
  `/es/petitions/${slug}`,
  `/es/petitions/${slug}.json`,
  '/en/officials',
  '/es/calls/call-sheriff-vance',
  '/en/letters/write-sheriff-vance',
  `/es/petitions/${slug}/thanks`,
  `/es/confirm/${'a'.repeat(22)}`,
  '/en/nowhere',
]

/** Starts a crowd at a site. @param signers signatures a second */
export function gather(url: string, { readers, signers }: { readers: number; signers: number }): Crowd {
  const agent = new http.Agent({ keepAlive: true })
  const asked: Asked[] = []
  const underWay = new Set<Promise<void>>()
  let isOver = false
  let people = 0

  async function send(path: string, email: string | null): Promise<void> {
    asked.push({ result: await ask(agent, `${url}${path}`, email), email })
  }
  async function read(): Promise<void> {
    for (let turn = 0; !isOver; turn += 1) {
      await send(pages[turn % pages.length]!, null)
      await sleep(20)
    }
  }
  async function signAll(): Promise<void> {
    for (; !isOver; people += 1) {
      const work: Promise<void> = send(`/es/petitions/${slug}`, `person${people}@example.org`).finally(() =>
        underWay.delete(work),
      )
      underWay.add(work)
      await sleep(1_000 / signers)
    }
  }

  const everybody = Promise.all([...Array.from({ length: readers }, read), signAll()])
  return {
    asked,
    async leave() {
      isOver = true
      await everybody
      await Promise.all(underWay)
      agent.destroy()
    },
  }
}

/** The addresses in the intake, each as often as it stands there. */
export async function addressesInIntake({ db, keyring }: World): Promise<string[]> {
  const vault = await openVault(db, keyring)
  const open = createSubmissionOpener()
  const rows = await db.selectFrom('intake').select(['id', 'key_id', 'kind', 'sealed']).execute()
  return rows.map((row) => (JSON.parse(open(vault, row)) as { email: string }).email).toSorted()
}

function ask(agent: http.Agent, url: string, email: string | null): Promise<number | string> {
  const body =
    email && new URLSearchParams({ given_name: 'Ana', family_name: 'Paz', email, postal_code: '85001' }).toString()
  const headers = {
    ...fromNewNetwork(),
    ...(body ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) } : {}),
  }
  return new Promise((resolve) => {
    const request = http.request(url, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode!))
      answer.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    request.end(body ?? undefined)
  })
}
