import { createTransport, type Transporter } from 'nodemailer'
import type { Config } from '../config.ts'

export interface Mail {
  to: string
  subject: string
  /** plain text */
  text: string
}

const patienceMs = 20_000

/** Sends mail through the operator's SMTP server, where one is set. */
export class Mailer {
  readonly #from: string
  readonly #transport: Transporter | null

  constructor(settings: Config['mail']) {
    this.#from = settings?.from ?? ''
    this.#transport =
      settings &&
      createTransport({
        url: settings.smtpUrl,
        connectionTimeout: patienceMs,
        greetingTimeout: patienceMs,
        socketTimeout: patienceMs,
        // a mail is what we write, never what lies in a file or at an address
        disableFileAccess: true,
        disableUrlAccess: true,
      })
  }

  get isSet(): boolean {
    return this.#transport !== null
  }

  /** @throws Error where the SMTP server did not take it, or none is set */
  async send(mail: Mail): Promise<void> {
    if (!this.#transport) throw new Error('No SMTP server is set: NADI_SMTP_URL.')
    await this.#transport.sendMail({ from: this.#from, ...mail })
  }

  stop(): void {
    this.#transport?.close()
  }
}
