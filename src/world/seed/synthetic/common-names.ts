const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Names that are common in England, so that a world of made-up people reads like a GP list. */
export const COMMON_NAMES = {
  families: words(`
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans
    Walker White Roberts Green Hall Wood Jackson Clarke Khan Ahmed Hughes Edwards Harris Lewis Martin
    Turner Hill Cooper Ward Moore Clark Baker Harrison King Morris Lee Watson Allen Parker James Cook
    Bennett Shaw Ali Hussain Mitchell Carter Phillips Singh Richardson Begum Bailey Collins Cox
    Marshall Miller Young Adams Kelly Simpson Price Mason Webb Rogers Gray Hunt Mills Foster Palmer
    Chapman Barnes Knight Holmes Lloyd Butler Russell Fisher Barker Stevens Murphy Jenkins Dixon
    Fletcher Pearson Graham Ellis Hunter Kaur Akhtar Murray Howard Andrews Reynolds Elliott Ford
    Hamilton Lawrence Gibson Okafor Mensah Nowak Kowalski Chowdhury Osborne Hargreaves Ramsden
    Thackeray Ogden Greenwood Whitaker Sutcliffe Ackroyd
  `),
  female: words(`
    Olivia Amelia Isla Ava Lily Mia Freya Emily Grace Sophie Charlotte Jessica Chloe Hannah Lucy
    Rebecca Laura Sarah Emma Claire Nicola Joanne Karen Susan Julie Deborah Tracey Jacqueline Helen
    Margaret Patricia Christine Jean Dorothy Joan Sheila Barbara Maureen Brenda Aisha Fatima Zainab
    Priya Anjali Simran Agnieszka Katarzyna Ngozi Abena Florence Matilda Poppy Daisy Ruby Imogen
    Harriet Eleanor Beatrice Rosie
  `),
  male: words(`
    Oliver George Arthur Noah Leo Oscar Harry Archie Jack Henry Thomas James William Joshua Daniel
    Matthew Luke Adam Ryan Christopher Andrew Paul Mark Stephen David Michael Ian Kevin Gary Peter
    John Robert Alan Brian Keith Derek Kenneth Ronald Dennis Raymond Mohammed Imran Yusuf Hassan Arjun
    Rohan Gurpreet Piotr Tomasz Emeka Kwame Alfie Freddie Theodore Edward Samuel Benjamin Toby Rupert
    Giles
  `),
} as const

/** How many times as often as a name out of the library's lists. */
export const COMMON_WEIGHT = 10
