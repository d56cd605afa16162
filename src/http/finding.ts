/** Something the client did that the specification does not allow or does not advise. */
export interface Finding {
  /** Stable name of the rule, such as `ers.if-match.missing`. */
  readonly rule: string
  /** What happened and what to do, in plain words. */
  readonly message: string
  /** Where the rule is written: document and section. */
  readonly source: string
}

/** A rule about calls that the real service answers all the same: what better software would not do. */
export interface AdviceRule {
  /** Stable name, such as `ers.deprecated-operation`. */
  readonly rule: string
  /** What is found fault with, in a line. */
  readonly title: string
  /** Where the rule is written: document and section. */
  readonly source: string
  /** True where it is known only after the call has had its effect: a strict world cannot refuse it. */
  readonly afterwards?: true
}

/** The rules of one part of the sandbox, each under the name by which the code refers to it. */
export type AdviceRules = Readonly<Record<string, AdviceRule>>

/** Thrown by a strict world in place of going on with a call; what the call changed is undone. */
export class RefusedStrictly extends Error {
  readonly finding: Finding

  constructor(finding: Finding) {
    super(`${finding.rule}: ${finding.message}`)
    this.finding = finding
  }
}
