/** A control request that cannot be done; rendered once as a problem. */
export class Refused extends Error {
  readonly status: 400 | 404 | 409 | 422
  readonly title: string

  constructor(status: 400 | 404 | 409 | 422, title: string, detail: string) {
    super(detail)
    this.status = status
    this.title = title
  }
}
