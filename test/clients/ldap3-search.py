"""What suppliers' Python programs do with the directory: reads server and schema, then searches. Prints JSON."""

import json
import sys

from ldap3 import ALL, ALL_ATTRIBUTES, REUSABLE, Connection, Server

SERVICES = "ou=services,o=nhs"
REQUEST = "urn:nhs:names:services:ebs:PRSC_IN080000UK07"

server = Server(sys.argv[1], get_info=ALL)
connection = Connection(server, auto_bind=True)


def search(filter, attributes=ALL_ATTRIBUTES, base=SERVICES):
    connection.search(base, filter, attributes=attributes)
    return [dict(entry["attributes"]) for entry in connection.response]


system = search(
    f"(&(nhsIDCode=R69) (objectClass=nhsAs) (nhsAsSvcIA={REQUEST}))",
    ["nhsMHSPartyKey", "uniqueIdentifier", "nhsAsClient", "nhsMhsManufacturerOrg"],
)
endpoint = search(f"(&(objectClass=nhsMhs) (nhsMHSPartyKey=R69-800117) (nhsMhsSvcIA={REQUEST}))")
search("(objectClass=*)", base="uid=nobody,ou=people,o=nhs")
missing = connection.result
people = connection.extend.standard.paged_search(
    "ou=People,o=nhs", "(objectClass=nhsPerson)", attributes=["uid"], paged_size=5, generator=False
)
connection.unbind()

pool = Connection(server, client_strategy=REUSABLE, auto_bind=True, pool_size=3)
asked = [pool.search(SERVICES, "(uniqueIdentifier=200000000117)") for _ in range(20)]
pooled = [len(pool.get_response(message)[0]) for message in asked]
pool.unbind()

print(
    json.dumps(
        {
            "contexts": server.info.naming_contexts,
            "single": server.schema.attribute_types["nhsMHSPartyKey"].single_value,
            "system": system,
            "endpoint": endpoint,
            "missing": [missing["result"], missing["dn"]],
            "people": len({str(person["attributes"]["uid"]) for person in people}),
            "pooled": pooled,
        }
    )
)
