const everyMs = 1_000

/**
 * Loads a part of the console that is fetched when it is first needed. While the server does not answer it waits, so that what stands on the
 * page stays there; a file that is missing is an error, as after a new version.
 */
export async function patiently<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load()
    } catch (error) {
      if (await answers()) throw error
      await new Promise((done) => setTimeout(done, everyMs))
    }
  }
}

/** Whether a server is there, and not only a proxy before it. */
const answers = (): Promise<boolean> =>
  fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status < 500,
    () => false,
  )
