// Runs inside the pages that are measured: when is what somebody waits for painted?

const patience = 20_000
/** places of what is on its way */
const holders = '.animate-pulse, [role="status"][aria-label="Loading"]'

/** Not of what one would have to scroll to. */
const isInView = (element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return element.checkVisibility() && bottom > 0 && top < innerHeight
}

const isLoading = () => [...document.querySelectorAll(holders)].some(isInView)

/** The time at which the first frame in which `isThere` is painted. */
const painted = (what, isThere) =>
  new Promise((done, fail) => {
    const begun = performance.now()
    const look = () => {
      if (!isThere()) {
        if (performance.now() - begun > patience) fail(new Error(`${what} did not come.`))
        else requestAnimationFrame(look)
        return
      }
      // a task that is queued while a frame is made has its turn when that frame is painted
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(null)
    }
    requestAnimationFrame(look)
  })

globalThis.bench = {
  /** what the last click led to, in milliseconds since it */
  clicked: Promise.resolve(0),

  /** Waits for the next click, and for the new content of the page at `address`. */
  awaitClick(address, content) {
    const before = new Set(document.querySelectorAll(`main ${content}`))
    const isThere = () =>
      location.pathname === address &&
      [...document.querySelectorAll(`main ${content}`)].some((each) => !before.has(each)) &&
      !isLoading()
    const click = new Promise((done) => addEventListener('click', done, { capture: true, once: true }))
    this.clicked = click.then(async ({ timeStamp }) => (await painted(address, isThere)) - timeStamp)
  },

  /** Resolves when the page's content is there and nothing is on its way any more. */
  rested: () => painted('The page', () => document.querySelector('h1') && !isLoading()),

  /** Milliseconds from the opening of the page. */
  opened: (content) => painted(content, () => document.querySelector(`main ${content}`) && !isLoading()),
}
