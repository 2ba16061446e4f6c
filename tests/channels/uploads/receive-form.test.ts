import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test as base, expect } from 'vitest'
import { type FormLimits, receiveForm } from '~/channels/uploads/receive-form.server'
import { openTemporaryFile, sweepTemporaryFiles } from '~/channels/uploads/temporary-file.server'

const test = base.extend<{ folder: string }>({
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'firme-uploads-'))
    await use(path.join(folder, 'uploads'))
    await rm(folder, { recursive: true })
  },
})

/** Sends a form to a server that takes it in and tells what it got. */
async function sent(
  folder: string,
  body: BodyInit,
  {
    limits = { most: 1_000_000, mostText: 1_000 },
    headers = {},
  }: { limits?: FormLimits; headers?: Record<string, string> } = {},
): Promise<unknown> {
  const server = http.createServer((request, response) => {
    void receiveForm(request, limits, folder).then(async (form) => {
      if (form.outcome !== 'received') return response.end(JSON.stringify(form.outcome))
      const files = await Promise.all(
        form.files.map(async ({ field, name, size, stream }) => [
          field,
          name,
          size,
          (await buffer(stream())).toString('latin1').slice(0, 20),
        ]),
      )
      await form.close()
      response.end(JSON.stringify({ fields: [...form.fields], files }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const answer = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`, {
    method: 'POST',
    body,
    headers,
  })
  const told: unknown = await answer.json()
  server.close()
  return told
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

test('fields come as they were typed, files in the order in which they stood', async ({ folder }) => {
  const data = form({
    intent: 'list',
    Señas: 'Núñez “ü” 😀',
    list: new File(['Ana;Paz'], 'lista ñ.csv'),
    empty: new File([], ''),
  })
  data.append('list', new File(['x'.repeat(300_000)], '../../etc/second.csv'))
  expect(await sent(folder, data)).toEqual({
    fields: [
      ['intent', 'list'],
      ['Señas', 'Núñez “ü” 😀'],
    ],
    files: [
      ['list', 'lista ñ.csv', 7, 'Ana;Paz'],
      ['empty', '', 0, ''],
      ['list', 'second.csv', 300_000, 'x'.repeat(20)],
    ],
  })
})

test('two hundred small files in one form stay apart', async ({ folder }) => {
  const data = new FormData()
  for (let n = 0; n < 200; n += 1) data.append('list', new File([`id: ocd-person/${n}`], `${n}.yml`))
  const { files } = (await sent(folder, data)) as { files: [string, string, number, string][] }
  expect(files.map(([, name, , text]) => [name, text])).toEqual(
    Array.from({ length: 200 }, (_, n) => [`${n}.yml`, `id: ocd-person/${n}`]),
  )
})

test('too many bytes, too long a text and too many fields are too large; what is no form is broken', async ({
  folder,
}) => {
  expect(await sent(folder, form({ list: new File(['x'.repeat(2_000_000)], 'a.csv') }))).toBe('too-large')
  expect(await sent(folder, form({ pasted: 'x'.repeat(2_000) }))).toBe('too-large')
  const many = new FormData()
  for (let n = 0; n < 2_500; n += 1) many.append(`f${n}`, '')
  expect(await sent(folder, many)).toBe('too-large')
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  for (const body of [
    '',
    'nothing',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end',
    '--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nno end',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--b--\r\n',
  ]) {
    expect(await sent(folder, body, { headers }), JSON.stringify(body)).toBe('broken')
  }
  expect(await sent(folder, 'x', { headers: { 'content-type': 'multipart/form-data' } })).toBe('broken')
})

test('a form that ends anywhere, or whose sender hangs up anywhere, is broken and stops nothing else', async ({
  folder,
}) => {
  const whole =
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\ntyped\r\n--b\r\nContent-Disposition: form-data; name="list"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nAna;Paz\r\n--b--'
  for (let cut = 0; cut < whole.length; cut += 7)
    expect(
      await sent(folder, whole.slice(0, cut), { headers: { 'content-type': 'multipart/form-data; boundary=b' } }),
      whole.slice(0, cut),
    ).toBe('broken')
  for (const cut of [10, 70, 150, whole.length - 3]) {
    const told = Promise.withResolvers<unknown>()
    const server = http.createServer((request) =>
      receiveForm(request, { most: 1_000_000, mostText: 1_000 }, folder).then(told.resolve, told.resolve),
    )
    await new Promise<void>((resolve) => server.listen(0, resolve))
    const socket = net.connect((server.address() as AddressInfo).port, 'localhost')
    socket.write(
      `POST / HTTP/1.1\r\nHost: office\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n${whole.slice(0, cut)}`,
    )
    setTimeout(() => socket.destroy(), 50)
    expect(await told.promise).toMatchObject({ code: 'ECONNRESET' })
    server.close()
  }
})

test('a sender who has hung up before anything was read is noticed all the same', async ({ folder }) => {
  const told = Promise.withResolvers<unknown>()
  const server = http.createServer((request) =>
    request.once('close', () =>
      receiveForm(request, { most: 1_000_000, mostText: 1_000 }, folder).then(told.resolve, told.resolve),
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const socket = net.connect((server.address() as AddressInfo).port, 'localhost')
  socket.write(
    'POST / HTTP/1.1\r\nHost: office\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n--b',
  )
  server.once('request', () => socket.destroy())
  expect(await told.promise).toMatchObject({ code: 'ECONNRESET' })
  server.close()
})

test('what lies on the disk has no name, cannot be read, and is opened only whole and unchanged', async ({
  folder,
}) => {
  const file = await openTemporaryFile(folder)
  const added = await file.add(Readable.from([Buffer.from('PLANTED '.repeat(10_000))]), {
    field: 'list',
    name: 'a.csv',
  })
  expect(await readdir(folder)).toEqual([])
  for (let turn = 0; turn < 2; turn += 1)
    expect((await buffer(added.stream())).toString()).toBe('PLANTED '.repeat(10_000))
  // Left half-way, it can be closed all the same.
  const left = added.stream()
  await new Promise((resolve) => left.once('readable', resolve))
  left.destroy()
  await file.close()
})

test('what a killed process has left is swept', async ({ folder }) => {
  await sweepTemporaryFiles(folder)
  await (await openTemporaryFile(folder)).close()
  await writeFile(path.join(folder, 'left'), 'sealed')
  await sweepTemporaryFiles(folder)
  expect(await readdir(folder)).toEqual([])
})
