import { z } from 'zod'
import { given } from '../../../../world/given.js'
import type { PatientBirth, ToldName } from '../../../../world/tables/patient.js'
import type { BirthEntries } from './birth-entries.js'
import { REGISTERING_AUTHORITY } from './create-extensions.js'
import { nameSchema } from './parts.js'

const TIME = /T(\d{2}):(\d{2})/

const identified = z.object({ identifier: z.object({ value: z.string() }) })

/** The child health organisations: the partner first, then the one that is responsible. */
const careTeam = z.object({
  resourceType: z.literal('CareTeam'),
  participant: z.array(z.object({ member: identified })).min(1),
})

const practitioner = z.object({
  resourceType: z.literal('Practitioner'),
  name: z.array(nameSchema).min(1),
})

/** The first of a kind: of the extensions, or of the resources behind the ten that have their places; nothing is asked of them (pds 7.2). */
const find = <Shape extends z.ZodType>(
  shape: Shape,
  others: readonly unknown[],
): z.output<Shape> | undefined =>
  others.map((one) => shape.safeParse(one)).find(({ success }) => success)?.data

/** Type and organisation of the registering authority, in this order. */
const authority = z.object({
  url: z.literal(REGISTERING_AUTHORITY),
  extension: z.tuple([
    z.object({
      valueCodeableConcept: z.object({ coding: z.array(z.object({ code: z.string() })).min(1) }),
    }),
    z.object({ valueString: z.string() }),
  ]),
})

function authorityIn(extensions: readonly unknown[]): PatientBirth['authority'] {
  const [type, organisation] = find(authority, extensions)?.extension ?? []
  const code = type?.valueCodeableConcept.coding[0]?.code
  return code === undefined || organisation === undefined
    ? undefined
    : { type: code, odsCode: organisation.valueString }
}

function childHealthIn(others: readonly unknown[]): PatientBirth['childHealth'] {
  const members = find(careTeam, others)?.participant.map(({ member }) => member.identifier.value)
  const [partner, responsible] = members ?? []
  return partner === undefined ? undefined : { partner, ...given({ responsible }) }
}

const codeIn = <Code extends string>({
  coding,
}: {
  readonly coding: readonly { readonly code: Code }[]
}) => coding[0]?.code

/** What a notification tells of the birth itself; `others` are the resources behind the ten. */
export function birthDetails(entries: BirthEntries, others: readonly unknown[]): PatientBirth {
  const { baby, weight, stillbirth, gestation, foetuses, abnormality, mother, practice, place } =
    entries
  const [hour, minute] =
    TIME.exec(baby._birthDate?.extension[0]?.valueDateTime ?? '')?.slice(1) ?? []
  const [name] = mother.name
  return {
    weight: weight.valueQuantity.value,
    stillbirth: codeIn(stillbirth.valueCodeableConcept) ?? '1',
    abnormality: codeIn(abnormality.valueCodeableConcept) ?? 'U',
    foetuses: foetuses.valueInteger,
    gestation: gestation.valueQuantity.value,
    mother: {
      nhsNumber: mother.identifier[0]?.value ?? '',
      name: { use: 'usual', family: '', ...name } as ToldName,
      birthDate: mother.birthDate,
      practice: practice.identifier[0]?.value ?? '',
    },
    place: {
      type: place.type[0]?.coding[0]?.code ?? '9',
      ...given({ site: place.identifier?.[0]?.value, name: place.name }),
    },
    ...given({
      time: hour === undefined ? undefined : `${hour}${minute}`,
      notifier: find(practitioner, others)?.name[0],
      authority: authorityIn(baby.extension),
      childHealth: childHealthIn(others),
    }),
  }
}
