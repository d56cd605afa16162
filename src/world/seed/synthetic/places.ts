/** A part of England: its postcode area, how many districts that has, its post town and county. */
export interface Place {
  readonly area: string
  readonly districts: number
  readonly town: string
  readonly county: string
}

/** Where synthetic people live. The weight of a place is how often it stands here. */
export const PLACES: readonly Place[] = [
  { area: 'LS', districts: 29, town: 'Leeds', county: 'West Yorkshire' },
  { area: 'BD', districts: 24, town: 'Bradford', county: 'West Yorkshire' },
  { area: 'WF', districts: 17, town: 'Wakefield', county: 'West Yorkshire' },
  { area: 'S', districts: 36, town: 'Sheffield', county: 'South Yorkshire' },
  { area: 'DN', districts: 22, town: 'Doncaster', county: 'South Yorkshire' },
  { area: 'HU', districts: 20, town: 'Hull', county: 'East Yorkshire' },
  { area: 'YO', districts: 32, town: 'York', county: 'North Yorkshire' },
  { area: 'NE', districts: 49, town: 'Newcastle upon Tyne', county: 'Tyne and Wear' },
  { area: 'M', districts: 46, town: 'Manchester', county: 'Greater Manchester' },
  { area: 'BL', districts: 9, town: 'Bolton', county: 'Greater Manchester' },
  { area: 'L', districts: 40, town: 'Liverpool', county: 'Merseyside' },
  { area: 'PR', districts: 9, town: 'Preston', county: 'Lancashire' },
  { area: 'B', districts: 50, town: 'Birmingham', county: 'West Midlands' },
  { area: 'CV', districts: 23, town: 'Coventry', county: 'West Midlands' },
  { area: 'NG', districts: 25, town: 'Nottingham', county: 'Nottinghamshire' },
  { area: 'LE', districts: 19, town: 'Leicester', county: 'Leicestershire' },
  { area: 'DE', districts: 24, town: 'Derby', county: 'Derbyshire' },
  { area: 'LN', districts: 13, town: 'Lincoln', county: 'Lincolnshire' },
  { area: 'NR', districts: 35, town: 'Norwich', county: 'Norfolk' },
  { area: 'IP', districts: 33, town: 'Ipswich', county: 'Suffolk' },
  { area: 'CB', districts: 11, town: 'Cambridge', county: 'Cambridgeshire' },
  { area: 'OX', districts: 20, town: 'Oxford', county: 'Oxfordshire' },
  { area: 'RG', districts: 31, town: 'Reading', county: 'Berkshire' },
  { area: 'BN', districts: 45, town: 'Brighton', county: 'East Sussex' },
  { area: 'SO', districts: 53, town: 'Southampton', county: 'Hampshire' },
  { area: 'BS', districts: 49, town: 'Bristol', county: 'Avon' },
  { area: 'EX', districts: 39, town: 'Exeter', county: 'Devon' },
  { area: 'PL', districts: 35, town: 'Plymouth', county: 'Devon' },
  { area: 'SE', districts: 28, town: 'London', county: 'Greater London' },
  { area: 'N', districts: 22, town: 'London', county: 'Greater London' },
]

/** The ends of English streets. */
export const STREETS: readonly string[] = [
  'Road',
  'Street',
  'Lane',
  'Avenue',
  'Close',
  'Drive',
  'Crescent',
  'Gardens',
  'Court',
  'Way',
  'Terrace',
  'Grove',
]

/** Letters that the second half of a postcode may have. */
export const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'
