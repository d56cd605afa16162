import type { Step } from '../step.js'
import { accept } from './accept.js'
import { actLater } from './act-later.js'
import { addLetter } from './add-letter.js'
import { advanceClock } from './advance-clock.js'
import { answerAdvice } from './answer-advice.js'
import { askAdvice } from './ask-advice.js'
import { attachFile } from './attach-file.js'
import { book } from './book.js'
import { breakSomething } from './break.js'
import { cancelAppointment } from './cancel-appointment.js'
import { cancelReferral } from './cancel-referral.js'
import { changeDemographics } from './change-demographics.js'
import { changeShortlist } from './change-shortlist.js'
import { closeAdvice } from './close-advice.js'
import { connectHospital } from './connect-hospital.js'
import { convertAdvice } from './convert-advice.js'
import { defer } from './defer.js'
import { expectValue } from './expect.js'
import { expectLetter } from './expect-letter.js'
import { expectMessage } from './expect-message.js'
import { expectRefusal } from './expect-refusal.js'
import { expectState } from './expect-state.js'
import { expectWorklist } from './expect-worklist.js'
import { forEach } from './for-each.js'
import { hospitalCancels } from './hospital-cancels.js'
import { include } from './include.js'
import { insertSmartcard } from './insert-smartcard.js'
import { letTimePass } from './let-time-pass.js'
import { logIn } from './log-in.js'
import { mend } from './mend.js'
import { openSession } from './open-session.js'
import { patientBooks } from './patient-books.js'
import { patientCancels } from './patient-cancels.js'
import { patientLooks } from './patient-looks.js'
import { pause } from './pause.js'
import { pollSlots } from './poll-slots.js'
import { printLetter } from './print-letter.js'
import { recordBooking } from './record-booking.js'
import { recordNonAttendance } from './record-non-attendance.js'
import { refer } from './refer.js'
import { reject } from './reject.js'
import { removeSmartcard } from './remove-smartcard.js'
import { repeat } from './repeat.js'
import { replyToAdvice } from './reply-to-advice.js'
import { say } from './say.js'
import { searchServices } from './search-services.js'
import { searchSlots } from './search-slots.js'
import { sendForTriage } from './send-for-triage.js'
import { sendMessage } from './send-message.js'
import { setClock } from './set-clock.js'
import { triage } from './triage.js'
import { waitFor } from './wait-for.js'

/** Everything that a scenario can say, in the order of the reference. */
export const STEPS: readonly Step[] = [
  say,
  pause,
  logIn,
  insertSmartcard,
  openSession,
  removeSmartcard,
  searchServices,
  refer,
  changeShortlist,
  searchSlots,
  book,
  defer,
  sendForTriage,
  addLetter,
  attachFile,
  printLetter,
  cancelAppointment,
  cancelReferral,
  accept,
  reject,
  actLater,
  triage,
  recordBooking,
  recordNonAttendance,
  hospitalCancels,
  connectHospital,
  pollSlots,
  sendMessage,
  askAdvice,
  replyToAdvice,
  answerAdvice,
  convertAdvice,
  closeAdvice,
  patientLooks,
  patientBooks,
  patientCancels,
  changeDemographics,
  advanceClock,
  setClock,
  letTimePass,
  breakSomething,
  mend,
  waitFor,
  expectState,
  expectWorklist,
  expectLetter,
  expectMessage,
  expectRefusal,
  expectValue,
  repeat,
  forEach,
  include,
]
