/** A reference by identifier alone, as the API makes all of its references. */
export const byIdentifier = (system: string, value: string) => ({ identifier: { system, value } })

/** A member that is left out where the directory has no value for it. */
export const member = <Name extends string, Value>(name: Name, value: readonly Value[]) =>
  value.length > 0 ? { [name]: value } : {}
