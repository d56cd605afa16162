/** Something about a message, and where in it. */
export interface Remark {
  /** XPath of the element, or of the attribute. */
  readonly path: string
  /** In plain words. */
  readonly message: string
}

/** What the check of a message says. */
export interface SchemaCheck {
  /** What the published schema refuses. */
  readonly faults: readonly Remark[]
  /** What it takes, though it is wrong. */
  readonly findings: readonly Remark[]
}

/** Where the steps of a check leave what they find. */
export class Report implements SchemaCheck {
  readonly faults: Remark[] = []
  readonly findings: Remark[] = []

  fault(path: string, message: string): void {
    this.faults.push({ path, message })
  }

  finding(path: string, message: string): void {
    this.findings.push({ path, message })
  }
}
