import { statfs } from 'node:fs/promises'
import net from 'node:net'
import type { Env } from '~/env.server'
import type { Check } from '~/web/site/ready.server'

/** Whether what people type travels encrypted. */
export function settingsCheck({ publicUrl, isProduction }: Env): Check {
  const isSafe = publicUrl.startsWith('https:') || !isProduction
  return {
    name: 'address',
    state: isSafe ? 'ok' : 'bad',
    detail: isSafe
      ? publicUrl
      : `${publicUrl}: people's names would travel in the open; put a TLS proxy in front and set PUBLIC_URL to https://…`,
  }
}

/** Room on the disk of the data folder. */
export async function diskCheck({ dataDir }: Env): Promise<Check> {
  const found = await statfs(dataDir).catch(() => null)
  if (!found) return { name: 'disk', state: 'warn', detail: `${dataDir} is not there yet; npm start makes it` }
  const free = (found.bavail * found.bsize) / 2 ** 30
  return {
    name: 'disk',
    state: free < 0.2 ? 'bad' : free < 2 ? 'warn' : 'ok',
    detail: `${free.toFixed(1)} GB free${free < 2 ? ': make room, or move DATA_DIR' : ''}`,
  }
}

/** Whether somebody answers where mail is sent; nothing where it is captured. */
export async function mailServerCheck({ smtpUrl }: Env): Promise<Check[]> {
  if (!smtpUrl) return []
  const { hostname, port, protocol } = new URL(smtpUrl)
  const answers = await reaches(hostname.replace(/^\[|\]$/g, ''), Number(port) || (protocol === 'smtps:' ? 465 : 587))
  return [
    {
      name: 'mail server',
      state: answers ? 'ok' : 'bad',
      detail: answers
        ? `${hostname} answers`
        : `${hostname} does not answer: check SMTP_URL and the firewall; mail waits until it does`,
    },
  ]
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 5_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}
