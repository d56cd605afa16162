import { build } from 'esbuild'

/** Joins the modules behind some entries to a few files, as the package ships them. */
export const bundle = (entryPoints, outbase, outdir) =>
  build({
    entryPoints,
    outbase,
    outdir,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    chunkNames: 'chunks/[hash]',
    logLevel: 'warning',
  })
