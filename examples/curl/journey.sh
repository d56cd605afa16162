#!/usr/bin/env bash
# Logs in, reads a patient, looks at a referral of the data set, and asks what should be mended.
set -euo pipefail
spine="${ERS_SANDBOX_URL:-http://127.0.0.1:9000}"
world="journey-$$"

control() { curl -sS --fail-with-body -H 'Content-Type: application/json' "$@"; }

control "$spine/_sandbox/worlds" -d "{\"name\":\"$world\"}" >/dev/null
trap 'curl -sS -X DELETE "$spine/_sandbox/worlds/$world"' EXIT
base="$spine/worlds/$world"

token=$(control "$base/_sandbox/tokens" -d '{"user":"021600556514"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

echo 'The patient, from PDS:'
curl -sS --fail-with-body "$base/personal-demographics/FHIR/R4/Patient/9000000009" \
  -H "Authorization: Bearer $token" -H "X-Request-ID: $(cat /proc/sys/kernel/random/uuid)" \
  -H 'NHSD-Session-URID: 555254240100' | cut -c 1-200

echo 'A referral, from e-RS:'
curl -sS --fail-with-body "$base/referrals/FHIR/STU3/ReferralRequest/000000070000" \
  -H "Authorization: Bearer $token" \
  -H 'NHSD-End-User-Organisation-ODS: R69' \
  -H 'NHSD-eRS-Business-Function: REFERRING_CLINICIAN' | cut -c 1-200

echo 'Both calls were answered with 200:'
control "$base/_sandbox/journal/verify" -d '{"criteria":{"status":200},"exactly":2}' | grep -o '"holds":true'
