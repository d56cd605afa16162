/** How the directory compares texts without letter case: blanks at the ends and repeated ones do not count. */
export const fold = (text: string): string => text.trim().replace(/ +/g, ' ').toLowerCase()
