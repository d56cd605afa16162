import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { MessageToPost, PostedAnswer } from '../../../src/http/post-message.js'
import { createPostMessage } from '../../../src/server/outbound/post-message.js'

const post = createPostMessage({
  credentials: () => Promise.resolve({ key: '', cert: '', ca: [] }),
  limit: 1000,
})

interface Listening {
  listen(port: number, host: string): unknown
  once(event: 'listening', listener: () => void): unknown
  address(): ReturnType<Server['address']>
  close(): unknown
}

const running: Listening[] = []
afterEach(() => {
  for (const server of running.splice(0)) {
    if ('closeAllConnections' in server) (server as Server).closeAllConnections()
    server.close()
  }
})

async function start(server: Listening): Promise<string> {
  running.push(server)
  server.listen(0, '127.0.0.1')
  await once(server as Server, 'listening')
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

const receiver = (listener: RequestListener): Promise<string> => start(createServer(listener))

const message = (url: string, more: Partial<MessageToPost> = {}): MessageToPost => ({
  url,
  headers: { 'Content-Type': 'text/xml', SOAPAction: '"urn:a/B"' },
  body: Buffer.from('<hello/>'),
  timeout: 5000,
  ...more,
})

describe('a message that arrives', () => {
  test('has its headers and bytes, on a connection of its own', async () => {
    let seen: IncomingMessage | undefined
    const chunks: Buffer[] = []
    const url = await receiver(async (request, response) => {
      seen = request
      for await (const chunk of request) chunks.push(chunk as Buffer)
      response.writeHead(202, { 'X-Of': 'receiver' }).end('<taken/>')
    })
    const answer = (await post(message(`${url}/reliablemessaging?a=b`))) as PostedAnswer
    expect(answer.status).toBe(202)
    expect(answer.header('x-OF')).toBe('receiver')
    expect(answer.header('absent')).toBeUndefined()
    expect(Buffer.from(answer.body).toString()).toBe('<taken/>')
    expect(Buffer.concat(chunks).toString()).toBe('<hello/>')
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/reliablemessaging?a=b',
      headers: {
        connection: 'close',
        'content-type': 'text/xml',
        'content-length': '8',
        soapaction: '"urn:a/B"',
      },
    })
  })

  test.each([302, 401, 500])('and is answered with %i: that is the answer', async (status) => {
    let calls = 0
    const url = await receiver((_request, response) => {
      calls += 1
      response.writeHead(status, { Location: '/elsewhere' }).end()
    })
    expect(await post(message(url))).toMatchObject({ status })
    expect(calls).toBe(1)
  })
})

describe('a message that does not', () => {
  const outcome = async (url: string, more: Partial<MessageToPost> = {}) => {
    const result = await post(message(url, more))
    if (!('failed' in result)) throw new Error(`answered ${result.status}`)
    return result
  }

  test('because nobody listens', async () => {
    const url = await receiver(() => {})
    const server = running.pop() as Server
    server.close()
    await once(server, 'close')
    const host = new URL(url).host
    expect(await outcome(url)).toEqual({
      failed: 'refused',
      words: `Nothing takes connections at ${host}. Start what should listen there, or correct its address in the directory.`,
    })
  })

  test('because the name is unknown', async () => {
    expect(await outcome('http://mhs.invalid/')).toMatchObject({
      failed: 'unresolved',
      words: expect.stringContaining("'mhs.invalid'"),
    })
  })

  test('because nobody answers in time, or not to the end', async () => {
    const silent = await receiver(() => {})
    const slow = await receiver((_request, response) => void response.write('<beginning>'))
    for (const url of [silent, slow])
      expect(await outcome(url, { timeout: 60 })).toMatchObject({ failed: 'timeout' })
  })

  test('because the sandbox gives up', async () => {
    const url = await receiver(() => stop.abort())
    const stop = new AbortController()
    expect(await outcome(url, { signal: stop.signal })).toMatchObject({
      failed: 'broken',
      words: expect.stringContaining('gave up'),
    })
    expect(await outcome(url, { signal: stop.signal })).toMatchObject({ failed: 'broken' })
  })

  test('because the connection breaks', async () => {
    const url = await receiver(({ socket }) => socket.destroy())
    expect(await outcome(url)).toMatchObject({ failed: 'broken' })
  })

  test('because what answers speaks no HTTP', async () => {
    const url = await start(createSocketServer((socket) => socket.end('220 smtp.example\r\n')))
    expect(await outcome(url)).toMatchObject({ failed: 'broken' })
  })

  test('because the answer is too large', async () => {
    const url = await receiver((_request, response) => void response.end('x'.repeat(1001)))
    expect(await outcome(url)).toMatchObject({
      failed: 'broken',
      words: expect.stringContaining('larger than 1000 bytes'),
    })
  })

  test('because what answers speaks no TLS', async () => {
    const url = await receiver((_request, response) => void response.end())
    expect(await outcome(url.replace('http', 'https'))).toMatchObject({
      failed: 'tls',
      words: expect.stringContaining('docs/tls.md'),
    })
  })

  test.each(['ftp://127.0.0.1/', 'file:///etc/hosts', 'nonsense', ''])(
    "because '%s' is no address for it",
    async (url) => {
      expect(await outcome(url)).toEqual({
        failed: 'broken',
        words: `'${url}' is no address to post a message to.`,
      })
    },
  )

  test('because a header cannot be sent', async () => {
    const url = await receiver((_request, response) => void response.end())
    expect(await outcome(url, { headers: { 'X-A': 'a\nb' } })).toMatchObject({ failed: 'broken' })
  })
})
