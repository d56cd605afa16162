import { attributeOf, type XmlElement } from '../xml/element.js'

/** What an update does with an item (pds 12.6). */
export type UpdateMode = 'added' | 'altered' | 'removed'

const MODES: readonly UpdateMode[] = ['added', 'altered', 'removed']

/** The mode of an item; undefined where it has none, or none that is known. */
export const updateModeOf = (element: XmlElement | undefined): UpdateMode | undefined =>
  MODES.find((mode) => mode === attributeOf(element, 'updateMode'))
