/** Joins the modules behind some entries to a few files, as the package ships them. */
export declare function bundle(
  entryPoints: readonly string[],
  outbase: string,
  outdir: string,
): Promise<unknown>
