// Scrolls an element at a steady speed, as a finger on a wheel does, and counts the frames that are shown meanwhile.

globalThis.scrollFrames = (selector, seconds, pixelsPerSecond) =>
  new Promise((done) => {
    const scroller = document.querySelector(selector)
    const from = scroller.scrollTop
    const times = []
    const step = (now) => {
      times.push(now)
      const elapsed = now - times[0]
      scroller.scrollTop = from + (elapsed / 1000) * pixelsPerSecond
      if (elapsed < seconds * 1000) return requestAnimationFrame(step)
      const gaps = times.slice(1).map((time, index) => time - times[index])
      done({
        perSecond: ((times.length - 1) / elapsed) * 1000,
        longest: Math.max(...gaps),
        pixels: scroller.scrollTop - from,
      })
    }
    requestAnimationFrame(step)
  })
