/** What a step leaves for the steps after it, each member a text or a list. */
export type Saved = Readonly<Record<string, string | readonly string[]>>
