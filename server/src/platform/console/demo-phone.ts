/** The simulator's phone, where a demo runs beside the server: shown to the demo team beside its inbox. */
export class DemoPhone {
  #shown: { teamId: string; url: string } | undefined

  show(teamId: string, url: string): void {
    this.#shown = { teamId, url }
  }

  /** Null for every other team. */
  urlFor({ teamId }: { teamId: string }): string | null {
    return this.#shown?.teamId === teamId ? this.#shown.url : null
  }
}
