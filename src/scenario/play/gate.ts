/** The play was stopped by the trainer. */
export class Stopped extends Error {}

/** Lets steps pass one after the other: freely, one by one, or not at all. */
export class Gate {
  #mode: 'OPEN' | 'CLOSED' | 'ONE' | 'STOPPED' = 'OPEN'
  #wake: () => void = () => {}

  /** Called where a step may have to wait, and when it waits no more. */
  onWait: (waiting: boolean) => void = () => {}

  /** Waits until a step may go on; throws Stopped where none may any more. */
  async pass(): Promise<void> {
    if (this.#mode === 'CLOSED') this.onWait(true)
    while (this.#mode === 'CLOSED')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    if (this.#mode === 'STOPPED') throw new Stopped()
    this.onWait(false)
    if (this.#mode === 'ONE') this.#mode = 'CLOSED'
  }

  get stopped(): boolean {
    return this.#mode === 'STOPPED'
  }

  open(): void {
    this.#set('OPEN')
  }

  close(): void {
    this.#set('CLOSED')
  }

  /** Lets one step pass. */
  one(): void {
    this.#set('ONE')
  }

  stop(): void {
    this.#set('STOPPED')
  }

  #set(mode: 'OPEN' | 'CLOSED' | 'ONE' | 'STOPPED'): void {
    if (this.#mode === 'STOPPED') return
    this.#mode = mode
    this.#wake()
  }
}
