import type { Problem } from '../../../errors.ts'
import type { MetaComponent } from '../meta.ts'

/** A template as it is about to be created. */
export interface Draft {
  name: string
  language: string
  category: string
  parameter_format?: string
  message_send_ttl_seconds?: number
  components: MetaComponent[]
}

/** What Meta would refuse, and what often leads to a refusal. */
export class DraftFindings {
  readonly problems: Problem[] = []
  readonly warnings: Problem[] = []

  refuse(code: string, path: string, message: string, hint?: string): void {
    this.problems.push({ code, path, message, ...(hint && { hint }) })
  }

  warn(code: string, path: string, message: string, hint?: string): void {
    this.warnings.push({ code, path, message, ...(hint && { hint }) })
  }

  atMost(text: string | undefined, most: number, path: string, noun: string): void {
    const { length } = [...(text ?? '')]
    if (length > most) this.refuse('too_long', path, `${noun} has ${length} characters, and Meta takes ${most}.`)
  }
}
