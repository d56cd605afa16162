"""Tests of a client of PDS and e-RS, over HTTP alone: run by `ers-sandbox exec`."""

import json
import os
import unittest
import urllib.error
import urllib.request
import uuid

SPINE = os.environ.get("ERS_SANDBOX_URL", "http://127.0.0.1:9000")


def call(method, url, body=None, headers=None):
    """Answers status and body of a call; every status is an answer."""
    request = urllib.request.Request(
        url,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    return status, json.loads(text) if text else None


def patient_name(base, token, nhs_number):
    """The client under test: the usual name of a patient."""
    status, patient = call(
        "GET",
        f"{base}/personal-demographics/FHIR/R4/Patient/{nhs_number}",
        headers={"Authorization": f"Bearer {token}", "X-Request-ID": str(uuid.uuid4())},
    )
    if status != 200:
        return None
    name = patient["name"][0]
    return f"{name['given'][0]} {name['family']}"


class Patients(unittest.TestCase):
    def setUp(self):
        self.name = f"python-{uuid.uuid4().hex[:8]}"
        call("POST", f"{SPINE}/_sandbox/worlds", {"name": self.name, "frozen": True})
        self.base = f"{SPINE}/worlds/{self.name}"
        _, issued = call("POST", f"{self.base}/_sandbox/tokens", {"user": "787807429512"})
        self.token = issued["access_token"]

    def tearDown(self):
        call("DELETE", f"{SPINE}/_sandbox/worlds/{self.name}")

    def test_reads_the_name(self):
        self.assertEqual(patient_name(self.base, self.token, "9000000009"), "Jane Smith")
        _, verdict = call(
            "POST",
            f"{self.base}/_sandbox/journal/verify",
            {"criteria": {"service": "pds", "status": 200}, "exactly": 1},
        )
        self.assertTrue(verdict["holds"], verdict["nearMisses"])

    def test_does_without_it_when_pds_is_down(self):
        fault = {"service": "pds", "effect": {"kind": "ANSWER", "status": 503}}
        call("POST", f"{self.base}/_sandbox/faults", fault)
        self.assertIsNone(patient_name(self.base, self.token, "9000000009"))

    def test_does_without_it_when_the_login_is_too_old(self):
        call("POST", f"{self.base}/_sandbox/clock/advance", {"minutes": 11})
        self.assertIsNone(patient_name(self.base, self.token, "9000000009"))


if __name__ == "__main__":
    unittest.main()
