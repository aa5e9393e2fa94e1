"""A passkey device in software: makes keys and answers challenges as a browser would."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode


class Device:
    """One passkey; ``origin`` is the address the browser would show."""

    def __init__(self, origin="http://localhost:8000", rp_id="localhost"):
        self.origin, self.rp_id = origin, rp_id
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user = None

    def _client_data(self, kind, challenge):
        said = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _head(self, flags):
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + b"\0\0\0\1"

    def _frame(self, response):
        mark = websafe_encode(self.id)
        return json.dumps(
            {
                "id": mark,
                "rawId": mark,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )

    def make(self, options):
        public_key = options["publicKey"]
        self.user = public_key["user"]["id"]
        cose = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._head(0x45) + b"\0" * 16 + len(self.id).to_bytes(2, "big") + self.id + cose
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._frame(
            {
                "clientDataJSON": websafe_encode(
                    self._client_data("create", public_key["challenge"])
                ),
                "attestationObject": websafe_encode(attestation),
                "transports": ["internal"],
            }
        )

    def use(self, options):
        said, head = self._client_data("get", options["publicKey"]["challenge"]), self._head(0x05)
        signature = self.key.sign(head + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        assert websafe_decode(self.user)
        return self._frame(
            {
                "clientDataJSON": websafe_encode(said),
                "authenticatorData": websafe_encode(head),
                "signature": websafe_encode(signature),
                "userHandle": self.user,
            }
        )
