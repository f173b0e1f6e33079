import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, vi } from 'vitest'

export interface ReceivedMail {
  to: string
  subject: string
  text: string
}

/** An SMTP server (RFC 5321) that takes every mail and keeps it. */
export interface Mailbox {
  url: string
  mails: ReceivedMail[]
  /** waits for a mail to somebody */
  mailTo(address: string): Promise<ReceivedMail>
  /** the next so many deliveries fail for now */
  refuse(count: number): void
  close(): Promise<void>
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let refusals = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const say = (line: string) => socket.write(`${line}\r\n`)
    let to = ''
    let data: string[] | undefined
    say('220 mailbox')
    createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      if (data) {
        if (line !== '.') return void data.push(line.replace(/^\./, ''))
        mails.push(read(to, data))
        data = undefined
        return say('250 taken')
      }
      const [verb = ''] = line.split(/[ :]/)
      if (/^RCPT/i.test(verb)) {
        if (refusals-- > 0) return say('451 try again later')
        to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      }
      if (/^DATA/i.test(verb)) {
        data = []
        return say('354 go on')
      }
      if (/^QUIT/i.test(verb)) return socket.end('221 bye\r\n')
      say('250 mailbox')
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    mailTo: (address) =>
      vi.waitFor(() => {
        const mail = mails.find((each) => each.to === address)
        expect(mail).toBeDefined()
        return mail as ReceivedMail
      }, 20_000),
    refuse: (count) => {
      refusals = count
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** A mail of plain text, quoted-printable (RFC 2045) or as it is. */
function read(to: string, lines: readonly string[]): ReceivedMail {
  const blank = lines.indexOf('')
  const head = lines.slice(0, blank).join('\n').replaceAll(/\n\s+/g, ' ')
  const body = lines.slice(blank + 1).join('\n')
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? ''
  const text = /quoted-printable/i.test(header('Content-Transfer-Encoding'))
    ? body
        .replaceAll('=\n', '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : body
  return { to, subject: header('Subject'), text }
}
