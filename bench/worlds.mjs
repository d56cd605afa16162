import { median, report } from './report.mjs'

/** Time and memory of new worlds. */
export async function worlds() {
  const { startSandbox } = await import('../build/library/index.js')
  const sandbox = await startSandbox()
  sandbox.world('warm')
  global.gc?.()
  const before = process.memoryUsage().rss
  const times = []
  for (let number = 0; number < 100; number++) {
    const at = performance.now()
    sandbox.world(`bench-${number}`)
    times.push(performance.now() - at)
  }
  times.sort((a, b) => a - b)
  const megabytes = (process.memoryUsage().rss - before) / 1024 / 1024
  report('a new world, median of 100', `${median(times).toFixed(1)} ms`, 'aim: 20 ms')
  report('a new world, 99th percentile', `${times[98].toFixed(1)} ms`)
  report('memory of 100 worlds', `${megabytes.toFixed(0)} MB`)
  await sandbox.close()
}
