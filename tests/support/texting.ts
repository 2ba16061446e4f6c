import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { postWebhook } from '~/channels/simulator/post-webhook'
import { type Simulator, startSimulator } from '~/channels/simulator/simulator.server'
import type { Sms } from '~/channels/sms/sms'
import { openSms } from '~/channels/sms/sms.server'
import { type Env, readEnv } from '~/env.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { formBody } from '~/web/http/form-body'
import { type HooksDoor, openHooksDoor } from '~/web/site/hooks-door.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import type { World } from './firme-test'
import { inPublic } from './settings'

/** A world whose texts and calls go through the simulator, over real HTTP in both directions. */
export interface Texting {
  env: Env
  simulator: Simulator
  sms: Sms
  hooks: HooksDoor
  publicUrl: string
  /** Tomás texts; the worker handles it and answers. @returns the texts his phone received */
  says: (body: string, options?: { from?: string; at?: Date; optOutType?: string }) => Promise<string[]>
  /** Sends what is due. @returns how many were claimed */
  sends: (at?: Date) => Promise<number>
  /** Sends one signed webhook to the site. @returns the response status */
  hook: (path: string, fields: Record<string, string>) => Promise<number>
  /** Paths of the webhooks received, in order. */
  knocks: string[]
  /** Sets the site's clock for webhooks. */
  turnClock: (at: Date) => void
  stop: () => Promise<void>
}

export const tomasPhone = '+16025550101'

/** Starts the simulator and a site for its webhooks. @param pace duration of speech in calls, 1 for real time */
export async function startTexting(world: World, { pace = 0 } = {}): Promise<Texting> {
  const authToken = randomBytes(16).toString('hex')
  const publicUrl = 'https://firme.example.org'
  let now = world.at
  const knocks: string[] = []
  let door: HooksDoor
  const site = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const form = formBody(Buffer.concat(chunks), 120)
      knocks.push(request.url!)
      const signature = request.headers['x-twilio-signature']
      door(
        {
          target: request.url!,
          signature: typeof signature === 'string' ? signature : undefined,
          fields: form.outcome === 'read' ? form.fields : {},
        },
        now,
      ).then(
        (answer) => response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body),
        () => response.writeHead(503).end(),
      )
    })
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const localUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const account = { accountSid: 'AC00000000000000000000000000000000', from: '+16025550100' }
  const simulator = await startSimulator({
    port: 0,
    account,
    site: { publicUrl, localUrl, authToken },
    dataDir: null,
    pace,
  })
  const env = readEnv({
    ...inPublic,
    PUBLIC_URL: publicUrl,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_FROM: account.from,
    TWILIO_API_URL: simulator.url,
  })
  door = openHooksDoor(env, { db: world.db, intake: world.intake, siteKey: () => sealingKey(world.db, null) })
  const sms = openSms(env, 1_000)
  const sending = {
    keyring: world.keyring,
    sms,
    mailer: { send: async () => ({ outcome: 'sent', providerId: null }) as const, close: async () => {} },
    publicUrl,
    officeUrl: publicUrl,
    log: pino({ level: 'silent' }),
  }
  const sends = async (at = world.at) => sendDue(world.as.worker, sending, 'sms', () => at)
  return {
    env,
    simulator,
    sms,
    publicUrl,
    sends,
    knocks,
    turnClock: (at) => void (now = at),
    hooks: (webhook, at) => door(webhook, at),
    async says(body, { from = tomasPhone, at = world.at, optOutType } = {}) {
      now = at
      const before = simulator.texts.all.length
      await simulator.texts.receive(from, body, optOutType)
      await world.work(at)
      while ((await sends(at)) > 0);
      return simulator.texts.all
        .slice(before)
        .filter((text) => text.to === from)
        .map((text) => text.body)
    },
    hook: async (path, fields) =>
      (
        await postWebhook({ publicUrl, localUrl, authToken }, publicUrl + path, {
          AccountSid: account.accountSid,
          ...fields,
        })
      )?.status ?? 0,
    async stop() {
      await simulator.stop()
      await new Promise((resolve) => {
        site.close(resolve)
        site.closeAllConnections()
      })
    },
  }
}
