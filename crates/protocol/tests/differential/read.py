"""Reads tokens with PyJWT: one per line in, one JSON answer per line out."""
import json
import sys

import jwt

for line in sys.stdin:
    token = json.loads(line)
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
        answer = {"header": header, "claims": claims}
    except Exception as error:  # whatever it raises is a refusal
        answer = {"refused": str(error)}
    print(json.dumps(answer))
