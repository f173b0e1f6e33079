import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries } from './binaries.ts'
import { databaseUrl, prepareCluster, removeSocketFolder } from './cluster.ts'
import { claim, type Ownership } from './owner.ts'
import { findPlace, type Place } from './place.ts'
import { endOrphans, findPostmaster } from './postmaster.ts'
import { type Supervisor, supervise } from './supervisor.ts'

export interface EmbeddedPostgres {
  /** the database `nadi`, for any driver: `postgres://nadi@localhost/nadi?host=…` with the folder of the socket */
  readonly url: string
  /** Stops PostgreSQL if this process owns it; close all connections first. */
  stop(): Promise<void>
}

/**
 * Makes the PostgreSQL of a folder available: created on the first start, with the database `nadi` in it.
 *
 * The first process to ask owns it: ends what a killed owner left, starts PostgreSQL, restarts it whenever it dies (connections are lost
 * then, the address stays). Further processes on the same folder, say `nadi key create` beside a running server, share it, and one of
 * them becomes the owner when the first has gone.
 *
 * @param dataDir holds the database; as root below a folder that only root may enter, it holds a file that says where the database is
 * @param log takes whole sentences for the operator
 * @throws Error with one sentence for the operator, e.g. where another major version of PostgreSQL has written the data
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  dataDir: string
  log: (line: string) => void
}): Promise<EmbeddedPostgres> {
  const place = await findPlace(dataDir, log)
  const binaries = await findBinaries(place.runAs, log)
  const share = new Share(binaries, place, log)
  await share.join()
  return { url: databaseUrl(place.data), stop: () => share.leave() }
}

/** One process's part in a cluster: its owner, or a guest who waits to become it. */
class Share {
  readonly #binaries: Binaries
  readonly #place: Place
  readonly #log: (line: string) => void
  #owned: { ownership: Ownership; supervisor: Supervisor } | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(binaries: Binaries, place: Place, log: (line: string) => void) {
    this.#binaries = binaries
    this.#place = place
    this.#log = log
  }

  /** @returns once the database can be used */
  async join(): Promise<void> {
    for (;;) {
      if (await this.#becomeOwner()) return
      if ((await findPostmaster(this.#place.data))?.ready) break
      await sleep(50)
    }
    this.#watchOwner()
  }

  async leave(): Promise<void> {
    clearTimeout(this.#watch)
    this.#watch = undefined
    if (!this.#owned) return
    await this.#owned.supervisor.stop()
    await removeSocketFolder(this.#place.data)
    await this.#owned.ownership.release()
  }

  async #becomeOwner(): Promise<boolean> {
    const ownership = await claim(this.#place.home)
    if (!ownership) return false
    try {
      await prepareCluster(this.#binaries, this.#place, this.#log)
      await endOrphans(this.#place.data, this.#log)
      const supervisor = await supervise(this.#binaries.postgres, this.#place, this.#log)
      this.#owned = { ownership, supervisor }
      return true
    } catch (error) {
      await ownership.release()
      throw error
    }
  }

  #watchOwner(): void {
    this.#watch = setTimeout(async () => {
      try {
        if (await this.#becomeOwner()) return
      } catch (error) {
        this.#log(`PostgreSQL's owner has gone, and taking over failed: ${(error as Error).message}`)
      }
      if (this.#watch) this.#watchOwner()
    }, 500)
    this.#watch.unref()
  }
}
