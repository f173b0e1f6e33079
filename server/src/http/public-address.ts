/** Where others reach this server: the operator's NADI_PUBLIC_URL, else where it listens, which is known once it does. */
export class PublicAddress {
  readonly #configured: string | null
  #listening: string | undefined

  constructor(configured: string | null) {
    this.#configured = configured
  }

  listensAt(url: string): void {
    this.#listening = url
  }

  /** Without a slash at its end; undefined in a program that neither listens nor was told. */
  get url(): string | undefined {
    return this.#configured ?? this.#listening
  }
}
