// Notes when a text first stands in a part of the page, by the clock of the machine.

globalThis.arrival = (selector, text) =>
  new Promise((done) => {
    const isThere = () => document.querySelector(selector)?.textContent.includes(text)
    const watch = new MutationObserver(() => {
      if (!isThere()) return
      watch.disconnect()
      done(performance.timeOrigin + performance.now())
    })
    watch.observe(document.body, { childList: true, characterData: true, subtree: true })
  })
