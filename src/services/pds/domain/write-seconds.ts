/** The world's setting of how many seconds PDS takes for a write; none where it is absent. */
export const WRITE_SECONDS_SETTING = 'pdsWriteSeconds'
