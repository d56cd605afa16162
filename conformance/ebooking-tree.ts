/** A node of the published trees of eBooking messages. */
export interface TreeNode {
  readonly name?: string
  readonly card: string
  readonly class?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly type?: string
  readonly vocabulary?: string
  readonly children?: readonly TreeNode[]
  readonly ref?: string
  readonly choice?: readonly TreeNode[]
}

export interface Trees {
  readonly interactions: Readonly<
    Record<string, { readonly payload?: string; readonly wrappers: readonly string[] }>
  >
  readonly wrappers: Readonly<Record<string, readonly TreeNode[]>>
  readonly controlAct: TreeNode
  readonly payloads: Readonly<Record<string, TreeNode>>
}
