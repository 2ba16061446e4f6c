import net from 'node:net'
import pg from 'pg'
import { expect, test } from 'vitest'
import { isAway } from '#db/is-away'

const coded = (code: string | number, message = 'refused', more = {}) =>
  Object.assign(new Error(message), { code, ...more })
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error,
  )

test.each([
  ['the connection failed', coded('08006')],
  ['somebody changed our password', coded('28P01')],
  ['two transactions wrote the same row', coded('40001')],
  ['a deadlock', coded('40P01')],
  ['the disk is full', coded('53100')],
  ['too many connections', coded('53300')],
  ['a statement took too long', coded('57014')],
  ['it is being shut down', coded('57P01')],
  ['it is starting up', coded('57P03')],
  ['the connection was reset', coded('ECONNRESET')],
  ['the connection was closed while something was written', coded('EPIPE')],
  ['the connection fell silent', coded('ETIMEDOUT')],
  ['the name server does not answer', coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN db', { syscall: 'getaddrinfo' })],
  ['its socket file is gone', coded('ENOENT', 'connect ENOENT /run/.s.PGSQL.5432', { syscall: 'connect' })],
  [
    'none of the addresses of its host answers',
    Object.assign(
      new AggregateError([coded('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432', { syscall: 'connect' })]),
      { code: 'ECONNREFUSED' },
    ),
  ],
  ['the connection ended in the middle', new Error('Connection terminated unexpectedly')],
  ['the pool has no connection left', new Error('timeout exceeded when trying to connect')],
  ['a new connection took too long', new Error('Connection terminated due to connection timeout')],
  ['the driver gave up on a statement', new Error('Query read timeout')],
  ['the connection broke before this statement', new Error('Client was closed and is not queryable')],
])('the database is away: %s', (_, error) => expect(isAway(error)).toBe(true))

test.each([
  ['a row that is there already', coded('23505')],
  ['a value that does not fit', coded('22P02', 'invalid input for the column "timeout"')],
  ['a table that is not there', coded('42P01')],
  ['no right to a table', coded('42501')],
  ['a lock that was not had at once', coded('55P03')],
  ['a file that is not there', coded('ENOENT', 'no such file', { syscall: 'open' })],
  ['a file that may not be read', coded('EACCES', 'permission denied', { syscall: 'open' })],
  ['a folder read as a file', coded('EISDIR', 'illegal operation', { syscall: 'read' })],
  ['a wrong argument', coded('ERR_INVALID_ARG_TYPE')],
  ['mail that was refused', coded('EENVELOPE')],
  ['a page elsewhere that took too long', AbortSignal.abort(new DOMException('timeout', 'TimeoutError')).reason],
  ['words that speak of a timeout', new Error('the timeout of a call is no number')],
  ['words that speak of a connection', new Error('the connection between two people')],
  ['a thrown text', 'timeout'],
  ['nothing', null],
])('the database is not away: %s', (_, error) => expect(isAway(error)).toBe(false))

test('a port where nobody listens, and a host that answers nothing, count as away', async () => {
  const refused = await failure(new pg.Client({ host: '127.0.0.1', port: 1 }).connect())
  const silent = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port } = silent.address() as net.AddressInfo
  const late = await failure(new pg.Client({ host: '127.0.0.1', port, connectionTimeoutMillis: 50 }).connect())
  silent.close()
  expect([isAway(refused), late?.message, isAway(late)]).toEqual([true, 'timeout expired', true])
})
