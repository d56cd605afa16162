"""Reads messages with Python's own parsers: head and body on standard input, one JSON text."""
import base64
import email
import email.policy
import json
import sys
import xml.etree.ElementTree as ElementTree

message = json.load(sys.stdin)
head = "".join(f"{name}: {value}\r\n" for name, value in message["headers"].items())
body = base64.b64decode(message["body"])
parsed = email.message_from_bytes(head.encode() + b"\r\n" + body, policy=email.policy.HTTP)
parts = list(parsed.iter_parts())
documents = [ElementTree.fromstring(part.get_payload(decode=True)) for part in parts]
print(json.dumps({
    "type": parsed.get_content_type(),
    "start": parsed.get_param("start"),
    "defects": [str(one) for part in [parsed, *parts] for one in part.defects],
    "preamble": parsed.preamble,
    "epilogue": (parsed.epilogue or "").strip(),
    "parts": [
        {
            "id": part["Content-Id"],
            "type": part.get_content_type(),
            "encoding": part["Content-Transfer-Encoding"],
            "root": document.tag,
        }
        for part, document in zip(parts, documents)
    ],
}))
